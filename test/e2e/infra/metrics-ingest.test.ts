import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../src/core/time/clock';
import { DAY_MS } from '../../../src/core/time/durations';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { expectInvalid } from '../http/expect-error';
import { ago, point, points } from './metric-points';

const PATH = '/infra/metrics';

describe('ingesting metric points', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('truncate metrics, metrics_latest'));

  const stored = async (): Promise<number> =>
    (await server.sql<{ n: number }>('select count(*)::int as n from metrics'))[0].n;
  const details = ({ body }: Answer): { field: string; message: string }[] =>
    (body as { error: { details: { field: string; message: string }[] } }).error.details;
  const withBad = (count: number, at: number, more: Record<string, unknown>): unknown[] =>
    points(count, (index) => (index === at ? more : {}));

  it('takes one point by itself, with what is left out as null and the time of its arrival', async () => {
    const before = Date.now();
    const answer = await engineer.post(PATH, point());
    expect([answer.status, answer.body]).toEqual([202, { accepted: 1 }]);
    const { body } = await engineer.get<Record<string, unknown>[]>(PATH);
    expect(body).toEqual([
      {
        ...{ id: expect.any(String), ...point(), service: null, host: null },
        ...{ timestamp: expect.any(String), tags: null },
      },
    ]);
    const at = new Date(body[0].timestamp as string).getTime();
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it('takes a list, and an object that holds it, and keeps everything that was said', async () => {
    const full = point({
      ...{ value: -1.5e-300, unit: '', service: 'checkout-api', host: 'web-1' },
      ...{ timestamp: ago(60), tags: { region: 'eu-1', note: 'ü "x"\n' } },
    });
    const answers = [await engineer.post(PATH, [full]), await engineer.post(PATH, { metrics: [full, full] })];
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [202, { accepted: 1 }],
      [202, { accepted: 2 }],
    ]);
    const { body } = await engineer.get<Record<string, unknown>[]>(PATH);
    expect(body).toHaveLength(3);
    for (const { id, ...rest } of body)
      expect([id, rest]).toEqual([
        expect.any(String),
        { ...full, tags: { region: 'eu-1', note: 'ü "x"\n' } },
      ]);
    expect(new Set(body.map(({ id }) => id)).size).toBe(3);
  });

  it('takes 10,000 points in one request', async () => {
    const now = Date.now();
    const batch = points(10_000, (index) => ({
      ...{ host: `host-${index % 250}`, timestamp: new Date(now - index * 1_000).toISOString() },
      tags: { region: 'eu-1' },
    }));
    const answer = await engineer.post(PATH, batch);
    expect([answer.status, answer.body]).toEqual([202, { accepted: 10_000 }]);
    const [row] = await server.sql('select count(*)::int as n, sum(value)::int as sum from metrics');
    expect(row).toEqual({ n: 10_000, sum: (9_999 * 10_000) / 2 });
    const [latest] = await server.sql(
      'select count(*)::int as n, sum(value)::int as sum from metrics_latest',
    );
    expect(latest).toEqual({ n: 250, sum: (249 * 250) / 2 });
  });

  it('takes no more than 10,000 and no less than one', async () => {
    expectInvalid(await engineer.post(PATH, points(10_001)), ['']);
    expectInvalid(await engineer.post(PATH, { metrics: points(10_001) }), ['metrics']);
    expectInvalid(await engineer.post(PATH, []), ['']);
    expectInvalid(await engineer.post(PATH, { metrics: [] }), ['metrics']);
    expect(await stored()).toBe(0);
  });

  it.each([0, 5_000, 9_999])(
    'refuses a batch whole whose point %i is bad, and says which and why',
    async (at) => {
      const answer = await engineer.post(PATH, withBad(10_000, at, { value: 'high' }));
      expectInvalid(answer, [`${at}.value`]);
      expect(details(answer)[0].message).toMatch(/^value must be a number/);
      expect(await stored()).toBe(0);
      const [audit] = await server.sql(
        `select status, error_message from audit_logs where resource_type = 'metric' order by position desc limit 1`,
      );
      expect(audit).toMatchObject({
        status: 'failed',
        error_message: expect.stringMatching(/^INVALID_REQUEST/),
      });
    },
  );

  it.each<[string, Record<string, unknown>]>([
    ['metric_name', { metric_name: '' }],
    ['metric_name', { metric_name: undefined }],
    ['metric_name', { metric_name: 'cpu usage' }],
    ['metric_name', { metric_name: '1cpu' }],
    ['metric_name', { metric_name: 'a'.repeat(201) }],
    ['metric_type', { metric_type: 'gpu' }],
    ['metric_type', { metric_type: undefined }],
    ['value', { value: undefined }],
    ['value', { value: null }],
    ['value', { value: 'NaN' }],
    ['value', { value: '12' }],
    ['value', { value: true }],
    ['unit', { unit: 'u'.repeat(33) }],
    ['unit', { unit: undefined }],
    ['environment', { environment: 'prod' }],
    ['service', { service: ' ' }],
    ['service', { service: 's'.repeat(101) }],
    ['host', { host: 'h'.repeat(254) }],
    ['host', { host: 7 }],
    ['timestamp', { timestamp: 'yesterday' }],
    ['timestamp', { timestamp: 1_700_000_000 }],
    ['timestamp', { timestamp: '2026-01-15T10:30:00' }],
    ['timestamp', { timestamp: null }],
    ['tags', { tags: ['a'] }],
    ['tags', { tags: { a: 1 } }],
    ['tags', { tags: { a: { b: 'c' } } }],
    ['tags', { tags: { a: 'x'.repeat(257) } }],
    ['tags', { tags: { ['k'.repeat(65)]: 'x' } }],
    ['tags', { tags: { '': 'x' } }],
    ['tags', { tags: Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`k${index}`, 'x'])) }],
    ['id', { id: randomUUID() }],
    ['created_at', { created_at: ago(0) }],
    ['colour', { colour: 'red' }],
    ['host', { host: 'a\0b' }],
    ['tags.a', { tags: { a: '\ud800' } }],
  ])('refuses a bad %s (%#)', async (field, more) => {
    expectInvalid(await engineer.post(PATH, withBad(3, 1, more)), [`1.${field}`]);
    expectInvalid(await engineer.post(PATH, { metrics: withBad(3, 2, more) }), [`metrics.2.${field}`]);
    expectInvalid(await engineer.post(PATH, point(more)), [field]);
    expect(await stored()).toBe(0);
  });

  it.each(['1e999', '-1e999'])('refuses the number %s, which no double can hold', async (number) => {
    const text = JSON.stringify([point(), point({ value: 12345 })]).replace('12345', number);
    expectInvalid(await engineer.post(PATH, text), ['1.value']);
  });

  it.each(['NaN', 'Infinity', '-Infinity'])('refuses %s, which is no JSON', async (number) => {
    const text = JSON.stringify([point({ value: 12345 })]).replace('12345', number);
    expectInvalid(await engineer.post(PATH, text), ['']);
  });

  it('takes every number that a double can hold, and gives it back as it was', async () => {
    const values = [0, -0.1, 0.1 + 0.2, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, 2 ** 53 + 2, 1e21];
    const batch = values.map((value, index) => point({ value, host: `h${index}` }));
    expect((await engineer.post(PATH, batch)).status).toBe(202);
    for (const parameters of ['', '?latest=true']) {
      const { body } = await engineer.get<{ host: string; value: number }[]>(PATH + parameters);
      const read = body.toSorted((a, b) => a.host.localeCompare(b.host)).map(({ value }) => value);
      expect(read).toEqual(values);
    }
  });

  it('names every bad point, at most 100 of them, and whatever is no object', async () => {
    const answer = await engineer.post(PATH, [
      point(),
      7,
      null,
      [point()],
      'x',
      point({ value: null, unit: 1 }),
    ]);
    const fields = details(answer).map(({ field }) => field);
    expect([...new Set(fields)]).toEqual(['1', '2', '3', '4', '5.value', '5.unit']);
    const many = await engineer.post(
      PATH,
      points(10_000, () => ({ colour: 'red' })),
    );
    expect([many.status, details(many).length]).toEqual([400, 100]);
    expect(details(many)[99].field).toBe('99.colour');
  });

  it('refuses other things beside the list, and what is neither point nor list', async () => {
    expectInvalid(await engineer.post(PATH, { metrics: [point()], mode: 'x' }), ['mode']);
    expectInvalid(await engineer.post(PATH, { metrics: point() }), ['metrics']);
    expectInvalid(await engineer.post(PATH, {}), [
      'metric_name',
      'metric_type',
      'value',
      'unit',
      'environment',
    ]);
    expectInvalid(await engineer.post(PATH), ['metric_name', 'metric_type', 'value', 'unit', 'environment']);
    expectInvalid(await engineer.post(PATH, '[[]'), ['']);
  });

  it('takes points just as old as they are kept and just 5 minutes ahead, and none beyond', async () => {
    const now = new Date();
    const clock = jest.spyOn(server.app.get(Clock), 'now').mockReturnValue(now);
    const at = (ms: number) => point({ timestamp: new Date(now.getTime() + ms).toISOString() });
    try {
      expect((await engineer.post(PATH, [at(-30 * DAY_MS), at(300_000)])).body).toEqual({ accepted: 2 });
      const bad = [point(), at(-30 * DAY_MS - 1), at(300_001), point({ timestamp: '0001-01-01' })];
      const answer = await engineer.post(PATH, bad);
      expectInvalid(answer, ['1.timestamp', '2.timestamp', '3.timestamp']);
      const tooOld = 'timestamp must not be older than the 30 days that points are kept';
      const tooFar = 'timestamp must not be more than 5 minutes in the future';
      expect(details(answer).map(({ message }) => message)).toEqual([tooOld, tooFar, tooOld]);
    } finally {
      clock.mockRestore();
    }
    expect(await stored()).toBe(2);
  });

  it('writes one audit row for a batch, in the name of who sent it', async () => {
    const before = await server.sql(`select 1 from audit_logs where resource_type = 'metric'`);
    await engineer.post(PATH, points(3));
    await engineer.post(PATH, point());
    const rows = await server.sql(
      `select event_type, status, action_description, user_id from audit_logs where resource_type = 'metric'
       order by position offset $1`,
      [before.length],
    );
    const own = { event_type: 'CREATE', status: 'success', user_id: PERSONAS.engineer.id };
    expect(rows).toEqual([
      { ...own, action_description: 'Ingested 3 metric points' },
      { ...own, action_description: 'Ingested 1 metric point' },
    ]);
  });

  it('stores a batch once, however often it comes with the same Idempotency-Key', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const batch = points(5);
    const answers = await Promise.all([1, 2, 3].map(() => engineer.post(PATH, batch, key)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([202, { accepted: 5 }]));
    expect(await stored()).toBe(5);
    const other = await engineer.post(PATH, points(6), key);
    expect([other.status, other.body]).toMatchObject([409, { error: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });

  it('takes up to 16 MiB and says so beyond', async () => {
    const tags = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`k${index}`, 'x'.repeat(150)]));
    const batch = points(10_000, () => ({ tags }));
    expect(JSON.stringify(batch).length).toBeGreaterThan(10 * 1024 * 1024);
    expect((await engineer.post(PATH, batch)).status).toBe(202);
    const answer = await engineer.post(PATH, `[${' '.repeat(16 * 1024 * 1024)}]`);
    expect([answer.status, answer.body]).toMatchObject([413, { error: { code: 'PAYLOAD_TOO_LARGE' } }]);
  });

  it('is for those who may write metrics', async () => {
    const viewer = await server.as('viewer');
    const refused = await viewer.post(PATH, point());
    expect([refused.status, refused.body]).toMatchObject([
      403,
      { error: { code: 'FORBIDDEN', details: { missing_permission: 'write:metrics' } } },
    ]);
    const nobody = await server.anonymous.post(PATH, point());
    expect([nobody.status, nobody.body]).toMatchObject([401, { error: { code: 'UNAUTHORIZED' } }]);
    expect(await stored()).toBe(0);
  });
});
