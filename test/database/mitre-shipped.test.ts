import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { shippedCatalogue } from '../../src/secops/mitre';
import { bundle, SMALL } from '../e2e/secops/mitre-bundle';
import { startServer, type TestServer } from '../support/app';

interface State {
  source: string;
  revision: number;
  attack_version: string;
  techniques: number;
}

/** Ten servers in one process keep each other from what a server of its own does in no time. */
function waitLongForConnections(app: NestExpressApplication): void {
  const { extra } = app.get(DataSource).options as { extra: { connectionTimeoutMillis: number } };
  extra.connectionTimeoutMillis = 60_000;
}

describe('the shipped catalogue', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('truncate mitre_detections, mitre_techniques, mitre_tactics, mitre_catalogue'));

  const restart = async (): Promise<void> => (await startServer({}, server.databaseUrl)).close();
  const state = async (): Promise<State> => {
    const [row] = await server.sql<State>(
      `select source, revision, attack_version, (select count(*)::int from mitre_techniques where deleted_at is null)
         as techniques from mitre_catalogue`,
    );
    return row;
  };

  it('is loaded once when ten instances start on an empty database', async () => {
    const instances = await Promise.all(
      Array.from({ length: 10 }, () =>
        startServer({ DATABASE_POOL_SIZE: '5' }, server.databaseUrl, waitLongForConnections),
      ),
    );
    try {
      expect(await state()).toMatchObject({ source: 'shipped', attack_version: '18.0', techniques: 691 });
      const [versions] = await server.sql(
        'select max(version) as highest, count(*)::int as count from mitre_techniques',
      );
      expect(versions).toEqual({ highest: 1, count: 691 });
      expect(await server.sql('select 1 from mitre_tactics')).toHaveLength(14);
    } finally {
      await Promise.all(instances.map((instance) => instance.close()));
    }
  });

  it('stays as it is at the next start', async () => {
    await restart();
    const rows = (): Promise<unknown[]> =>
      server.sql('select id, xmin::text from mitre_techniques order by id');
    const before = await rows();
    await restart();
    expect(await rows()).toEqual(before);
    expect(before).toHaveLength(691);
  });

  it('replaces an older shipped one, and a newer one is left alone', async () => {
    await restart();
    const { techniques } = shippedCatalogue();
    const spoil = (revision: number): Promise<unknown[]> =>
      server.sql(
        `with s as (update mitre_catalogue set revision = ${revision}), d as (delete from mitre_techniques where id = 'T1001.001')
         update mitre_techniques set name = 'Spoilt' where id = 'T1001'`,
      );
    await spoil(0);
    await restart();
    expect((await state()).techniques).toBe(691);
    const [{ name }] = await server.sql(`select name from mitre_techniques where id = 'T1001'`);
    expect(name).toBe(techniques.find(({ id }) => id === 'T1001')!.name);
    await spoil(99);
    await restart();
    expect(await state()).toMatchObject({ revision: 99, techniques: 690 });
  });

  it('never takes the place of an imported one', async () => {
    await restart();
    const answer = await (await server.as('admin')).post('/secops/mitre/import', bundle([...SMALL]));
    expect(answer.status).toBe(200);
    await restart();
    expect(await state()).toEqual({ source: 'imported', revision: 0, attack_version: '19.1', techniques: 3 });
  });
});
