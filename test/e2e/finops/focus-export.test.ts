import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { ingest } from './cost-records';
import { COLUMNS, focusFile, imported, storedCosts } from './focus-file';

const CHARGES = [
  {},
  { EffectiveCost: '-0.000000000000000000012', ResourceId: 'i-2', ChargeCategory: 'Credit', ListCost: '' },
  { EffectiveCost: '1e-9', ResourceId: '', Tags: '', RegionId: '', SubAccountId: '', ServiceCategory: '' },
  { BillingCurrency: 'EUR', ResourceId: '', Tags: '{"env":"uat"}', ConsumedUnit: '' },
  {
    BillingAccountId: '2000',
    ProviderName: 'Microsoft',
    ChargePeriodStart: '2024-02-29',
    ChargePeriodEnd: '',
  },
  {
    BillingPeriodStart: '2026-02-01',
    EffectiveCost: '-1',
    ChargeClass: 'Correction',
    ChargeCategory: 'Adjustment',
  },
  { ResourceId: 'both', ChargeCategory: 'Tax', ConsumedQuantity: '', ConsumedUnit: '', PricingQuantity: '' },
  { ResourceId: 'both' },
];
/** Texts that a spreadsheet runs, that files use for nothing, or that CSV stumbles over. */
const TEXTS = [
  ...[
    '=1+1',
    '+49',
    '-x',
    '@sum',
    "'=1",
    "''=1",
    "'",
    "'NULL",
    'NULL',
    'null',
    'Null',
    '\t=1',
    '\r=2',
    '＝1',
  ],
  ...['a,b', 'a"b', '"', 'a\nb', 'a\r\nb', ' padded ', '1e5', '界🚀', 'a;b', '\\N', "'-", '#N/A'],
];
const RECORDS = [
  ...TEXTS.map((text) => ({
    ...{ date: '2024-12-31', environment: 'unallocated', service: text, cost: -12.34, currency: 'EUR' },
    ...{ resource_id: text, resource_name: text, resource_type: text, category: text, usage_unit: text },
    ...{ provider: text, region: text, account_id: text, tags: { [text]: text } },
  })),
  // As long as a service may be.
  { date: '2026-02-28', environment: 'production', service: '🚀'.repeat(200), cost: 1, currency: 'USD' },
  { date: '2026-03-01', environment: 'staging', service: 'Bare', cost: 0.1, currency: 'JPY' },
  ...['usage', 'purchase', 'tax', 'credit', 'adjustment'].map((charge_category) => ({
    ...{
      date: '2026-03-02',
      environment: 'development',
      service: charge_category,
      charge_category,
      cost: 1e-10,
    },
    ...{
      currency: 'USD',
      billed_cost: 0,
      list_cost: -1e12,
      contracted_cost: 123456789.12,
      usage_amount: 0.5,
    },
  })),
];

