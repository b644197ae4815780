import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { daysAfter, daysBetween } from '../../../src/core/time/calendar';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { faultsOf, like, listOf, object, oneOf, orNull, type Shape, text } from '../../support/shape';
import { expectError } from '../http/expect-error';
import { type CostBody, ingest, record } from './cost-records';

const PATH = '/finops/summary';

interface Share {
  readonly cost: number;
  readonly percentage: number;
}
interface Summary {
  readonly total_cost: number;
  readonly breakdown_by_environment: readonly (Share & { environment: string })[];
  readonly breakdown_by_service: readonly (Share & { service: string })[];
  readonly comparison: Record<string, unknown>;
}

/** One record a day from the first to the last. */
function daily(from: string, to: string, more: CostBody = {}): CostBody[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) =>
    record({ date: daysAfter(from, index), ...more }),
  );
}

describe('the summary of costs', () => {
  let server: TestServer;
  let [admin, viewer]: Actor[] = [];
  beforeAll(async () => {
    server = await startServer();
    [admin, viewer] = [await server.as('admin'), await server.as('viewer')];
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('truncate costs'));
  afterEach(() => void jest.restoreAllMocks());

  const summary = async (parameters: string): Promise<Summary> => {
    const answer = await viewer.get<Summary>(`${PATH}?${parameters}`);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.body;
  };
  const today = (moment: string): void => setClock(moment, server);

  it('has the fields of the product’s own type, and where the comparison comes from', async () => {
    const number = (value: unknown): string | null => (typeof value === 'number' ? null : 'is no number');
    const share = { cost: number, percentage: number };
    const day = like(/^\d{4}-\d\d-\d\d$/);
    const shape: Shape = {
      ...{ total_cost: number, currency: like(/^[A-Z]{3}$/), period: oneOf('daily', 'weekly', 'monthly') },
      ...{ period_start: day, period_end: day },
      breakdown_by_environment: listOf(object({ environment: text, ...share })),
      breakdown_by_service: listOf(object({ service: text, ...share })),
      comparison: object({
        ...{ previous_period_start: day, previous_period_end: day, previous_period_cost: number },
        ...{ change_amount: number, change_percentage: orNull(number) },
      }),
    };
    await ingest(admin, [record(), record({ date: '2023-12-15' })]);
    for (const parameters of ['', 'date=2024-01-15', 'period=weekly&date=2024-01-15'])
      expect(faultsOf(await summary(parameters), shape)).toEqual([]);
  });

  it('is of a day, of a week from Monday to Sunday, of a month', async () => {
    await ingest(admin, daily('2024-01-01', '2024-04-30', { cost: 1.1 }));
    const of = async (period: string, date: string): Promise<unknown[]> => {
      const { total_cost, ...body } = (await summary(`period=${period}&date=${date}`)) as never as CostBody;
      return [total_cost, body.period_start, body.period_end];
    };
    expect(await of('daily', '2024-02-29')).toEqual([1.1, '2024-02-29', '2024-02-29']);
    expect(await of('weekly', '2024-03-03')).toEqual([7.7, '2024-02-26', '2024-03-03']);
    expect(await of('weekly', '2024-03-04')).toEqual([7.7, '2024-03-04', '2024-03-10']);
    expect(await of('weekly', '2024-01-01')).toEqual([7.7, '2024-01-01', '2024-01-07']);
    expect(await of('monthly', '2024-02-10')).toEqual([31.9, '2024-02-01', '2024-02-29']);
    expect(await of('monthly', '2024-04-30')).toEqual([33, '2024-04-01', '2024-04-30']);
  });

  it.each<[string, string, string, Record<string, unknown>]>([
    [
      'a leap February with as many days of January',
      'monthly',
      '2024-02-05',
      {
        ...{ previous_period_start: '2024-01-01', previous_period_end: '2024-01-29' },
        ...{ previous_period_cost: 290, change_amount: 0, change_percentage: 0 },
      },
    ],
    [
      'February with as many days of January',
      'monthly',
      '2023-02-28',
      {
        ...{ previous_period_start: '2023-01-01', previous_period_end: '2023-01-28' },
        ...{ previous_period_cost: 280, change_amount: 0, change_percentage: 0 },
      },
    ],
    [
      'March with as many days up to the end of February, which is shorter',
      'monthly',
      '2023-03-31',
      {
        ...{ previous_period_start: '2023-01-29', previous_period_end: '2023-02-28' },
        ...{ previous_period_cost: 310, change_amount: 0, change_percentage: 0 },
      },
    ],
    [
      'January with December',
      'monthly',
      '2024-01-01',
      {
        ...{ previous_period_start: '2023-12-01', previous_period_end: '2023-12-31' },
        ...{ previous_period_cost: 310, change_amount: 0, change_percentage: 0 },
      },
    ],
    [
      'a week across the year with the week before',
      'weekly',
      '2023-01-01',
      {
        ...{ previous_period_start: '2022-12-19', previous_period_end: '2022-12-25' },
        ...{ previous_period_cost: 0, change_amount: 10, change_percentage: null },
      },
    ],
    [
      'a day with the day before',
      'daily',
      '2024-03-01',
      {
        ...{ previous_period_start: '2024-02-29', previous_period_end: '2024-02-29' },
        ...{ previous_period_cost: 10, change_amount: 0, change_percentage: 0 },
      },
    ],
  ])('compares %s', async (_, period, date, wanted) => {
    await ingest(admin, daily('2023-01-01', '2024-04-30'));
    expect((await summary(`period=${period}&date=${date}`)).comparison).toEqual(wanted);
  });

  it('compares of a running period the days up to today alone', async () => {
    today('2024-04-10T23:59:59.999Z');
    await ingest(admin, [
      ...daily('2024-03-01', '2024-03-31', { cost: 10 }),
      ...daily('2024-04-01', '2024-04-10', { cost: 15 }),
      record({ date: '2024-04-20', cost: 1000, service: 'Reserved' }),
    ]);
    expect(await summary('')).toMatchObject({
      ...{ total_cost: 1150, period: 'monthly', period_start: '2024-04-01', period_end: '2024-04-30' },
      comparison: {
        ...{ previous_period_start: '2024-03-01', previous_period_end: '2024-03-10' },
        ...{ previous_period_cost: 100, change_amount: 50, change_percentage: 50 },
      },
    });
    expect((await summary('period=weekly')).comparison).toMatchObject({
      ...{ previous_period_start: '2024-04-01', previous_period_end: '2024-04-03', previous_period_cost: 45 },
      ...{ change_amount: 0, change_percentage: 0 },
    });
    today('2024-04-11T00:00:00Z');
    expect((await summary('')).comparison).toMatchObject({
      ...{ previous_period_end: '2024-03-11', previous_period_cost: 110, change_amount: 40 },
    });
  });

  it('is split by environment and by service, to the cent and to exactly 100 percent', async () => {
    const services = Array.from({ length: 7 }, (_, index) => `Service ${index}`);
    const environments = ['production', 'staging', 'development', 'unallocated'];
    await ingest(
      admin,
      services.flatMap((service, place) =>
        environments.map((environment, at) =>
          record({ service, environment, cost: 10.005 / (place + at + 3) }),
        ),
      ),
    );
    const body = await summary('date=2024-01-01');
    const add = (parts: readonly number[]): string =>
      parts.reduce((total, part) => total.plus(part), new Decimal(0)).toFixed();
    const [{ exact }] = await server.sql<{ exact: string }>(
      'select round(sum(cost), 2)::text as exact from costs',
    );
    expect(body.total_cost).toBe(Number(exact));
    for (const [parts, count] of [
      [body.breakdown_by_environment, 4],
      [body.breakdown_by_service, 7],
    ] as const) {
      expect(parts).toHaveLength(count);
      expect(add(parts.map(({ cost }) => cost))).toBe(new Decimal(exact).toFixed());
      expect(add(parts.map(({ percentage }) => percentage))).toBe('100');
      expect(parts.map(({ cost }) => cost)).toEqual(parts.map(({ cost }) => cost).toSorted((a, b) => b - a));
    }
    const own = await summary('date=2024-01-01&environment=unallocated');
    expect(own.breakdown_by_environment).toEqual([
      { environment: 'unallocated', cost: own.total_cost, percentage: 100 },
    ]);
    const of = body.breakdown_by_environment.find(({ environment }) => environment === 'unallocated');
    expect(Math.abs(own.total_cost - of!.cost)).toBeLessThan(0.011);
  });

  it('says the same as the breakdown', async () => {
    await ingest(admin, daily('2024-01-01', '2024-01-31', { cost: 0.333 }));
    const body = await summary('date=2024-01-31');
    expect(body.total_cost).toBe(10.32);
    for (const grouping of ['service', 'environment', 'date']) {
      const { body: groups } = await viewer.get<{ cost: number }[]>(`/finops/breakdown?group_by=${grouping}`);
      const total = groups.reduce((sum, { cost }) => sum.plus(cost), new Decimal(0));
      expect(total.toNumber()).toBe(body.total_cost);
    }
  });

  it('takes credits off, whose share is negative', async () => {
    await ingest(admin, [record({ cost: 150 }), record({ service: 'Credits', cost: -50 })]);
    expect(await summary('date=2024-01-01')).toMatchObject({
      total_cost: 100,
      breakdown_by_service: [
        { service: 'EC2', cost: 150, percentage: 150 },
        { service: 'Credits', cost: -50, percentage: -50 },
      ],
    });
  });

  it('is nothing where there is nothing', async () => {
    const nothing = { total_cost: 0, breakdown_by_environment: [], breakdown_by_service: [] };
    expect(await summary('date=2024-01-01')).toMatchObject({
      ...{ ...nothing, currency: 'USD', period: 'monthly' },
      comparison: { previous_period_cost: 0, change_amount: 0, change_percentage: null },
    });
    await ingest(admin, [record({ date: '2023-12-01', currency: 'EUR' })]);
    expect(await summary('date=2024-01-01')).toMatchObject({
      ...{ ...nothing, currency: 'EUR' },
      comparison: { previous_period_cost: 10, change_amount: -10, change_percentage: -100 },
    });
    expect(await summary('date=2024-01-01&currency=GBP')).toMatchObject({ ...nothing, currency: 'GBP' });
  });

  it('never adds up currencies', async () => {
    await ingest(admin, [record(), record({ service: 'RDS', currency: 'EUR', cost: 3 })]);
    for (const parameters of ['date=2024-01-01', 'period=daily&date=2024-01-15']) {
      const { details } = expectError(await viewer.get(`${PATH}?${parameters}`), 409, 'MIXED_CURRENCIES');
      expect(details).toEqual({ currencies: ['EUR', 'USD'] });
    }
    expect(await summary('date=2024-01-01&currency=EUR')).toMatchObject({ total_cost: 3, currency: 'EUR' });
    expect(await summary('date=2024-01-01&currency=USD')).toMatchObject({ total_cost: 10, currency: 'USD' });
    expect((await viewer.get(`${PATH}?date=2024-05-01`)).status).toBe(200);
  });

  it('in one currency is compared within it, whatever else there was before', async () => {
    await ingest(admin, [record(), record({ service: 'RDS', currency: 'EUR', cost: 3 })]);
    const before = { previous_period_cost: 10, change_amount: -10, change_percentage: -100 };
    expect(await summary('date=2024-02-15')).toMatchObject({
      ...{ total_cost: 0, currency: 'USD', breakdown_by_service: [], comparison: before },
    });
    await ingest(admin, [record({ date: '2024-02-01', service: 'RDS', currency: 'EUR', cost: 4.5 })]);
    expect(await summary('date=2024-02-15')).toMatchObject({
      ...{ total_cost: 4.5, currency: 'EUR' },
      breakdown_by_service: [{ service: 'RDS', cost: 4.5, percentage: 100 }],
      comparison: { previous_period_cost: 3, change_amount: 1.5, change_percentage: 50 },
    });
  });

  it('is of another kind of cost if asked to, and never of two', async () => {
    await ingest(admin, [
      record({ resource_id: 'a', cost: 10, billed_cost: 8, list_cost: 12 }),
      record({ resource_id: 'b', service: 'RDS', cost: 5, list_cost: 6.5, contracted_cost: 0 }),
    ]);
    const totals = { effective: 15, billed: 8, list: 18.5, contracted: 0 };
    for (const [metric, total_cost] of Object.entries(totals))
      expect(await summary(`date=2024-01-01&metric=${metric}`)).toMatchObject({ total_cost });
    const billed = await summary('date=2024-01-01&metric=billed');
    expect(billed.breakdown_by_service).toEqual([{ service: 'EC2', cost: 8, percentage: 100 }]);
  });

  it('is exact where floats are not', async () => {
    await ingest(
      admin,
      [0.1, 0.2, 0.3, 1.005].map((cost, index) => record({ cost, resource_id: `r${index}` })),
    );
    const { text } = await viewer.get(`${PATH}?date=2024-01-01`);
    expect(text).toContain('"total_cost":1.61,');
    await ingest(admin, [record({ cost: 999999999999, resource_id: 'r3' })]);
    expect((await summary('date=2024-01-01')).total_cost).toBe(999999999999.6);
  });

  it('refuses what it does not understand, and whoever may not read costs', async () => {
    expectError(await viewer.get(`${PATH}?period=yearly&date=2024-13-01`), 400, 'INVALID_REQUEST');
    expectError(await server.anonymous.get(PATH), 401, 'UNAUTHORIZED');
  });

  it('knows the ends of the calendar', async () => {
    for (const date of ['1970-01-01', '2999-12-31'])
      for (const period of ['daily', 'weekly', 'monthly'])
        expect(await summary(`period=${period}&date=${date}`)).toMatchObject({ total_cost: 0 });
  });
});
