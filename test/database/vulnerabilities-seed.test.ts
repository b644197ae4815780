import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../src/core/database/database';
import type { VulnerabilityStats } from '../../src/secops/statistics';
import { seed, type SeedCounts } from '../../src/seed/seed';
import type { AssetBody } from '../e2e/secops/asset-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';

describe('the assets and vulnerabilities of the demo data', () => {
  let server: TestServer;
  let engineer: Actor;
  let counts: SeedCounts;
  beforeAll(async () => {
    server = await startServer();
    await server.sql('truncate users cascade');
    const pool = new Database(server.app.get(DataSource)).pool;
    counts = await seed(pool, { hash: () => Promise.resolve(PERSONAS.engineer.passwordHash) });
    engineer = await server.signIn('engineer');
  });
  afterAll(() => server.close());

  it('are listed as any others', async () => {
    expect(counts.assets).toBeGreaterThanOrEqual(60);
    expect(counts.vulnerabilities).toBeGreaterThanOrEqual(40);
    const [assets, vulnerabilities] = [
      await engineer.get('/secops/assets'),
      await engineer.get('/secops/vulnerabilities'),
    ];
    expect([assets.headers.get('x-total-count'), vulnerabilities.headers.get('x-total-count')]).toEqual([
      String(counts.assets),
      String(counts.vulnerabilities),
    ]);
    expect(
      (await engineer.get('/secops/vulnerabilities?cve_id=CVE-2021-44228')).headers.get('x-total-count'),
    ).toMatch(/^[1-9]/);
  });

  it('have counts that are right from the beginning', async () => {
    const wrong = await server.sql(
      `select a.hostname, a.vulnerability_count from assets a where a.vulnerability_count <> (
         select count(*) from vulnerabilities v
         where v.asset_id = a.id and v.deleted_at is null and v.status in ('open', 'in_progress'))`,
    );
    expect(wrong).toEqual([]);
    const { body } = await engineer.get<AssetBody[]>('/secops/assets?sort_by=vulnerability_count');
    expect(body[0].vulnerability_count).toBeGreaterThan(1);
  });

  it('have vulnerabilities in the environment of their asset', async () => {
    const wrong = await server.sql(
      'select 1 from vulnerabilities v join assets a on a.id = v.asset_id where v.environment <> a.environment',
    );
    expect(wrong).toEqual([]);
  });

  it('make a statistic with something of everything', async () => {
    const { body } = await engineer.get<VulnerabilityStats>('/secops/vulnerabilities/stats');
    expect(body.total).toBe(counts.vulnerabilities);
    expect(
      [...Object.values(body.by_severity), ...Object.values(body.by_status)].filter((count) => count === 0),
    ).toEqual([]);
    expect(body.top_assets).toHaveLength(10);
    expect(body.trend.filter(({ discovered }) => discovered > 0).length).toBeGreaterThan(10);
  });

  it('can be changed as any others: what is solved is counted no more', async () => {
    const [{ asset_id, id }] = (
      await engineer.get<{ asset_id: string; id: string }[]>('/secops/vulnerabilities?status=open&limit=1')
    ).body;
    const count = async (): Promise<number> =>
      (await engineer.get<AssetBody>(`/secops/assets/${asset_id}`)).body.vulnerability_count;
    const before = await count();
    expect((await engineer.patch(`/secops/vulnerabilities/${id}`, { status: 'mitigated' })).status).toBe(200);
    expect(await count()).toBe(before - 1);
  });

  it('are not added to a database that has data', async () => {
    const pool = new Database(server.app.get(DataSource)).pool;
    const again = await seed(pool, { scale: 2, hash: () => Promise.resolve('x') });
    expect([again.assets, again.vulnerabilities]).toEqual([0, 0]);
    expect(again.incidents).toBeGreaterThan(0);
  });
});