describe('an export of costs in FOCUS', () => {
  let server: TestServer;
  let other: TestServer;
  let admin: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    [server, other] = await Promise.all([startServer(), startServer()]);
    [admin, viewer] = [await server.as('admin'), await server.as('viewer')];
    expect(await imported(admin, focusFile(CHARGES))).toMatchObject({
      status: 'completed',
      created_count: 7,
    });
    await ingest(admin, RECORDS);
  });
  afterAll(() => Promise.all([server.close(), other.close()]));

  const exported = async (query = ''): Promise<Record<string, string>[]> => {
    const answer = await viewer.get(`/finops/costs/export?format=focus${query}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    return parse(answer.text, { columns: true });
  };

  it('imported into an empty database gives the same costs, to the last digit and letter', async () => {
    const { text } = await viewer.get('/finops/costs/export?format=focus');
    const done = await imported(await other.as('admin'), text);
    expect(done).toMatchObject({ status: 'completed', violations: [], created_count: 7 + RECORDS.length });
    const stored = await storedCosts(server);
    expect(stored).toHaveLength(7 + RECORDS.length);
    expect(await storedCosts(other)).toEqual(stored);
    const again = await (await other.as('viewer')).get('/finops/costs/export?format=focus');
    expect(again.text.split('\r\n').toSorted()).toEqual(text.split('\r\n').toSorted());
  });

  it('imported again where it comes from brings nothing twice', async () => {
    const before = await storedCosts(server);
    const { text } = await viewer.get('/finops/costs/export?format=focus');
    const done = await imported(admin, text);
    expect(done).toMatchObject({ created_count: 0, replaced_count: before.length, removed_count: 0 });
    expect(await storedCosts(server)).toEqual(before);
  });

  it('has all mandatory columns of FOCUS 1.2, and leaves empty what is not known', async () => {
    const [row, ...others] = await exported('&service=Bare');
    expect(others).toEqual([]);
    expect(Object.keys(row)).toEqual([...COLUMNS.slice(0, 21), ...Object.keys(row).slice(21)]);
    const known = Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''));
    expect(known).toEqual({
      ...{ BillingCurrency: 'JPY', EffectiveCost: '0.1', ServiceName: 'Bare', x_Environment: 'staging' },
      ...{ BillingPeriodStart: '2026-03-01T00:00:00Z', BillingPeriodEnd: '2026-04-01T00:00:00Z' },
      ...{ ChargePeriodStart: '2026-03-01T00:00:00Z', ChargePeriodEnd: '2026-03-02T00:00:00Z' },
    });
  });

  it('neutralises what a spreadsheet would run, and no number', async () => {
    const rows = await exported('&environment=unallocated&start_date=2024-12-31&end_date=2024-12-31');
    expect(rows).toHaveLength(TEXTS.length);
    for (const { EffectiveCost, ServiceName } of rows) {
      expect(EffectiveCost).toBe('-12.34');
      expect(ServiceName).not.toMatch(/^[=+\-@\t\r＝]/);
    }
  });

  it('takes the filters of the breakdown', async () => {
    const count = async (query: string): Promise<number> => (await exported(query)).length;
    expect(await count('&environment=staging')).toBe(2);
    expect(await count('&environment=staging,development')).toBe(7);
    expect(await count('&currency=JPY')).toBe(1);
    expect(await count('&service=Amazon%20EC2&start_date=2026-01-15&end_date=2026-01-15')).toBe(6);
    expect(await count('&start_date=2024-02-29&end_date=2024-02-29')).toBe(1);
    expect(await count('&end_date=2000-01-01')).toBe(0);
  });

  it('comes as a file with a name', async () => {
    const answer = await viewer.get('/finops/costs/export?format=focus');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="costs-focus-\d{4}-\d{2}-\d{2}\.csv"/,
    );
  });

  it.each([
    ['', [['format', 'must be focus']]],
    ['?format=csv', [['format', 'must be focus']]],
    ['?format=focus&format=focus', [['format', 'must be focus']]],
    ['?format=focus&limit=5', [['limit', 'is not known here: an export holds all rows']]],
    ['?format=focus&environment=moon', [['environment', expect.stringContaining('must be one of')]]],
    ['?format=focus&colour=red', [['colour', expect.stringContaining('is not a known parameter')]]],
    ['?format=focus&start_date=2026-02-30', [['start_date', expect.any(String)]]],
    [
      '?format=focus&start_date=2026-02-02&end_date=2026-02-01',
      [['start_date', 'must not be after end_date']],
    ],
  ])('%s is refused', async (query, faults) => {
    const answer = await viewer.get(`/finops/costs/export${query}`);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { error: { code: 'INVALID_REQUEST', details: faults.map(([field, message]) => ({ field, message })) } },
    ]);
  });

  it('needs the permission to read costs', async () => {
    expect((await server.anonymous.get('/finops/costs/export?format=focus')).status).toBe(401);
  });
});
