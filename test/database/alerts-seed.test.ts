import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../src/core/database/database';
import { seed, type SeedCounts } from '../../src/seed/seed';
import type { AlertBody } from '../e2e/infra/alert-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';

describe('the thresholds and alerts of the demo data', () => {
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
    const thresholds = await engineer.get('/admin/thresholds?limit=100');
    const alerts = await engineer.get<AlertBody[]>('/infra/alerts?limit=100');
    expect([thresholds.headers.get('x-total-count'), alerts.headers.get('x-total-count')]).toEqual([
      String(counts.thresholds),
      String(counts.alerts),
    ]);
    expect(new Set(alerts.body.map(({ status }) => status)).size).toBe(3);
    const message = 'disk_usage is 78.* % \\(> 75\\) on postgres-main db-1 in production';
    expect(alerts.body.filter((alert) => new RegExp(message).test(String(alert.message)))).not.toEqual([]);
  });

  it('go on with the next measurement: what is open is not opened again, and resolves', async () => {
    const open = async (): Promise<AlertBody[]> =>
      (
        await engineer.get<AlertBody[]>(
          '/infra/alerts?status=active,acknowledged&host=db-1&metric_name=disk_usage',
        )
      ).body;
    const before = await open();
    expect(before).toHaveLength(2);
    const measured = async (value: number, ahead: number): Promise<void> => {
      const answer = await engineer.post('/infra/metrics', [
        {
          ...{ metric_name: 'disk_usage', metric_type: 'disk', value, unit: '%', environment: 'production' },
          ...{ service: 'postgres-main', host: 'db-1', timestamp: new Date(Date.now() + ahead) },
        },
      ]);
      expect(answer.status).toBe(202);
    };
    await measured(79, 0);
    expect(await open()).toEqual(before);
    await measured(50, 1_000);
    expect(await open()).toEqual([]);
  });
});
