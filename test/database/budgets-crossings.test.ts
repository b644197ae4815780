import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { BudgetWatch } from '../../src/finops/budgets/budget-watch';
import { type BudgetBody, daily, setBudget, spend } from '../e2e/finops/budgets-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { setClock } from '../support/clock';
import type { LiveClient } from '../support/live-client';

interface Told {
  readonly month: string;
  readonly thresholds: number[];
  readonly environment: string | null;
  readonly permission: string;
  readonly audience: string | null;
}

describe('those who may write costs are told when a budget reaches a threshold', () => {
  let server: TestServer;
  let other: TestServer;
  let admin: Actor;
  let service: string;
  beforeAll(async () => {
    server = await startServer();
    other = await startServer({}, server.databaseUrl);
    admin = await server.as('admin');
  });
  afterAll(async () => {
    await other.close();
    await server.close();
  });
  beforeEach(() => {
    service = `service-${randomUUID()}`;
    on('2027-03-15');
  });
  afterEach(() => void jest.restoreAllMocks());

  const on = (day: string): void => setClock(`${day}T10:00:00Z`, server, other);
  const look = (of = server): Promise<void> => of.app.get(BudgetWatch, { strict: false }).look();
  const told = ({ id }: BudgetBody): Promise<Told[]> =>
    server.sql<Told>(
      `select data->'metadata'->>'month' as month, data->'metadata'->'thresholds' as thresholds, environment, permission, audience
        from events where type = 'notification' and data->'metadata'->>'budget_id' = $1 order by position`,
      [id],
    );
  const thresholds = async (budget: BudgetBody): Promise<number[][]> =>
    (await told(budget)).map((notice) => notice.thresholds);
  /** Sends costs of one day, has them looked at, and gives what has been told up to now. */
  const afterSpending = async (budget: BudgetBody, cost: number, day = '2027-03-15'): Promise<number[][]> => {
    await spend(admin, service, { date: day, cost });
    await look();
    return thresholds(budget);
  };
  const noticeOf = (live: LiveClient, budget: BudgetBody) =>
    live.next(
      ({ type, data }) =>
        type === 'notification' &&
        (data?.metadata as { budget_id?: string } | undefined)?.budget_id === budget.id,
      'the notice',
    );

  it('by the costs that reach it, with no further doing', async () => {
    const [live, budget] = [await server.live('admin'), await setBudget(admin, { service, name: 'Queues' })];
    await live.subscribe(['notifications']);
    await spend(admin, service, ...daily('2027-03', 1, 14, 100), { date: '2027-03-15', cost: 1_100 });
    const { data } = await noticeOf(live, budget);
    expect(data).toEqual({
      title: 'Budget Queues: 80 % reached',
      message: `2500.00 of 3000.00 USD for ${service} were spent in 2027-03 (83.33 %); 4100.00 USD are to be expected by the end of the month.`,
      type: 'warning',
      priority: 'normal',
      metadata: {
        ...{ budget_id: budget.id, name: 'Queues', environment: null, service, currency: 'USD' },
        ...{ month: '2027-03-01', threshold: 80, thresholds: [50, 80], amount: 3_000, month_to_date: 2_500 },
        ...{ projected_end_of_month: 4_100, percentage: 83.33 },
      },
    });
    live.end();
  });

  it('by a budget that is set, or lowered, beneath what was spent', async () => {
    await spend(admin, service, { date: '2027-03-15', cost: 100 });
    const live = await server.live('admin', 'notifications');
    const set = await setBudget(admin, { service, amount: 90 });
    expect((await noticeOf(live, set)).data).toMatchObject({ type: 'error', priority: 'high' });
    const lowered = await setBudget(admin, { service, amount: 1_000 });
    await admin.patch(`/finops/budgets/${lowered.id}`, { amount: 200 });
    expect((await noticeOf(live, lowered)).data).toMatchObject({ metadata: { thresholds: [50] } });
    live.end();
  });

  it('exactly there and not a cent before, once for each threshold', async () => {
    const budget = await setBudget(admin, { service, amount: 100 });
    expect(await afterSpending(budget, 49.99)).toEqual([]);
    expect(await afterSpending(budget, 50)).toEqual([[50]]);
    expect(await afterSpending(budget, 79.99)).toEqual([[50]]);
    expect(await afterSpending(budget, 80)).toEqual([[50], [80]]);
    expect(await afterSpending(budget, 100)).toEqual([[50], [80], [100]]);
    expect(await afterSpending(budget, 500)).toEqual([[50], [80], [100]]);
    // A day that is corrected and corrected back is no new crossing.
    expect(await afterSpending(budget, 10)).toEqual([[50], [80], [100]]);
    expect(await afterSpending(budget, 100)).toEqual([[50], [80], [100]]);
  });

  it('in one notice when several are reached at once', async () => {
    const budget = await setBudget(admin, { service, amount: 100, thresholds: [120, 10, 90] });
    expect(await afterSpending(budget, 100)).toEqual([[10, 90]]);
  });

  it('again in the next month', async () => {
    const budget = await setBudget(admin, { service, amount: 100, thresholds: [50] });
    expect(await afterSpending(budget, 60)).toEqual([[50]]);
    on('2027-04-20');
    expect(await afterSpending(budget, 60, '2027-04-20')).toEqual([[50], [50]]);
    expect((await told(budget)).map(({ month }) => month)).toEqual(['2027-03-01', '2027-04-01']);
  });

  it('of the month before too while its last costs come in, for seven days, if it was set by then', async () => {
    const thresholds = [50];
    const [budget, late, next] = [
      await setBudget(admin, { service, amount: 100, thresholds }),
      await setBudget(admin, { service, amount: 70, thresholds: [90] }),
      await setBudget(admin, { service, amount: 100, thresholds }),
    ];
    const setAt = ({ id }: BudgetBody, at: string) =>
      server.sql('update budgets set created_at = $2 where id = $1', [id, at]);
    await setAt(budget, '2027-03-31T23:59:59.999Z');
    await setAt(late, '2027-03-01T00:00:00Z');
    await setAt(next, '2027-04-01T00:00:00Z');
    on('2027-04-07');
    expect(await afterSpending(budget, 60, '2027-03-31')).toEqual([[50]]);
    expect((await told(budget))[0].month).toBe('2027-03-01');
    expect(await told(next)).toEqual([]);
    on('2027-04-08');
    expect(await afterSpending(late, 65, '2027-03-31')).toEqual([]);
  });

  it('not of the month before because a budget was lowered since, but by what comes in for it then', async () => {
    const budget = await setBudget(admin, { service, amount: 1_000, thresholds: [50, 80, 100] });
    expect(await afterSpending(budget, 60, '2027-03-31')).toEqual([]);
    on('2027-04-03');
    await admin.patch(`/finops/budgets/${budget.id}`, { amount: 100 });
    await look();
    expect(await told(budget)).toEqual([]);
    expect(await afterSpending(budget, 85, '2027-03-31')).toEqual([[80]]);
    expect((await told(budget))[0].month).toBe('2027-03-01');
    // The month that runs is another matter.
    expect(await afterSpending(budget, 60, '2027-04-02')).toEqual([[80], [50]]);
  });

  it('again when a budget that was raised is reached again', async () => {
    const budget = await setBudget(admin, { service, amount: 100, thresholds: [50, 100] });
    expect(await afterSpending(budget, 110)).toEqual([[50, 100]]);
    await admin.patch(`/finops/budgets/${budget.id}`, { amount: 200 });
    await look();
    // 110.00 is still more than half of it: that is no news.
    expect(await thresholds(budget)).toEqual([[50, 100]]);
    expect(await afterSpending(budget, 200)).toEqual([[50, 100], [100]]);
  });

  it('not of budgets that were removed, nor by costs in other currencies', async () => {
    const removed = await setBudget(admin, { service, amount: 1 });
    await admin.delete(`/finops/budgets/${removed.id}`);
    const euros = await setBudget(admin, { service, amount: 1, currency: 'EUR' });
    expect(await afterSpending(removed, 100)).toEqual([]);
    expect(await thresholds(euros)).toEqual([]);
  });

  it('in the environment of the budget, if it has one', async () => {
    const production = await setBudget(admin, { service, amount: 1, environment: 'production' });
    const all = await setBudget(admin, { service, amount: 1 });
    const nowhere = await setBudget(admin, { service, amount: 1, environment: 'unallocated' });
    await spend(
      admin,
      service,
      ...['production', 'unallocated'].map((environment) => ({
        ...{ date: '2027-03-15', cost: 100, environment },
      })),
    );
    await look();
    const rights = { permission: 'write:costs', audience: null };
    expect(await told(production)).toMatchObject([{ environment: 'production', ...rights }]);
    expect(await told(all)).toMatchObject([{ environment: null, ...rights }]);
    expect(await told(nowhere)).toMatchObject([{ environment: null, ...rights }]);
  });

  it('once, when batches that reach it together come to two instances at a time', async () => {
    const budget = await setBudget(admin, { service, amount: 100, thresholds: [100] });
    const elsewhere = await other.signIn('admin');
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        spend(index % 2 ? admin : elsewhere, service, {
          date: '2027-03-15',
          cost: 5,
          resource_id: `i-${index}`,
        }),
      ),
    );
    await Promise.all(Array.from({ length: 10 }, (_, index) => look(index % 2 ? other : server)));
    expect(await thresholds(budget)).toEqual([[100]]);
    expect(
      await server.sql('select threshold from budget_crossings where budget_id = $1', [budget.id]),
    ).toEqual([{ threshold: 100 }]);
  });
});
