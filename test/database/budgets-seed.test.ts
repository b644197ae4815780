import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '../../src/core/database/database';
import { addBudgets } from '../../src/seed/budgets';
import { type BudgetBody, daily, spend } from '../e2e/finops/budgets-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { setClock } from '../support/clock';
import { startWithDemoData } from '../support/demo-data';

describe('the budgets of the demo data', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
    for (const environment of ['production', 'staging', 'development']) {
      for (const [service, cost] of [
        ['EC2', 91.37],
        ['S3', 13.05],
      ] as const) {
        const costs = [...daily('2027-02', 20, 28, cost), ...daily('2027-03', 1, 31, cost)];
        await spend(admin, service, ...costs.map((one) => ({ ...one, environment })));
      }
    }
  });
  afterAll(() => server.close());
  afterEach(() => void jest.restoreAllMocks());

  it.each(['2027-03-01', '2027-03-02', '2027-03-14', '2027-03-30'])(
    'have one that is exceeded and one at risk on %s, by the costs that are there',
    async (day) => {
      const now = new Date(`${day}T11:00:00Z`);
      setClock(now, server);
      await server.sql('delete from budgets');
      const client = await server.app.get(Database).pool.connect();
      expect(await addBudgets(client, now).finally(() => client.release())).toBe(4);
      const { body } = await admin.get<BudgetBody[]>('/finops/budgets?sort_by=created_at&sort_order=asc');
      expect(body.map(({ environment, service, status }) => [environment, service, status])).toEqual([
        [null, null, 'on_track'],
        ['production', null, 'at_risk'],
        ['staging', 'EC2', 'exceeded'],
        ['development', null, 'on_track'],
      ]);
    },
  );

  it('are there before there are costs', async () => {
    await server.sql('delete from budgets');
    const client = await server.app.get(Database).pool.connect();
    expect(await addBudgets(client, new Date('2031-01-01')).finally(() => client.release())).toBe(4);
  });

  it('fit the costs of the whole demo data', async () => {
    const now = new Date('2027-05-20T11:00:00Z');
    const { server: whole, counts } = await startWithDemoData(now);
    try {
      expect(counts).toMatchObject({ budgets: 4 });
      setClock(now, whole);
      const viewer = await whole.signIn('viewer');
      const { body } = await viewer.get<BudgetBody[]>('/finops/budgets?sort_by=percentage&sort_order=desc');
      expect(body.map(({ status }) => status).toSorted()).toEqual([
        ...['at_risk', 'exceeded', 'on_track', 'on_track'],
      ]);
      for (const { month_to_date } of body) expect(month_to_date).toBeGreaterThan(0);
    } finally {
      await whole.close();
    }
  });
});
