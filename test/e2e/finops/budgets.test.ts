import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Database } from '../../../src/core/database/database';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { auditOf, faultyFields, refusalOf } from '../infra/fixtures';
import { type BudgetBody, daily, figuresOf, readBudget, setBudget, spend } from './budgets-scene';

describe('budgets', () => {
  let server: TestServer;
  let admin: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [admin, viewer] = [await server.as('admin'), await server.as('viewer')];
  });
  afterAll(() => server.close());
  afterEach(() => void jest.restoreAllMocks());

  const today = (day: string): void => setClock(`${day}T10:00:00Z`, server);
  /** A service that no other test has costs of. */
  const service = (): string => `service-${randomUUID()}`;
  const audited = async (): Promise<unknown> =>
    server.sql(
      `select (select count(*) from audit_logs where resource_type = 'budget' and status = 'success') as audited,
        (select count(*) from budgets) as budgets, (select sum(version) from budgets) as versions`,
    );

  it('an admin sets, reads, changes and removes one; it is on record', async () => {
    today('2027-03-15');
    const draft = { name: 'Databases', amount: 0.1, currency: 'USD', environment: 'staging' };
    const set = await admin.post<BudgetBody>('/finops/budgets', { ...draft, thresholds: [100, 90] });
    expect([set.status, set.body]).toEqual([
      201,
      {
        ...{ id: set.body.id, ...draft, description: null, service: null, thresholds: [90, 100] },
        ...{ created_at: set.body.created_at, updated_at: set.body.updated_at, month: '2027-03-01' },
        ...{ month_to_date: 0, projected_end_of_month: 0, percentage: 0, status: 'on_track' },
        other_currencies: [],
      },
    ]);
    expect(set.text).toContain('"amount":0.10,');
    const path = `/finops/budgets/${set.body.id}`;
    expect((await viewer.get(path)).body).toEqual(set.body);
    expect((await viewer.get<unknown[]>('/finops/budgets')).body).toEqual([set.body]);
    const change = { amount: 250.5, environment: null, thresholds: [70] };
    const changed = await admin.patch(path, change);
    expect([changed.status, changed.body]).toMatchObject([200, change]);
    expect((await admin.delete(path)).status).toBe(204);
    expect(refusalOf(await viewer.get(path))).toEqual([404, 'BUDGET_NOT_FOUND']);
    expect(refusalOf(await admin.patch(path, change))).toEqual([404, 'BUDGET_NOT_FOUND']);
    expect(refusalOf(await viewer.get('/finops/budgets/none'))).toEqual([404, 'BUDGET_NOT_FOUND']);
    const trail = await auditOf(server, set.body.id);
    expect(trail.filter(({ status }) => status === 'success').map(({ event_type }) => event_type)).toEqual([
      ...['CREATE', 'UPDATE', 'DELETE'],
    ]);
  });

  it.each(['engineer', 'viewer'] as const)('a %s reads, and changes nothing', async (persona) => {
    const budget = await setBudget(admin);
    const before = await audited();
    const actor = await server.as(persona);
    for (const refused of [
      await actor.post('/finops/budgets', { name: 'x', amount: 1, currency: 'USD' }),
      await actor.patch(`/finops/budgets/${budget.id}`, { amount: 1 }),
      await actor.delete(`/finops/budgets/${budget.id}`),
    ]) {
      expect(refusalOf(refused)).toEqual([403, 'FORBIDDEN']);
    }
    expect((await actor.get(`/finops/budgets/${budget.id}`)).status).toBe(200);
    expect(await audited()).toEqual(before);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: null }, 'name'],
    [{ amount: 0 }, 'amount'],
    [{ amount: 1.005 }, 'amount'],
    [{ amount: 1e12 + 1 }, 'amount'],
    [{ currency: 'dollars' }, 'currency'],
    [{ environment: 'test' }, 'environment'],
    [{ service: '' }, 'service'],
    [{ thresholds: [] }, 'thresholds'],
    [{ thresholds: [50, 50] }, 'thresholds'],
    [{ thresholds: [0] }, 'thresholds'],
    [{ thresholds: [80.5] }, 'thresholds'],
    [{ thresholds: [1001] }, 'thresholds'],
    [{ thresholds: null }, 'thresholds'],
    [{ month_to_date: 5 }, 'month_to_date'],
    [{ status: 'on_track' }, 'status'],
  ])('%j is refused by name, on creation and on change, and leaves nothing behind', async (more, field) => {
    const budget = await setBudget(admin);
    const before = await audited();
    for (const refused of [
      await admin.post('/finops/budgets', { name: 'x', amount: 1, currency: 'USD', ...more }),
      await admin.patch(`/finops/budgets/${budget.id}`, more),
    ]) {
      expect(refusalOf(refused)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(refused)).toEqual([field]);
    }
    expect(await audited()).toEqual(before);
  });

  it('a repeated creation gives the first answer', async () => {
    const [body, key] = [{ name: 'Once', amount: 5, currency: 'USD' }, { 'idempotency-key': 'budget-1' }];
    const first = await admin.post<BudgetBody>('/finops/budgets', body, key);
    const again = await admin.post<BudgetBody>('/finops/budgets', body, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('lists filter, sort, page, search and export by the figures too', async () => {
    today('2027-03-15');
    const names = [service(), service(), service()];
    const description = `Word ${names[0].replaceAll('-', '')}`;
    const [low, high, middle] = [
      await setBudget(admin, { service: names[0], description }),
      await setBudget(admin, { service: names[1], description }),
      await setBudget(admin, { service: names[2], description }),
    ];
    const found = `search=${description.split(' ')[1]}`;
    const ask = async (query: string) => {
      const answer = await viewer.get<BudgetBody[]>(`/finops/budgets?${found}&${query}`);
      return [answer.body.map(({ id }) => id), answer.headers.get('x-total-count')];
    };
    expect(await ask('status=exceeded')).toEqual([[], '0']);
    await spend(admin, names[1], { date: '2027-03-15', cost: 3_000.01 });
    // At once: who has just sent costs finds them counted.
    expect(await ask('status=exceeded')).toEqual([[high.id], '1']);
    await spend(admin, names[2], ...daily('2027-03', 1, 14, 150));
    expect(await ask('sort_by=percentage&sort_order=desc')).toEqual([[high.id, middle.id, low.id], '3']);
    expect(await ask('status=at_risk,exceeded&sort_by=month_to_date&sort_order=asc')).toEqual([
      ...[[middle.id, high.id], '2'],
    ]);
    const filter = encodeURIComponent(JSON.stringify([{ field: 'percentage', operator: 'lt', value: 70 }]));
    expect(await ask(`filter=${filter}`)).toEqual([[low.id], '1']);
    const first = await viewer.get<BudgetBody[]>(`/finops/budgets?${found}&sort_by=percentage&limit=1`);
    const cursor = first.headers.get('x-next-cursor')!;
    expect(await ask(`sort_by=percentage&limit=2&cursor=${cursor}`)).toEqual([[middle.id, low.id], '3']);
    const csv = await viewer.get(`/finops/budgets?${found}&status=exceeded&format=csv`);
    const [head, row, ...rest] = csv.text.trim().split('\r\n');
    expect(head).toBe(Object.keys(high).join(','));
    expect(row).toContain(',2027-03-01,3000.01,');
    expect(rest).toEqual([]);
  });

  it('a page takes as many statements for many budgets as for one', async () => {
    const name = `Many${randomUUID().replaceAll('-', '')}`;
    for (let made = 0; made < 12; made += 1) await setBudget(admin, { name });
    const asked = jest.spyOn(server.app.get(Database), 'query');
    const statementsFor = async (limit: number): Promise<number> => {
      asked.mockClear();
      const { body } = await viewer.get<unknown[]>(`/finops/budgets?search=${name}&limit=${limit}`);
      expect(body).toHaveLength(limit);
      return asked.mock.calls.filter(
        // The watch over budgets has its own round meanwhile.
        ([{ name, text }]) => name?.startsWith('list_') && text.includes('from budgets'),
      ).length;
    };
    // The page, and the count, which is kept from one to the other.
    expect(await statementsFor(1)).toBe(2);
    expect(await statementsFor(12)).toBeLessThanOrEqual(2);
  });

  it('an ETag is good until figures or fields change, and a change asks only for the fields', async () => {
    today('2027-03-15');
    const budget = await setBudget(admin, { service: service() });
    const path = `/finops/budgets/${budget.id}`;
    const read = await viewer.get(path);
    const held = { 'if-none-match': read.headers.get('etag')! };
    expect((await viewer.get(path, held)).status).toBe(304);
    await spend(admin, String(budget.service), { date: '2027-03-02', cost: 1 });
    const spent = await viewer.get<BudgetBody>(path, held);
    expect([spent.status, spent.body.month_to_date]).toEqual([200, 1]);
    today('2027-04-01');
    const next = await viewer.get<BudgetBody>(path, { 'if-none-match': spent.headers.get('etag')! });
    expect([next.status, next.body.month, next.body.month_to_date]).toEqual([200, '2027-04-01', 0]);
    const match = { 'if-match': read.headers.get('etag')! };
    const renamed = await admin.patch(path, { name: 'Renamed' }, match);
    expect([renamed.status, renamed.body]).toMatchObject([200, { name: 'Renamed' }]);
    expect(refusalOf(await admin.patch(path, { name: 'Again' }, match))).toEqual([
      412,
      'PRECONDITION_FAILED',
    ]);
    expect(refusalOf(await admin.delete(path, match))).toEqual([412, 'PRECONDITION_FAILED']);
    const newest = { 'if-match': renamed.headers.get('etag')! };
    expect((await admin.delete(path, newest)).status).toBe(204);
  });

  it('a change of the amount shows at once in what follows from it', async () => {
    today('2027-03-15');
    const budget = await setBudget(admin, { service: service(), amount: 3_100 });
    // 14 days of 100.00 and 40.00 today; 16 days are left.
    await spend(admin, String(budget.service), ...daily('2027-03', 1, 14, 100), {
      date: '2027-03-15',
      cost: 40,
    });
    expect(figuresOf(await readBudget(viewer, budget))).toEqual([1_440, 3_040, 46.45, 'on_track']);
    const to = async (amount: number) => {
      const { body } = await admin.patch<BudgetBody>(`/finops/budgets/${budget.id}`, { amount });
      return figuresOf(body).slice(2);
    };
    expect(await to(3_040)).toEqual([47.37, 'on_track']);
    expect(await to(3_039.99)).toEqual([47.37, 'at_risk']);
    expect(await to(1_440)).toEqual([100, 'at_risk']);
    expect(await to(1_439.99)).toEqual([100, 'exceeded']);
  });
});
