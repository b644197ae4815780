import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { expectInvalid } from '../http/expect-error';
import { BARE, type CostBody, record, records } from './cost-records';

const PATH = '/finops/costs';

describe('ingesting costs', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('truncate costs'));

  const stored = async (): Promise<{ n: number; total: string | null }> =>
    (
      await server.sql<{ n: number; total: string | null }>(
        'select count(*)::int as n, sum(cost)::text as total from costs',
      )
    )[0];
  const listed = async (): Promise<CostBody[]> => (await admin.get<CostBody[]>('/finops/breakdown')).body;
  const messagesOf = ({ body }: Answer): string[] =>
    (body as { error: { details: { message: string }[] } }).error.details.map(({ message }) => message);

  it('takes one record by itself, with what is left out as null', async () => {
    const answer = await admin.post(PATH, record());
    expect([answer.status, answer.body]).toEqual([202, { accepted: 1 }]);
    expect(await listed()).toEqual([{ id: expect.any(String), ...record(), ...BARE }]);
  });

  it('takes a list, and an object that holds it, and keeps everything that was said', async () => {
    const full = {
      ...record({ cost: -1.5, environment: 'unallocated', service: 'S3', resource_id: 'bucket/ü "x"' }),
      ...{
        resource_name: 'Backups',
        resource_type: 'bucket',
        category: 'Storage',
        charge_category: 'credit',
      },
      ...{
        billed_cost: 0,
        list_cost: 2.25,
        contracted_cost: 1.75,
        usage_amount: 12.5,
        usage_unit: 'GB-months',
      },
      ...{ provider: 'aws', region: 'eu-central-1', account_id: '123456789012', tags: { team: 'data' } },
    };
    const answers = [await admin.post(PATH, [full]), await admin.post(PATH, { costs: [record(), full] })];
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [202, { accepted: 1 }],
      [202, { accepted: 2 }],
    ]);
    const rows = await listed();
    expect(rows).toHaveLength(2);
    expect(rows.find(({ service }) => service === 'S3')).toEqual({
      ...{ id: expect.any(String), ...full, import_id: null },
    });
  });

  it('takes 10,000 records in one request, and no more and no less than one', async () => {
    const answer = await admin.post(
      PATH,
      records(10_000, (index) => ({ cost: index / 100 })),
    );
    expect([answer.status, answer.body]).toEqual([202, { accepted: 10_000 }]);
    expect(await stored()).toEqual({ n: 10_000, total: '499950.00' });
    expectInvalid(await admin.post(PATH, records(10_001)), ['']);
    expectInvalid(await admin.post(PATH, { costs: [] }), ['costs']);
  });

  it('replaces a day that is sent again, whatever has changed in it, and keeps its ids', async () => {
    const day = [
      ...records(3, (index) => ({ cost: index, tags: { a: 'b' }, usage_amount: 5 })),
      record({ cost: 1.5 }),
    ];
    await admin.post(PATH, day);
    const before = await listed();
    await admin.post(PATH, day);
    expect(await listed()).toEqual(before);
    const again = day.map(({ tags: _, usage_amount: __, ...rest }) => ({
      ...{ ...rest, cost: 7, currency: 'EUR', resource_name: 'New' },
    }));
    expect((await admin.post(PATH, again)).body).toEqual({ accepted: 4 });
    const after = await listed();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    for (const row of after)
      expect(row).toMatchObject({
        cost: 7,
        currency: 'EUR',
        resource_name: 'New',
        tags: null,
        usage_amount: null,
      });
  });

  it('tells records apart by day, environment, service and resource, and by nothing else', async () => {
    const others = [
      ...[{}, { date: '2024-01-16' }, { environment: 'staging' }, { environment: 'unallocated' }],
      ...[{ service: 'RDS' }, { resource_id: 'i-1' }, { resource_id: 'I-1' }],
    ].map((more) => record(more));
    expect((await admin.post(PATH, others)).body).toEqual({ accepted: others.length });
    const same = record({ currency: 'EUR', region: 'x', account_id: 'y', charge_category: 'tax', cost: 1 });
    expect((await admin.post(PATH, same)).status).toBe(202);
    expect(await stored()).toEqual({ n: others.length, total: '61' });
  });

  it('refuses a batch that holds a key twice whole, and names both', async () => {
    const batch = records(5);
    for (const twin of [
      record({ resource_id: 'i-1', cost: 3 }),
      record({ resource_id: 'i-1', currency: 'EUR' }),
    ]) {
      const answer = await admin.post(PATH, [...batch, twin]);
      expectInvalid(answer, ['5']);
      expect(messagesOf(answer)).toEqual([
        'records 1 and 5 have the same date, environment, service and resource_id: add them up, or name their resources',
      ]);
    }
    expectInvalid(await admin.post(PATH, { costs: [record(), record()] }), ['costs.1']);
    expectInvalid(await admin.post(PATH, [record({ resource_id: null }), record()]), ['1']);
    expect((await stored()).n).toBe(0);
  });

  it.each([0, 5_000, 9_999])('refuses a batch whole whose record %i is bad, and says which', async (at) => {
    const batch = records(10_000, (index) => (index === at ? { cost: 'much' } : {}));
    expectInvalid(await admin.post(PATH, batch), [`${at}.cost`]);
    expect((await stored()).n).toBe(0);
    const [audit] = await server.sql(
      `select status, error_message from audit_logs where resource_type = 'cost' order by position desc limit 1`,
    );
    expect(audit).toMatchObject({
      status: 'failed',
      error_message: expect.stringMatching(/^INVALID_REQUEST/),
    });
  });

  it.each<[string, CostBody]>([
    ['date', { date: undefined }],
    ['date', { date: '2023-02-29' }],
    ['date', { date: '2024-01-15T00:00:00Z' }],
    ['date', { date: 20240115 }],
    ['date', { date: '1969-12-31' }],
    ['date', { date: '3000-01-01' }],
    ['environment', { environment: 'prod' }],
    ['environment', { environment: null }],
    ['service', { service: '' }],
    ['service', { service: '  ' }],
    ['service', { service: 's'.repeat(201) }],
    ['cost', { cost: undefined }],
    ['cost', { cost: null }],
    ['cost', { cost: '10' }],
    ['cost', { cost: 1e12 + 1 }],
    ['cost', { cost: 1e-31 }],
    ['billed_cost', { billed_cost: '1' }],
    ['list_cost', { list_cost: -1e13 }],
    ['contracted_cost', { contracted_cost: true }],
    ['usage_amount', { usage_amount: 1.1e15 }],
    ['currency', { currency: 'usd' }],
    ['currency', { currency: 'US' }],
    ['currency', { currency: 'USDT' }],
    ['currency', { currency: undefined }],
    ['charge_category', { charge_category: 'Usage' }],
    ['tags', { tags: { a: 1 } }],
    ['tags', { tags: ['a'] }],
    ['resource_id', { resource_id: '' }],
    ['resource_id', { resource_id: 'a\0b' }],
    ['id', { id: randomUUID() }],
    ['import_id', { import_id: randomUUID() }],
    ['colour', { colour: 'red' }],
  ])('refuses a bad %s (%#)', async (field, more) => {
    const batch = [record({ resource_id: 'a' }), record(more)];
    expectInvalid(await admin.post(PATH, batch), [`1.${field}`]);
    expectInvalid(await admin.post(PATH, { costs: batch }), [`costs.1.${field}`]);
    expectInvalid(await admin.post(PATH, record(more)), [field]);
    expect((await stored()).n).toBe(0);
  });

  it('refuses names that are too long together for an index, and takes all that are not', async () => {
    // Of four bytes each, and no two alike: what an index cannot make shorter.
    const letters = (count: number): string =>
      Array.from({ length: count }, (_, place) =>
        String.fromCodePoint(0x20000 + ((place * 7_919) % 40_000)),
      ).join('');
    const send = (resource_id: string) =>
      admin.post('/finops/costs', record({ service: letters(100), resource_id }));
    expect((await send('界'.repeat(500))).status).toBe(202);
    // 500 characters as JSON counts them, which are 250 of these.
    expect((await send(letters(250))).status).toBe(202);
    const refused = await admin.post(
      '/finops/costs',
      record({ service: '界'.repeat(200), resource_id: '界'.repeat(500) }),
    );
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { error: { code: 'INVALID_REQUEST', details: [{ message: expect.stringContaining('2000 bytes') }] } },
    ]);
  });

  it('keeps every amount to its last digit, and adds them up so', async () => {
    const amounts = [0.1, 0.2, 0.1 + 0.2, 1e-10, -0.3, 123456789012.345, 999999999999, -1e12, 1 / 3];
    const batch = records(amounts.length, (index) => ({ cost: amounts[index] }));
    expect((await admin.post(PATH, batch)).status).toBe(202);
    const rows = await listed();
    const read = rows.toSorted((a, b) => String(a.resource_id).localeCompare(String(b.resource_id)));
    expect(read.map(({ cost }) => cost)).toEqual(amounts);
    expect((await stored()).total).toBe('123456789011.97833333343333334');
  });

  it('writes amounts with their cents at least, as JSON numbers', async () => {
    await admin.post(PATH, [record({ cost: 0.1, billed_cost: 7, list_cost: 1.005 })]);
    const { text } = await admin.get('/finops/breakdown');
    expect(text).toContain('"cost":0.10,"billed_cost":7.00,"list_cost":1.005,"contracted_cost":null');
  });

  it('writes one audit row for a batch, in the name of who sent it', async () => {
    const count = `select event_type, status, action_description, user_id from audit_logs where resource_type = 'cost' order by position`;
    const before = await server.sql(count);
    await admin.post(PATH, records(3));
    await admin.post(PATH, record());
    const own = { event_type: 'CREATE', status: 'success', user_id: PERSONAS.admin.id };
    expect((await server.sql(count)).slice(before.length)).toEqual([
      { ...own, action_description: 'Ingested 3 cost records' },
      { ...own, action_description: 'Ingested 1 cost record' },
    ]);
  });

  it('stores a batch once, however often it comes with the same Idempotency-Key', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => admin.post(PATH, records(5), key)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([202, { accepted: 5 }]));
    const other = await admin.post(PATH, records(6), key);
    expect([other.status, other.body]).toMatchObject([409, { error: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
    expect((await stored()).n).toBe(5);
  });

  it('is for those who may write costs', async () => {
    for (const persona of ['viewer', 'engineer'] as const) {
      const refused = await (await server.as(persona)).post(PATH, record());
      expect([refused.status, refused.body]).toMatchObject([
        403,
        { error: { code: 'FORBIDDEN', details: { missing_permission: 'write:costs' } } },
      ]);
    }
    const nobody = await server.anonymous.post(PATH, record());
    expect([nobody.status, nobody.body]).toMatchObject([401, { error: { code: 'UNAUTHORIZED' } }]);
    expect((await stored()).n).toBe(0);
  });
});
