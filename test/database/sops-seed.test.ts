import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../src/core/database/database';
import { demoAccounts } from '../../src/seed/accounts';
import { addSops } from '../../src/seed/sops';
import type { SopBody } from '../e2e/sops/sop-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';

describe('the SOPs of the demo data', () => {
  let server: TestServer;
  let engineer: Actor;
  let sops: SopBody[];
  beforeAll(async () => {
    server = await startServer();
    const client = await new Database(server.app.get(DataSource)).pool.connect();
    try {
      expect(await addSops(client, new Date(), demoAccounts(new Date()))).toBe(12);
    } finally {
      client.release();
    }
    engineer = await server.as('engineer');
    sops = (await engineer.get<SopBody[]>('/sops?sort_order=asc')).body;
  });
  afterAll(() => server.close());

  it('are listed and found', async () => {
    expect(sops).toHaveLength(12);
    const found = await engineer.get<SopBody[]>('/sops?search=pg_promote');
    expect(found.body.map(({ title }) => title)).toEqual(['Fail over a PostgreSQL primary']);
  });

  it('are exported and imported again without a change', async () => {
    for (const sop of sops) {
      const { text } = await engineer.get(`/sops/${sop.id}/export`);
      const answer = await engineer.post('/sops/import', text, { 'content-type': 'text/markdown' });
      expect([answer.status, answer.body]).toEqual([201, sop]);
    }
  });

  it('have versions that can be compared', async () => {
    const { id, version } = sops.find(({ title }) => title.startsWith('Fail over'))!;
    const { body } = await engineer.get(`/sops/${id}/versions/diff?from=1.0.0`);
    expect(body).toMatchObject({
      ...{ from: '1.0.0', to: version },
      steps: { added: [{ title: 'Make sure that the old primary stays down' }], removed: [], moved: [] },
    });
  });

  it('go on as any others do', async () => {
    const { id, version } = sops.find(({ status }) => status === 'review')!;
    expect((await (await server.as('admin')).post(`/sops/${id}/approve`)).body).toMatchObject({
      status: 'approved',
    });
    const changed = await engineer.patch(`/sops/${id}`, { content: 'Other' });
    const [major, minor] = version.split('.').map(Number);
    expect(changed.body).toMatchObject({ version: `${major}.${minor + 1}.0`, status: 'draft' });
  });
});
