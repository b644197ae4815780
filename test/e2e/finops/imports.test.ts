import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import {
  COLUMNS,
  ended,
  focusFile,
  type FocusRow,
  handIn,
  type ImportBody,
  imported,
  storedCosts,
} from './focus-file';

const COMPLETED = { status: 'completed', error: null, violation_count: 0, violations: [], percentage: 100 };

describe('an import of a FOCUS file', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer({ FOCUS_ACCOUNT_ENVIRONMENTS: '7001=staging, 7000=development' });
    admin = await server.as('admin');
  });
  afterEach(() => server.sql('truncate costs'));
  afterAll(() => server.close());

  const bring = async (rows: readonly FocusRow[], query = ''): Promise<ImportBody> => {
    const done = await imported(admin, focusFile(rows), {}, query);
    expect(done).toMatchObject({ ...COMPLETED, rows_read: rows.length, rows_total: rows.length });
    return done;
  };

  it('makes charges costs, with what they were billed and what they would have cost', async () => {
    const done = await bring([{}]);
    expect(await storedCosts(server)).toEqual([
      {
        ...{ date: '2026-01-15', environment: 'production', service: 'Amazon EC2', resource_id: 'i-1' },
        ...{
          resource_name: 'web-1',
          resource_type: 'Instance',
          category: 'Compute',
          charge_category: 'usage',
        },
        ...{ cost: '1.25', billed_cost: '1.50', list_cost: '2.00', contracted_cost: '1.60', currency: 'USD' },
        ...{ usage_amount: '1', usage_unit: 'Hours', provider: 'AWS', region: 'eu-central-1' },
        ...{ account_id: '1001', tags: { environment: 'prod', team: 'web' } },
      },
    ]);
    const [cost] = (await admin.get<Record<string, unknown>[]>(`/finops/breakdown?import_id=${done.id}`))
      .body;
    expect(cost).toMatchObject({ cost: 1.25, service: 'Amazon EC2', import_id: done.id });
  });

  it.each<[string, () => Promise<ImportBody>]>([
    ['the body', () => imported(admin, focusFile([{}]))],
    [
      'the body, with a charset',
      () => imported(admin, focusFile([{}]), { 'content-type': 'text/csv; charset=UTF-8' }),
    ],
    ['a packed body', () => imported(admin, gzipSync(focusFile([{}])), { 'content-encoding': 'gzip' })],
    ['a gzip file', () => imported(admin, gzipSync(focusFile([{}])), { 'content-type': 'application/gzip' })],
    ['a packed body that nobody calls so', () => imported(admin, gzipSync(focusFile([{}])))],
    [
      'several packed pieces',
      () => {
        const file = focusFile([{}]);
        return imported(admin, Buffer.concat([gzipSync(file.slice(0, 99)), gzipSync(file.slice(99))]));
      },
    ],
  ])('takes the file as %s', async (_, send) => {
    expect(await send()).toMatchObject({ ...COMPLETED, created_count: 1, file_name: null });
    expect(await storedCosts(server)).toMatchObject([{ cost: '1.25' }]);
  });

  it.each<[string, (file: string) => Blob]>([
    ['focus.csv', (file) => new Blob([file], { type: 'text/csv' })],
    ['focus.csv.gz', (file) => new Blob([gzipSync(file)], { type: 'application/gzip' })],
  ])('takes the file as %s of a form, and answers at once', async (name, blob) => {
    const form = new FormData();
    form.set('file', blob(focusFile([{}])), `/tmp/${name}`);
    const answer = await admin.post<ImportBody>('/finops/costs/import', form);
    expect([answer.status, answer.body]).toMatchObject([
      202,
      {
        status: 'queued',
        format: 'focus',
        mode: 'replace',
        file_name: name,
        percentage: 0,
        imported_by: 'Test admin 1',
      },
    ]);
    expect(await ended(admin, answer.body.id)).toMatchObject({ ...COMPLETED, created_count: 1 });
  });

  it('adds up the charges of one day, environment, service and resource to the last digit', async () => {
    const done = await bring([
      { EffectiveCost: '0.1', ChargePeriodStart: '2026-01-15 00:00:00', ConsumedQuantity: '0.5' },
      {
        EffectiveCost: '2E-1',
        ChargePeriodStart: '2026-01-15T23:00:00Z',
        ChargePeriodEnd: '2026-01-16T00:00:00Z',
        ConsumedQuantity: '1.25',
      },
      {
        EffectiveCost: '1.000000000000000000001',
        BilledCost: 'NULL',
        ListCost: '-2.5',
        ChargeClass: 'Correction',
      },
      {
        EffectiveCost: '-0.3',
        ChargeCategory: 'Credit',
        BilledCost: '',
        ConsumedQuantity: 'NULL',
        PricingQuantity: '',
      },
      {
        EffectiveCost: '5',
        ResourceId: 'NULL',
        ChargeCategory: 'Tax',
        Tags: 'NULL',
        ConsumedQuantity: '',
        PricingQuantity: '3',
      },
      {
        EffectiveCost: '7',
        ChargePeriodStart: '2026-01-16T00:00:00Z',
        ChargePeriodEnd: '2026-01-16T01:00:00Z',
      },
    ]);
    expect(done).toMatchObject({ created_count: 3, replaced_count: 0, removed_count: 0 });
    expect(await storedCosts(server)).toMatchObject([
      {
        ...{ resource_id: 'i-1', cost: '1.000000000000000000001', billed_cost: '3.00', list_cost: '3.50' },
        // Charges of several kinds are of none; what was used has one unit, and so a sum.
        ...{ contracted_cost: '6.40', charge_category: null, usage_amount: '2.75', usage_unit: 'Hours' },
      },
      {
        ...{ environment: 'unallocated', resource_id: null, cost: '5', charge_category: 'tax', tags: null },
        ...{ usage_amount: '3', usage_unit: 'Hours' },
      },
      { date: '2026-01-16', resource_id: 'i-1', cost: '7', charge_category: 'usage' },
    ]);
  });

  it('has no sum for use in several units', async () => {
    await bring([{}, { ConsumedUnit: 'GB' }]);
    expect(await storedCosts(server)).toMatchObject([{ cost: '2.50', usage_amount: null, usage_unit: null }]);
  });

  it('does not count what was paid for a commitment again, and counts what is left of it', async () => {
    await bring([
      {
        ChargeCategory: 'Purchase',
        CommitmentDiscountId: 'ri-1',
        ResourceId: 'ri-1',
        EffectiveCost: '365',
        BilledCost: '365',
      },
      { CommitmentDiscountId: 'ri-1', ResourceId: 'i-1', EffectiveCost: '0.7', BilledCost: '0' },
      { CommitmentDiscountId: 'ri-1', ResourceId: 'unused', EffectiveCost: '0.3', BilledCost: '0' },
      { ChargeCategory: 'Purchase', ResourceId: 'licence', EffectiveCost: '20', BilledCost: '20' },
    ]);
    const [total] = await server.sql(
      'select sum(cost)::text as cost, sum(billed_cost)::text as billed from costs',
    );
    expect(total).toEqual({ cost: '21.0', billed: '385' });
  });

  it('finds environments by tags, else by accounts, else has none', async () => {
    const rows = [
      { Tags: '{"Environment":"uat"}' },
      { Tags: '{"env":"sandbox"}' },
      { Tags: '{"owner":"web"}', SubAccountId: '7001' },
      { Tags: '', SubAccountId: '', BillingAccountId: '7000' },
      { Tags: '{"env":"shared"}', SubAccountId: '9' },
    ];
    await bring(rows.map((row, index) => ({ ...row, ResourceId: `r-${index}` })));
    const stored = await storedCosts(server);
    expect(
      Object.fromEntries(stored.map(({ resource_id, environment }) => [resource_id, environment])),
    ).toEqual({
      ...{
        'r-0': 'staging',
        'r-1': 'development',
        'r-2': 'staging',
        'r-3': 'development',
        'r-4': 'unallocated',
      },
    });
  });

  it('keeps currencies, accounts and providers apart', async () => {
    const shared = { ResourceId: '', Tags: '' };
    await bring([
      { ...shared, BillingCurrency: 'EUR', EffectiveCost: '1' },
      { ...shared, BillingCurrency: 'USD', EffectiveCost: '2' },
      { ...shared, SubAccountId: '1002', EffectiveCost: '3' },
      { ...shared, BillingAccountId: '2000', EffectiveCost: '4' },
      { ...shared, ProviderName: 'Microsoft', EffectiveCost: '5' },
    ]);
    const stored = await storedCosts(server);
    expect(stored.map(({ cost }) => cost).toSorted()).toEqual(['1', '2', '3', '4', '5']);
    const mixed = await admin.get('/finops/breakdown?group_by=service');
    expect([mixed.status, mixed.body]).toMatchObject([409, { error: { code: 'MIXED_CURRENCIES' } }]);
    const one = await admin.get('/finops/breakdown?group_by=service&currency=USD');
    expect(one.body).toMatchObject([{ cost: 14, record_count: 4 }]);
  });

  it.each<[string, () => string | Buffer]>([
    ['a byte order mark', () => `\ufeff${focusFile([{}])}`],
    ['CR LF', () => focusFile([{}]).replaceAll('\n', '\r\n')],
    ['no end of line at the end', () => focusFile([{}]).trimEnd()],
    ['blank lines', () => `${focusFile([{}])}\n\n`],
    ['its columns in another order', () => focusFile([{}], COLUMNS.toReversed())],
    [
      'columns that FOCUS does not know',
      () => focusFile([{ Id: '1', x_Own: 'a' }], ['Id', ...COLUMNS, 'x_Own']),
    ],
    ['line ends and quotation marks within cells', () => focusFile([{ ChargeDescription: 'a "b"\r\nc,d' }])],
  ])('reads a file with %s', async (_, file) => {
    expect(await imported(admin, file())).toMatchObject(COMPLETED);
    expect(await storedCosts(server)).toMatchObject([
      { cost: '1.25', resource_name: 'web-1', billed_cost: '1.50' },
    ]);
  });

  it('brings nothing twice when the same file comes again', async () => {
    const file = focusFile([{}, { ResourceId: 'i-2' }, { ResourceId: '' }]);
    expect(await imported(admin, file)).toMatchObject({ created_count: 3, replaced_count: 0 });
    const once = await storedCosts(server);
    expect(await imported(admin, gzipSync(file))).toMatchObject({
      created_count: 0,
      replaced_count: 3,
      removed_count: 0,
    });
    expect(await storedCosts(server)).toEqual(once);
  });

  it('takes away what a corrected file of the same bill no longer has, for its days only', async () => {
    const day = (date: string) => ({ ChargePeriodStart: `2026-01-${date}T00:00:00Z`, ChargePeriodEnd: '' });
    await bring([{ ...day('15'), Tags: '' }, { ...day('15'), ResourceId: 'i-2' }, { ...day('16') }]);
    // Another bill's costs of the same day, and another account's, are none of its business.
    await bring([{ ...day('15'), BillingPeriodStart: '2026-02-01T00:00:00Z', EffectiveCost: '-0.25' }]);
    await bring([{ ...day('15'), BillingAccountId: '2000' }]);
    const done = await bring([{ ...day('15'), EffectiveCost: '9' }]);
    expect(done).toMatchObject({ created_count: 1, replaced_count: 0, removed_count: 2 });
    const stored = await storedCosts(server);
    expect(stored.map(({ date, cost }) => [date, cost]).toSorted()).toEqual([
      ...[
        ['2026-01-15', '-0.25'],
        ['2026-01-15', '1.25'],
        ['2026-01-15', '9'],
        ['2026-01-16', '1.25'],
      ],
    ]);
  });

  it('leaves what it does not have when it is said to be a part', async () => {
    await bring([{}, { ResourceId: 'i-2' }]);
    const done = await bring([{ EffectiveCost: '3' }], '?mode=merge');
    expect(done).toMatchObject({ mode: 'merge', created_count: 0, replaced_count: 1, removed_count: 0 });
    expect(await storedCosts(server)).toMatchObject([{ cost: '3' }, { resource_id: 'i-2', cost: '1.25' }]);
  });

  it('replaces what was sent record by record, and is replaced by it', async () => {
    const record = { date: '2026-01-15', environment: 'production', service: 'Amazon EC2', currency: 'USD' };
    const send = (cost: number) => admin.post('/finops/costs', [{ ...record, resource_id: 'i-1', cost }]);
    expect((await send(100)).status).toBe(202);
    expect(await bring([{}])).toMatchObject({ created_count: 0, replaced_count: 1 });
    expect(await storedCosts(server)).toMatchObject([{ cost: '1.25', provider: 'AWS' }]);
    await bring([{ BillingCurrency: 'EUR' }], '?mode=merge');
    expect(await storedCosts(server)).toHaveLength(2);
    expect((await send(7)).status).toBe(202);
    expect(await storedCosts(server)).toMatchObject([{ cost: '7', currency: 'USD', provider: null }]);
    const sums = await server.sql(
      `select currency, cost::text, cost_count from cost_days where cost_count <> 0`,
    );
    expect(sums).toEqual([{ currency: 'USD', cost: expect.stringMatching(/^7(\.0+)?$/), cost_count: 1 }]);
  });

  it('is made once for one Idempotency-Key, and refuses the key with another file', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await handIn(admin, focusFile([{}]), key);
    const again = await handIn(admin, focusFile([{}]), key);
    expect([again.status, again.body]).toEqual([202, first.body]);
    const other = await handIn(admin, focusFile([{}, {}]), key);
    expect([other.status, other.body]).toMatchObject([409, { error: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
    await ended(admin, first.body.id);
  });

  it('is told to whoever handed it in, and to nobody else', async () => {
    const [mine, others] = [await server.live('admin'), await server.live('viewer')];
    await mine.subscribe(['notifications']);
    await others.subscribe(['notifications']);
    const done = await bring([{}]);
    const event = await mine.next(({ type, data }) => type === 'notification' && data?.type === 'success');
    expect(event.data).toMatchObject({
      title: 'Cost import completed',
      metadata: { import_id: done.id, status: 'completed', percentage: 100, rows_read: 1 },
    });
    const bad = await imported(admin, focusFile([{ EffectiveCost: 'abc' }]));
    const told = await mine.next(({ data }) => data?.type === 'error');
    expect(told.data).toMatchObject({
      title: 'Cost import failed',
      metadata: { import_id: bad.id, status: 'failed' },
    });
    await others.quiet();
    expect(others.events).toEqual([]);
    mine.end();
    others.end();
  });

  it('tells of its progress while it is under way', async () => {
    const live = await server.live('admin');
    await live.subscribe(['notifications']);
    const rows = Array.from({ length: 9_000 }, (_, index) => ({ ResourceId: `i-${index % 50}` }));
    const done = await bring(rows);
    await live.next(({ data }) => data?.title === 'Cost import completed');
    const progress = live.events.filter(({ data }) => data?.title === 'Cost import under way');
    const percentages = progress.map(({ data }) => (data!.metadata as { percentage: number }).percentage);
    expect(percentages.length).toBeGreaterThanOrEqual(2);
    expect(percentages).toEqual(percentages.toSorted((one, other) => one - other));
    expect(progress[0].data).toMatchObject({ metadata: { import_id: done.id, status: 'running' } });
    live.end();
  });

  it('is on record with what it changed, in the name of who handed it in', async () => {
    const done = await bring([{}]);
    const entries = await server.sql(
      `select event_type, resource_type, user_name, status, action_description from audit_logs where resource_id = $1 order by resource_type desc`,
      [done.id],
    );
    expect(entries).toEqual([
      {
        ...{
          event_type: 'CREATE',
          resource_type: 'cost_import',
          user_name: 'Test admin 1',
          status: 'success',
        },
        action_description: 'Created cost import focus',
      },
      {
        ...{ event_type: 'CREATE', resource_type: 'cost', user_name: 'Test admin 1', status: 'success' },
        action_description: 'Imported 1 rows of costs: 1 cost records created, 0 replaced, 0 removed',
      },
    ]);
  });

  it('is listed, and read by all who may read costs; an import that there is not is a 404', async () => {
    const done = await bring([{}]);
    const viewer = await server.as('viewer');
    const [newest] = (await viewer.get<ImportBody[]>('/finops/imports?status=completed&limit=1')).body;
    expect(newest).toEqual(done);
    const answer = await viewer.get(`/finops/imports/${done.id}`);
    expect([answer.status, answer.body]).toEqual([200, done]);
    for (const id of [randomUUID(), 'nonsense']) {
      const missing = await viewer.get(`/finops/imports/${id}`);
      expect([missing.status, missing.body]).toMatchObject([
        404,
        { error: { code: 'COST_IMPORT_NOT_FOUND' } },
      ]);
    }
  });
});
