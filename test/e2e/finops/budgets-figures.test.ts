import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { daily, figuresOf, readBudget, setBudget, spend } from './budgets-scene';

/** The figures in these tests were worked out by hand. */
describe('how the month of a budget goes', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());
  afterEach(() => void jest.restoreAllMocks());

  const today = (day: string): void => setClock(`${day}T10:00:00Z`, server);
  const service = (): string => `service-${randomUUID()}`;

  it('takes the mean of the last seven days before today, whatever the month was like before', async () => {
    today('2027-03-15');
    const name = service();
    // 7 × 10 + 7 × 31 + 5 = 292.00; and 16 days of 31.00.
    await spend(
      admin,
      name,
      ...daily('2027-03', 1, 7, 10),
      ...daily('2027-03', 8, 14, 31),
      ...daily('2027-03', 15, 15, 5),
    );
    expect(figuresOf(await setBudget(admin, { service: name, amount: 1_000 }))).toEqual([
      ...[292, 788, 29.2, 'on_track'],
    ]);
  });

  it('begins a month with the days of the one before', async () => {
    today('2027-03-01');
    const name = service();
    await spend(admin, name, ...daily('2027-02', 22, 28, 20), { date: '2027-03-01', cost: 7.5 });
    const budget = await setBudget(admin, { service: name, amount: 600 });
    // 7.50 and 30 days of 20.00.
    expect(figuresOf(budget)).toEqual([7.5, 607.5, 1.25, 'at_risk']);
    expect(budget.month).toBe('2027-03-01');
  });

  it('leaves out of the mean what lies before the first cost, but no gap after it', async () => {
    today('2027-03-15');
    const name = service();
    // 90.00 on the 12th and nothing since: 3 days, 30.00 a day, 16 days to go.
    await spend(admin, name, { date: '2027-03-12', cost: 90 });
    expect(figuresOf(await setBudget(admin, { service: name })).slice(0, 2)).toEqual([90, 570]);
  });

  it('expects nothing more of what has not cost anything for seven days', async () => {
    today('2027-03-15');
    const name = service();
    await spend(admin, name, ...daily('2027-03', 1, 7, 100));
    expect(figuresOf(await setBudget(admin, { service: name })).slice(0, 2)).toEqual([700, 700]);
  });

  it('has nothing left to expect on the last day, in February of a leap year too', async () => {
    const name = service();
    await spend(admin, name, ...daily('2028-02', 20, 29, 10));
    const budget = await setBudget(admin, { service: name, amount: 100 });
    today('2028-02-28');
    expect(figuresOf(await readBudget(admin, budget))).toEqual([90, 100, 90, 'on_track']);
    today('2028-02-29');
    expect(figuresOf(await readBudget(admin, budget))).toEqual([100, 100, 100, 'on_track']);
    today('2028-03-01');
    // Nothing yet, and 30 days of the 10.00 of the last seven days.
    expect(figuresOf(await readBudget(admin, budget))).toEqual([0, 300, 0, 'at_risk']);
  });

  it('does not count the days to come', async () => {
    today('2027-03-15');
    const name = service();
    await spend(admin, name, { date: '2027-03-15', cost: 1 }, { date: '2027-03-16', cost: 1_000 });
    expect(figuresOf(await setBudget(admin, { service: name })).slice(0, 2)).toEqual([1, 1]);
  });

  it('counts an environment, a service, both, or everything, and what belongs nowhere', async () => {
    today('2029-06-01');
    const [one, other] = [service(), service()];
    const date = '2029-06-01';
    await spend(
      admin,
      one,
      ...[
        { date, cost: 1 },
        { date, cost: 10, environment: 'staging' },
        { date, cost: 100, environment: 'unallocated' },
        { date, cost: 1_000, service: other },
        { date, cost: 10_000, service: other, environment: 'unallocated' },
      ],
    );
    const spentOn = async (more: Record<string, unknown>): Promise<number> =>
      (await setBudget(admin, more)).month_to_date;
    expect(await spentOn({ service: one })).toBe(111);
    expect(await spentOn({ environment: 'production' })).toBe(1_001);
    expect(await spentOn({ environment: 'unallocated' })).toBe(10_100);
    expect(await spentOn({ environment: 'unallocated', service: other })).toBe(10_000);
    expect(await spentOn({ environment: 'development', service: other })).toBe(0);
    expect(await spentOn({})).toBe(11_111);
  });

  it('counts its own currency only and says which others there are', async () => {
    today('2027-03-15');
    const name = service();
    const place = { date: '2027-03-10', cost: 40 };
    await spend(
      admin,
      name,
      ...[
        place,
        { ...place, currency: 'EUR', resource_id: 'a' },
        { ...place, currency: 'CHF', resource_id: 'b' },
        { ...place, currency: 'CHF', environment: 'staging' },
        // Of another month: of no interest.
        { ...place, date: '2027-02-27', currency: 'GBP' },
      ],
    );
    const budget = await setBudget(admin, { service: name });
    expect([budget.month_to_date, budget.other_currencies]).toEqual([40, ['CHF', 'EUR']]);
    const francs = await setBudget(admin, { service: name, currency: 'CHF' });
    expect([francs.month_to_date, francs.other_currencies]).toEqual([80, ['EUR', 'USD']]);
    const yen = await setBudget(admin, { service: name, currency: 'JPY', environment: 'staging' });
    expect([yen.month_to_date, yen.other_currencies]).toEqual([0, ['CHF']]);
  });

  it('is exact, and rounds the sum and not its parts', async () => {
    today('2027-03-15');
    const name = service();
    // Three times 0.1 and ten times 0.004: 0.34. As floating point it is 0.33999…, rounded part by part 0.30.
    await spend(
      admin,
      name,
      ...[1, 2, 3].map((day) => ({ date: `2027-03-0${day}`, cost: 0.1 })),
      ...Array.from({ length: 10 }, (_, index) => ({
        ...{ date: '2027-03-04', cost: 0.004, resource_id: `r-${index}` },
      })),
    );
    const budget = await setBudget(admin, { service: name, amount: 0.34 });
    expect(figuresOf(budget)).toEqual([0.34, 0.34, 100, 'on_track']);
    const { text } = await admin.get(`/finops/budgets/${budget.id}`);
    expect(text).toContain('"month_to_date":0.34,"projected_end_of_month":0.34,"percentage":100.00,');
  });

  it('goes down with credits and corrections, also below nothing', async () => {
    today('2027-03-15');
    const name = service();
    await spend(admin, name, { date: '2027-03-01', cost: 50 }, { date: '2027-03-02', cost: -80.25 });
    expect(figuresOf(await setBudget(admin, { service: name, amount: 100 }))).toEqual([
      ...[-30.25, -30.25, -30.25, 'on_track'],
    ]);
  });

  it('follows a day that is sent again, in another currency too', async () => {
    today('2027-03-15');
    const name = service();
    await spend(admin, name, { date: '2027-03-15', cost: 500, currency: 'EUR' });
    const budget = await setBudget(admin, { service: name });
    expect([budget.month_to_date, budget.other_currencies]).toEqual([0, ['EUR']]);
    await spend(admin, name, { date: '2027-03-15', cost: 20 });
    const { month_to_date, other_currencies } = await readBudget(admin, budget);
    expect([month_to_date, other_currencies]).toEqual([20, []]);
  });
});
