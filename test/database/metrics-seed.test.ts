import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../src/core/database/database';
import { seed } from '../../src/seed/seed';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';

interface Listed {
  readonly id: string;
  readonly metric_name: string;
  readonly host: string | null;
}

describe('the metrics of the demo data', () => {
  let server: TestServer;
  let viewer: Actor;
  let stored: number;
  beforeAll(async () => {
    server = await startServer();
    await server.sql('truncate users cascade');
    const pool = new Database(server.app.get(DataSource)).pool;
    stored = (await seed(pool, { hash: () => Promise.resolve(PERSONAS.viewer.passwordHash) })).metrics;
    viewer = await server.signIn('viewer');
  });
  afterAll(() => server.close());

  it('are listed, and the newest of each series with them', async () => {
    const all = await viewer.get<Listed[]>('/infra/metrics?limit=100');
    expect([all.status, all.headers.get('x-total-count')]).toEqual([200, String(stored)]);
    const latest = await viewer.get<Listed[]>('/infra/metrics?latest=true&limit=100');
    expect(latest.body.length).toBe(stored / 288);
    const newest = new Map(all.body.toReversed().map((row) => [row.id, row]));
    for (const row of latest.body) expect(newest.get(row.id)).toEqual(row);
  });

  it('make a chart of the last day', async () => {
    const { body } = await viewer.get<{ data_points: unknown[] }>(
      '/infra/metrics/cpu_usage/timeseries?host=pay-1&interval=5m',
    );
    expect(body.data_points.length).toBeGreaterThanOrEqual(287);
  });

  it('are no news', async () => {
    expect(await server.sql('select 1 from metrics_latest where untold')).toEqual([]);
  });
});
