import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { host } from '../e2e/secops/mitre-scene';
import { startServer, type TestServer } from '../support/app';

describe('among many detections, those of an asset', () => {
  let server: TestServer;
  let client: Client;
  beforeAll(async () => {
    server = await startServer();
    client = new Client({ connectionString: server.databaseUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await server.close();
  });

  it('are found by index when it moves and when it is removed for good, the removed ones too', async () => {
    const [asset, bare] = [await host(server, 'staging'), await host(server, 'staging')];
    const crowd = await host(server, 'production');
    const insert = `insert into mitre_detections (technique_id, asset_id, description, severity, deleted_at)
      select 'T1001', $1, 'Seen', 'low', $3 from generate_series(1, $2)`;
    await server.sql(insert, [crowd, 5_000, null]);
    await server.sql(insert, [asset, 2, null]);
    await server.sql(insert, [asset, 3, new Date()]);
    await server.sql('analyze mitre_detections');
    // What this transaction has done so far, and nobody else.
    const scans = async (): Promise<{ seq: number; idx: number }> => {
      const { rows } = await client.query<{ seq: number; idx: number }>(
        `select seq_scan::int as seq, idx_scan::int as idx from pg_stat_xact_user_tables where relname = 'mitre_detections'`,
      );
      return rows[0];
    };
    await client.query('begin');
    try {
      await client.query(`update assets set environment = 'development' where id = $1`, [asset]);
      const { seq, idx } = await scans();
      expect([seq, idx > 0]).toEqual([0, true]);
      const moved = await client.query(`select 1 from mitre_detections where environment = 'development'`);
      expect(moved.rowCount).toBe(5);
      const before = await scans();
      await client.query('delete from assets where id = $1', [bare]);
      expect((await scans()).seq).toBe(before.seq);
      expect((await scans()).idx).toBeGreaterThan(before.idx);
    } finally {
      await client.query('rollback');
    }
  });
});
