import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../src/core/database/database';
import { seed } from '../../src/seed/seed';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';

interface Summary {
  readonly total_cost: number;
  readonly breakdown_by_environment: readonly { environment: string; cost: number }[];
  readonly breakdown_by_service: readonly { service: string; cost: number }[];
  readonly comparison: { change_percentage: number };
}

describe('the costs of the demo data', () => {
  let server: TestServer;
  let viewer: Actor;
  let stored: number;
  beforeAll(async () => {
    server = await startServer();
    await server.sql('truncate users cascade');
    const pool = new Database(server.app.get(DataSource)).pool;
    stored = (await seed(pool, { hash: () => Promise.resolve(PERSONAS.viewer.passwordHash) })).costs;
    viewer = await server.signIn('viewer');
  });
  afterAll(() => server.close());

  it('are listed, and their sums with them', async () => {
    const all = await viewer.get('/finops/breakdown?limit=1');
    expect([all.status, all.headers.get('x-total-count')]).toEqual([200, String(stored)]);
    const days = await viewer.get<{ record_count: number }[]>('/finops/breakdown?group_by=date');
    expect(days.body).toHaveLength(90);
    expect(days.body.reduce((sum, { record_count }) => sum + record_count, 0)).toBe(stored);
  });

  it.each(['daily', 'weekly', 'monthly'])('fill the %s summary of today', async (period) => {
    const { body } = await viewer.get<Summary>(`/finops/summary?period=${period}`);
    expect(body.total_cost).toBeGreaterThan(100);
    expect(body.breakdown_by_environment.map(({ environment }) => environment)).toEqual([
      ...['production', 'development', 'staging'].toSorted((a, b) => costOf(body, b) - costOf(body, a)),
    ]);
    expect(body.breakdown_by_service).toHaveLength(8);
    expect(Math.abs(body.comparison.change_percentage)).toBeLessThan(100);
  });
});

const costOf = ({ breakdown_by_environment }: Summary, name: string): number =>
  breakdown_by_environment.find(({ environment }) => environment === name)!.cost;
