import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Random } from '../../../src/seed/random';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError, expectInvalid } from '../http/expect-error';
import { type CostBody, ingest, record, records } from './cost-records';

const PATH = '/finops/breakdown';

interface Group {
  readonly key: string;
  readonly group_by: string;
  readonly cost: number;
  readonly currency: string;
  readonly percentage: number;
  readonly record_count: number;
}

const sumOf = (amounts: readonly number[]): Decimal =>
  amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
const ENVIRONMENTS = ['production', 'staging', 'development', 'unallocated'];

/** 900 amounts of up to ten digits behind the point, one in ten of them negative. */
function scattered(): CostBody[] {
  const random = new Random('breakdown');
  return records(900, (index) => ({
    date: `2024-0${random.integer(1, 3)}-${String(random.integer(1, 28)).padStart(2, '0')}`,
    environment: random.pick(ENVIRONMENTS),
    service: `Service ${random.integer(1, 12)}`,
    cost: new Decimal(random.integer(-1e9, 1e10)).div(10 ** random.integer(2, 10)).toNumber(),
    list_cost: index % 3 === 0 ? null : random.integer(1, 1e6) / 1000,
  }));
}

describe('the breakdown of costs', () => {
  let server: TestServer;
  let viewer: Actor;
  let data: CostBody[];
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    data = scattered();
    await ingest(await server.as('admin'), data);
    const euro = { currency: 'EUR', date: '2024-06-01', cost: 5, service: 'Euro', billed_cost: 4 };
    await ingest(await server.as('admin'), [
      record(euro),
      record({ ...euro, environment: 'staging', cost: 7 }),
    ]);
  });
  afterAll(() => server.close());

  const groups = async (parameters: string): Promise<Group[]> => {
    const answer = await viewer.get<Group[]>(`${PATH}?currency=USD&${parameters}`);
    expect([answer.status, answer.headers.get('x-total-count')]).toEqual([200, String(answer.body.length)]);
    return answer.body;
  };
  /** All pages of the ungrouped list. */
  const allRows = async (parameters: string): Promise<CostBody[]> => {
    const rows: CostBody[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer: Answer<CostBody[]> = await viewer.get(
        `${PATH}?limit=100&${parameters}${cursor && `&cursor=${cursor}`}`,
      );
      expect(answer.status).toBe(200);
      rows.push(...answer.body);
      cursor = answer.headers.get('x-next-cursor');
    }
    return rows;
  };

  it('sorted by cost is paged through to its end, whatever the digits, and found by each of them', async () => {
    const rows: CostBody[] = [1 / 3, 2 / 3, 0.1 + 0.2, 1e-7, 5e-21, 999_999_999_999.5].map((cost, index) =>
      record({ service: 'Digits', currency: 'CHF', date: '2024-07-01', resource_id: `d${index}`, cost }),
    );
    await ingest(await server.as('admin'), rows);
    const seen: CostBody[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `${PATH}?service=Digits&sort_by=cost&limit=1${cursor && `&cursor=${cursor}`}`;
      const answer: Answer<CostBody[]> = await viewer.get(path);
      expect([answer.status, answer.body]).toEqual([200, [expect.anything()]]);
      seen.push(...answer.body);
      cursor = answer.headers.get('x-next-cursor');
    }
    const costs = rows.map(({ cost }) => cost as number);
    expect(seen.map(({ cost }) => cost)).toEqual(costs.toSorted((one, other) => other - one));
    for (const value of costs) {
      const filter = JSON.stringify([{ field: 'cost', operator: 'eq', value }]);
      const { status, body } = await viewer.get(`${PATH}?filter=${encodeURIComponent(filter)}`);
      expect([status, body]).toMatchObject([200, [{ cost: value }]]);
    }
    // The others count what is there.
    await server.sql(`delete from costs where service = 'Digits'`);
  });

  it.each(['service', 'environment', 'date'])(
    'by %s adds up to the ungrouped total to the last digit, and to exactly 100 percent',
    async (grouping) => {
      for (const filter of ['', '&service=Service+3', '&start_date=2024-02-01&end_date=2024-02-29']) {
        const rows = await allRows(`currency=USD${filter}`);
        const total = sumOf(rows.map(({ cost }) => cost as number));
        const given = await groups(`group_by=${grouping}${filter}`);
        expect(sumOf(given.map(({ cost }) => cost)).toFixed()).toBe(new Decimal(total.toFixed(2)).toFixed());
        expect(sumOf(given.map(({ percentage }) => percentage)).toFixed()).toBe('100');
        expect(given.reduce((count, { record_count }) => count + record_count, 0)).toBe(rows.length);
        expect(new Set(given.map(({ key }) => key))).toEqual(new Set(rows.map((row) => row[grouping])));
        for (const group of given) {
          expect(group).toMatchObject({ group_by: grouping, currency: 'USD' });
          const own = sumOf(
            rows.filter((row) => row[grouping] === group.key).map(({ cost }) => cost as number),
          );
          expect(own.minus(group.cost).abs().lessThan('0.01')).toBe(true);
        }
      }
    },
  );

  it('groups records of whatever filter alike, from the records themselves where there are no sums', async () => {
    const ids = data.slice(0, 60).map(({ resource_id }) => String(resource_id));
    const total = sumOf(data.slice(0, 60).map(({ cost }) => cost as number));
    for (const grouping of ['service', 'environment', 'date']) {
      const given = await groups(`group_by=${grouping}&resource_id=${ids.join()}`);
      expect(sumOf(given.map(({ cost }) => cost)).toFixed(2)).toBe(total.toFixed(2));
      expect(given.reduce((count, { record_count }) => count + record_count, 0)).toBe(60);
    }
    const filter = encodeURIComponent(JSON.stringify([{ field: 'cost', operator: 'lt', value: 0 }]));
    const negative = data.filter(({ cost }) => (cost as number) < 0);
    const given = await groups(`group_by=service&filter=${filter}`);
    expect(given.every(({ cost, percentage }) => cost <= 0 && percentage >= 0)).toBe(true);
    expect(sumOf(given.map(({ percentage }) => percentage)).toFixed()).toBe('100');
    expect(given.reduce((count, { record_count }) => count + record_count, 0)).toBe(negative.length);
  });

  it('adds up another kind of cost, of those records alone that have it', async () => {
    const listed = data.filter(({ list_cost }) => list_cost !== null);
    for (const more of [
      '',
      '&filter=[{"field":"cost","operator":"lt","value":1e12}]'.replace('1e12', '"999999999999"'),
    ]) {
      const given = await groups(`group_by=service&metric=list${more}`);
      expect(given.reduce((count, { record_count }) => count + record_count, 0)).toBe(listed.length);
      expect(sumOf(given.map(({ cost }) => cost)).toFixed(2)).toBe(
        sumOf(listed.map(({ list_cost }) => list_cost as number)).toFixed(2),
      );
    }
    expect(await groups('group_by=service&metric=contracted')).toEqual([]);
    const { body } = await viewer.get<Group[]>(`${PATH}?group_by=environment&metric=billed`);
    expect(body).toEqual([
      {
        key: 'production',
        group_by: 'environment',
        cost: 4,
        currency: 'EUR',
        percentage: 50,
        record_count: 1,
      },
      { key: 'staging', group_by: 'environment', cost: 4, currency: 'EUR', percentage: 50, record_count: 1 },
    ]);
  });

  it('never adds up currencies, and lists them without adding', async () => {
    for (const grouping of ['service', 'environment', 'date']) {
      const answer = await viewer.get(`${PATH}?group_by=${grouping}`);
      const { details } = expectError(answer, 409, 'MIXED_CURRENCIES');
      expect(details).toEqual({ currencies: ['EUR', 'USD'] });
      expectError(await viewer.get(`${PATH}?group_by=${grouping}&currency=EUR,USD`), 409, 'MIXED_CURRENCIES');
    }
    const euros = await viewer.get<Group[]>(`${PATH}?group_by=service&start_date=2024-06-01`);
    expect([euros.status, euros.body[0]]).toMatchObject([
      200,
      { cost: 12, currency: 'EUR', percentage: 100 },
    ]);
    const all = await viewer.get(PATH);
    expect([all.status, all.headers.get('x-total-count')]).toEqual([200, '902']);
  });

  it('gives days in their order and others by cost, unless told otherwise, and pages if asked to', async () => {
    const keys = (given: readonly Group[]): string[] => given.map(({ key }) => key);
    const byDate = await groups('group_by=date');
    expect(byDate.length).toBeGreaterThan(60);
    expect(keys(byDate)).toEqual(keys(byDate).toSorted());
    expect(await groups('group_by=date&sort_by=date')).toEqual(byDate.toReversed());
    const byService = await groups('group_by=service');
    expect(byService.map(({ cost }) => cost)).toEqual(
      byService.map(({ cost }) => cost).toSorted((a, b) => b - a),
    );
    expect(await groups('group_by=service&sort_by=cost&sort_order=asc')).toEqual(byService.toReversed());
    const named = keys(byService).toSorted();
    expect(keys(await groups('group_by=service&sort_by=key&sort_order=asc'))).toEqual(named);
    const page = await viewer.get<{ data: Group[]; pagination: unknown }>(
      `${PATH}?group_by=service&currency=USD&page=2&limit=5`,
    );
    expect(page.body.data).toEqual(byService.slice(5, 10));
    expect(page.body.pagination).toMatchObject({
      current_page: 2,
      total_pages: 3,
      total_items: 12,
      has_next: true,
    });
    expect(page.headers.get('link')).toContain(
      `</api/v1${PATH}?group_by=service&currency=USD&page=3&limit=5>; rel="next"`,
    );
    const rest = await viewer.get<Group[]>(`${PATH}?group_by=service&currency=USD&offset=10`);
    expect([rest.body, rest.headers.get('x-total-count')]).toEqual([byService.slice(10), '12']);
    const all = await viewer.get(`${PATH}?group_by=service&currency=USD`);
    expect(all.headers.get('link')).toBe(
      `</api/v1${PATH}?group_by=service&currency=USD>; rel="first", </api/v1${PATH}?group_by=service&currency=USD>; rel="last"`,
    );
  });

  it('filters, sorts and pages records as all lists do', async () => {
    const wanted = data
      .filter(({ environment, date }) => environment === 'unallocated' && (date as string) >= '2024-02-10')
      .map(({ cost }) => cost as number)
      .toSorted((a, b) => a - b);
    const filter = 'environment=unallocated&start_date=2024-02-10&end_date=2024-03-31';
    const given = await allRows(`${filter}&sort_by=cost&sort_order=asc`);
    expect(given.map(({ cost }) => cost)).toEqual(wanted);
    const days = (await allRows('service=Service+1,Service+2')).map(({ date }) => String(date));
    expect(days).toEqual(days.toSorted().toReversed());
    const page = await viewer.get(`${PATH}?page=1&${filter}`);
    expect(page.body).toMatchObject({ pagination: { total_items: wanted.length } });
  });

  it('leaves as CSV, negative amounts as the numbers they are', async () => {
    const rows = await viewer.get<string>(`${PATH}?format=csv&sort_by=cost&sort_order=asc`);
    expect(rows.headers.get('content-type')).toContain('text/csv');
    const lines = rows.text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(903);
    const least = data.map(({ cost }) => cost as number).toSorted((a, b) => a - b)[0];
    expect(lines[1]).toContain(`,${least.toFixed(Math.max(2, new Decimal(least).decimalPlaces()))},`);
    const grouped = await viewer.get<string>(`${PATH}?group_by=environment&metric=billed`, {
      accept: 'text/csv',
    });
    expect(grouped.headers.get('content-disposition')).toMatch(
      /^attachment; filename="costs-by-environment-/,
    );
    expect(grouped.text).toBe(
      'key,group_by,cost,currency,percentage,record_count\r\n' +
        'production,environment,4.00,EUR,50,1\r\nstaging,environment,4.00,EUR,50,1\r\n',
    );
  });

  it('finds resources by a part of their names', async () => {
    const where = async (field: string, value: string): Promise<unknown[]> => {
      const filter = encodeURIComponent(JSON.stringify([{ field, operator: 'contains', value }]));
      const { status, body } = await viewer.get<CostBody[]>(`${PATH}?filter=${filter}`);
      expect(status).toBe(200);
      return body.map(({ resource_id }) => resource_id);
    };
    await ingest(await server.as('admin'), [
      record({ service: 'Names', resource_id: 'arn:aws:s3:::backups', resource_name: 'Nightly backups' }),
    ]);
    expect(await where('resource_name', 'IGHTLY')).toEqual(['arn:aws:s3:::backups']);
    expect(await where('resource_id', ':s3:')).toEqual(['arn:aws:s3:::backups']);
    expect(await where('service', 'ames')).toEqual(['arn:aws:s3:::backups']);
    await server.sql(`delete from costs where service = 'Names'`);
  });

  it.each([
    ['group_by=region', 'group_by'],
    ['group_by=', 'group_by'],
    ['group_by=service&group_by=date', 'group_by'],
    ['group_by=service&metric=net', 'metric'],
    ['metric=billed', 'metric'],
    ['group_by=service&sort_by=date', 'sort_by'],
    ['group_by=service&sort_by=usage_amount', 'sort_by'],
    ['group_by=service&sort_order=up', 'sort_order'],
    ['group_by=service&cursor=abc', 'cursor'],
    ['group_by=service&limit=101', 'limit'],
    ['group_by=service&environment=prod', 'environment'],
    ['group_by=service&colour=red', 'colour'],
    ['start_date=2024-02-30', 'start_date'],
    ['start_date=2024-03-01&end_date=2024-02-01', 'start_date'],
    ['group_by=date&start_date=2024-03-01&end_date=2024-02-01', 'start_date'],
    ['search=EC2', 'search'],
  ])('refuses %s by naming %s', async (parameters, field) => {
    const answer = await viewer.get(`${PATH}?${parameters}`);
    const { details } = expectError(answer, 400, 'INVALID_REQUEST');
    expect((details as { field: string }[]).map((one) => one.field)).toContain(field);
  });

  it('is told of all its faults at once', async () => {
    const answer = await viewer.get(`${PATH}?group_by=x&metric=y&environment=z&limit=0`);
    expectInvalid(answer, ['environment', 'group_by', 'limit', 'metric']);
  });

  it('has no groups of nothing', async () => {
    expect(await groups('group_by=service&start_date=1999-01-01&end_date=1999-12-31')).toEqual([]);
    const csv = await viewer.get<string>(`${PATH}?group_by=date&end_date=1999-12-31&format=csv`);
    expect(csv.text).toBe('key,group_by,cost,currency,percentage,record_count\r\n');
  });
});
