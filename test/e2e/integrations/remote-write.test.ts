import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import {
  compress,
  encoded,
  packed,
  REMOTE_WRITE_HEADERS,
  type Sample,
  series,
  type TimeSeries,
} from '../../support/remote-write';
import { alertsOf, define } from '../infra/alert-scene';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { feedOf } from './feed-scene';

const PATH = '/integrations/prometheus/write';

describe('POST /integrations/prometheus/write', () => {
  let server: TestServer;
  let engineer: Actor;
  let feed: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    feed = await feedOf(server, ['write:metrics']);
  });
  afterAll(() => server.close());

  const send = (body: Buffer, headers: Record<string, string> = {}, path = PATH): Promise<Answer> =>
    feed.send('POST', path, body, { ...REMOTE_WRITE_HEADERS, ...headers });
  const write = (...all: TimeSeries[]): Promise<Answer> => send(packed(all));
  const writtenBy = (answer: Answer): unknown[] => [
    answer.status,
    answer.headers.get('x-prometheus-remote-write-samples-written'),
  ];
  const newName = (): string => `m_${randomUUID().replaceAll('-', '')}`;
  const sample = (value: number, secondsAgo = 10): Sample => ({
    value,
    timestamp: Date.now() - secondsAgo * 1_000,
  });
  const stored = async (name: string): Promise<Record<string, unknown>[]> =>
    (await engineer.get<Record<string, unknown>[]>(`/infra/metrics?metric_name=${name}&limit=100`)).body;

  it('stores samples as points, with one audit row, and answers 204 with how many', async () => {
    const name = `${newName()}_bytes`;
    const labels = { __name__: name, instance: 'web-1:9100', job: 'node', env: 'staging', device: 'sda' };
    const first = sample(1.5, 20);
    const answer = await write(series(labels, first, sample(2.5)));
    expect([answer.status, answer.text]).toEqual([204, '']);
    const counts = ['samples', 'histograms', 'exemplars'].map((what) =>
      answer.headers.get(`x-prometheus-remote-write-${what}-written`),
    );
    expect(counts).toEqual(['2', '0', '0']);
    const points = await stored(name);
    expect(points.map(({ value }) => value)).toEqual([2.5, 1.5]);
    expect(points[1]).toMatchObject({
      ...{
        metric_type: 'custom',
        unit: 'bytes',
        environment: 'staging',
        service: 'node',
        host: 'web-1:9100',
      },
      ...{ tags: { device: 'sda' }, timestamp: new Date(first.timestamp).toISOString() },
    });
    const audited = await server.sql(
      `select 1 from audit_logs where action_description = 'Ingested 2 metric points'`,
    );
    expect(audited).toHaveLength(1);
  });

  it('stores each sample once, however often and by however many at once it is sent', async () => {
    const [name, hostless] = [newName(), newName()];
    const all = [
      series({ __name__: name, instance: 'a' }, sample(1, 30), sample(2, 20)),
      series({ __name__: hostless }, sample(3, 20)),
    ];
    const body = packed(all);
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(body)));
    expect(answers.map(writtenBy)).toEqual(answers.map(() => [204, '3']));
    // Not the same request, but a part of it and more.
    expect(writtenBy(await write({ ...all[0], samples: [...all[0].samples!, sample(4, 10)] }))).toEqual([
      204,
      '3',
    ]);
    expect((await stored(name)).map(({ value }) => value)).toEqual([4, 2, 1]);
    expect(await stored(hostless)).toHaveLength(1);
    const total = await engineer.get(`/infra/metrics?metric_name=${name}`);
    expect(total.headers.get('x-total-count')).toBe('3');
  });

  it('stores each sample once when different requests that share some come at once', async () => {
    const name = newName();
    const shared = Array.from({ length: 1_000 }, (_, index) =>
      series({ __name__: name, instance: `h${index}` }, sample(1)),
    );
    const requests = Array.from({ length: 3 }, (_, own) =>
      packed([...shared, series({ __name__: name, instance: `own${own}` }, sample(own))]),
    );
    const answers = await Promise.all(requests.map((body) => send(body)));
    expect(answers.map(writtenBy)).toEqual(answers.map(() => [204, '1001']));
    const [{ count }] = await server.sql<{ count: number }>(
      'select count(*)::int as count from metrics where metric_name = $1',
      [name],
    );
    expect(count).toBe(1_003);
  });

  it('stores the same body for each environment that it is sent to', async () => {
    const name = newName();
    const body = packed([series({ __name__: name, instance: 'a' }, sample(1))]);
    const staging = await feedOf(server, ['write:metrics'], 'staging');
    expect(writtenBy(await staging.send('POST', PATH, body, REMOTE_WRITE_HEADERS))).toEqual([204, '1']);
    for (const path of [PATH, `${PATH}?environment=development`, PATH])
      expect(writtenBy(await send(body, {}, path))).toEqual([204, '1']);
    const environments = (await stored(name)).map(({ environment }) => environment);
    expect(environments.toSorted()).toEqual(['development', 'production', 'staging']);
  });

  it('holds them against thresholds, once', async () => {
    const threshold = await define(await server.as('admin'));
    const labels = { __name__: String(threshold.metric_name), instance: 'web-1', env: 'prod' };
    const body = packed([series(labels, sample(97))]);
    await send(body);
    await send(body);
    expect(await alertsOf(engineer, threshold)).toMatchObject([
      { status: 'active', value: 97, host: 'web-1' },
    ]);
    await write(series(labels, sample(10, 1)));
    expect(await alertsOf(engineer, threshold)).toMatchObject([{ status: 'resolved' }]);
  });

  it('leaves out what is no finite number, stale markers among it, and accepts the rest', async () => {
    const name = newName();
    const stale = encoded([series({ __name__: name }, sample(0), sample(7))]);
    // The first value left out as zero: put the marker's own bits in by hand.
    const marked = encoded([series({ __name__: name }, sample(1), sample(7))]);
    marked.writeBigUInt64LE(0x7ff0000000000002n, marked.indexOf(Buffer.from('000000000000f03f', 'hex')));
    expect(stale.length).toBeLessThan(marked.length);
    const numbers = [NaN, Infinity, -Infinity].map((value) => sample(value));
    const answers = [await send(compress(marked)), await write(series({ __name__: name }, ...numbers))];
    expect(answers.map(writtenBy)).toEqual([
      [204, '1'],
      [204, '0'],
    ]);
    expect((await stored(name)).map(({ value }) => value)).toEqual([7]);
  });

  it('takes names that only UTF-8 allows, metadata, exemplars and nothing at all', async () => {
    const name = newName();
    const odd = series({ __name__: `${name}.per second\n`, 'label with spaces': 'línea\n2' }, sample(1));
    const metadata = [{ type: 2, metric_family_name: `${name}.per second\n`, unit: 'calls' }];
    expect(writtenBy(await send(packed([{ ...odd, exemplars: [{ value: 1 }] }], metadata)))).toEqual([
      204,
      '1',
    ]);
    expect(await stored(`${name}.per_second_`)).toMatchObject([
      { unit: 'calls', tags: { __name__: `${name}.per second\n`, 'label with spaces': 'línea\n2' } },
    ]);
    expect(writtenBy(await send(packed([])))).toEqual([204, '0']);
    expect(writtenBy(await send(packed([], metadata)))).toEqual([204, '0']);
  });

  it('refuses what is wrong of a request with 400, keeps the rest, and says what and how much', async () => {
    const name = newName();
    const answer = await write(
      series({ __name__: name, n: '1' }, sample(1)),
      series({ job: 'nameless' }, sample(2)),
      series({ __name__: name, n: '2' }, sample(3), sample(4, -3_600), sample(5, 400 * 86_400)),
      { ...series({ __name__: name, n: '3' }), histograms: [{ count_int: 1, sum: 2 }] },
      series({ __name__: name, n: '4' }, { value: 6, timestamp: -1 }, { value: 7, timestamp: 9e15 }),
    );
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([
      ...['timeseries.1', 'timeseries.2.samples.1.timestamp', 'timeseries.2.samples.2.timestamp'],
      ...['timeseries.3.histograms', 'timeseries.4.samples.0.timestamp', 'timeseries.4.samples.1.timestamp'],
    ]);
    expect(writtenBy(answer)).toEqual([400, '2']);
    expect((answer.body.error as { message: string }).message).toContain(
      '6 samples are refused, 2 are stored',
    );
    expect((await stored(name)).map(({ value }) => value).toSorted()).toEqual([1, 3]);
  });

  it('with a token of staging takes series of staging, and refuses others', async () => {
    const staging = await feedOf(server, ['write:metrics'], 'staging');
    const name = newName();
    const body = packed([
      series({ __name__: name, env: 'prod' }, sample(1)),
      series({ __name__: name }, sample(2)),
    ]);
    const answer = await staging.send('POST', PATH, body, REMOTE_WRITE_HEADERS);
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], ['timeseries.0']]);
    expect(await stored(name)).toMatchObject([{ environment: 'staging', value: 2 }]);
    await send(packed([series({ __name__: name }, sample(3, 1))]), {}, `${PATH}?environment=development`);
    expect((await stored(name))[0]).toMatchObject({ environment: 'development', value: 3 });
  });

  it.each<[number, string, Record<string, string>]>([
    [415, 'UNSUPPORTED_MEDIA_TYPE', { 'content-type': 'application/json' }],
    [415, 'UNSUPPORTED_MEDIA_TYPE', { 'content-type': 'image/png' }],
    [
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      { 'content-type': 'application/x-protobuf;proto=io.prometheus.write.v2.Request' },
    ],
    [415, 'UNSUPPORTED_MEDIA_TYPE', { 'content-encoding': 'gzip' }],
    [415, 'UNSUPPORTED_MEDIA_TYPE', { 'content-encoding': 'deflate' }],
  ])('answers %i %s to %j', async (status, code, headers) => {
    const answer = await send(packed([series({ __name__: newName() }, sample(1))]), headers);
    expect(refusalOf(answer)).toEqual([status, code]);
  });

  it('takes the other ways to say version 1', async () => {
    const body = packed([series({ __name__: newName() }, sample(1))]);
    const answer = await send(body, {
      'content-type': 'application/x-protobuf;proto=prometheus.WriteRequest',
    });
    expect(writtenBy(answer)).toEqual([204, '1']);
    const { 'content-encoding': _, ...bare } = REMOTE_WRITE_HEADERS;
    expect(writtenBy(await feed.send('POST', PATH, body, bare))).toEqual([204, '1']);
  });

  it.each<[string, () => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['noise', () => randomBytes(10_000)],
    ['what is not packed', () => encoded([series({ __name__: 'up' }, sample(1))])],
    ['packed noise', () => compress(randomBytes(10_000).fill(0xff, 0, 100))],
    [
      'a packed field that is longer than the rest',
      () => compress(Buffer.from([10, 0xff, 0xff, 0xff, 0x7f, 1])),
    ],
    ['groups in groups', () => compress(Buffer.alloc(8_000_000, 0x1b))],
    ['two million empty series', () => compress(Buffer.alloc(4_000_000, Buffer.from([10, 0])))],
    [
      'a series of a million labels',
      () => compress(bytesOf(10, Buffer.alloc(2_000_000, Buffer.from([10, 0])))),
    ],
    ['a million empty samples', () => compress(bytesOf(10, Buffer.alloc(2_000_000, Buffer.from([18, 0]))))],
    [
      'a label with control characters',
      () => packed([series({ __name__: 'up', 'a\u0007': 'b' }, sample(1))]),
    ],
    [
      'a literal that leads back',
      () => Buffer.from([9, 12, 97, 98, 99, 100, 63 << 2, 0xf8, 0xff, 0xff, 0xff]),
    ],
  ])('answers 400 to %s, at once', async (_, body) => {
    const answer = await send(body());
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
  });

  it('answers 413 to what is too large, as it comes or unpacked, and 403 without the permission', async () => {
    // It says that it holds 64 MiB and a byte.
    const bomb = Buffer.concat([Buffer.from([0x81, 0x80, 0x80, 0x20]), Buffer.alloc(4_000_000)]);
    expect(refusalOf(await send(bomb))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(refusalOf(await send(Buffer.alloc(16 * 1024 * 1024 + 1)))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const reader = await feedOf(server, ['read:metrics']);
    const refused = await reader.send('POST', PATH, packed([]), REMOTE_WRITE_HEADERS);
    expect(refusalOf(refused)).toEqual([403, 'FORBIDDEN']);
  });

  it('stores 6,000 samples of one request in one transaction', async () => {
    const name = newName();
    const many = (more: TimeSeries[] = []): Buffer =>
      packed([
        ...Array.from({ length: 600 }, (_, index) =>
          series(
            { __name__: name, instance: `h${index}` },
            ...Array.from({ length: 10 }, (_value, at) => ({
              value: at,
              timestamp: 1_000 * Math.floor(Date.now() / 1_000) - 60_000 + at,
            })),
          ),
        ),
        ...more,
      ]);
    const count = async (): Promise<number> =>
      (
        await server.sql<{ count: number }>(
          'select count(*)::int as count from metrics where metric_name = $1',
          [name],
        )
      )[0].count;
    await server.sql(`create function refuse_marked() returns trigger language plpgsql as
      $$ begin if new.host = 'marked' then raise exception 'deadlock' using errcode = '40P01'; end if; return new; end $$`);
    await server.sql(
      'create trigger marked before insert on metrics for each row execute function refuse_marked()',
    );
    // It is the last, and the samples before it are in other statements: all of it must come back, and be tried again.
    const marked = series({ __name__: name, instance: 'marked' }, sample(1, 0));
    expect(refusalOf(await send(many([marked])))).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(await count()).toBe(0);
    await server.sql('drop trigger marked on metrics');
    expect(writtenBy(await send(many()))).toEqual([204, '6000']);
    expect(await count()).toBe(6_000);
  });
});

/** A field of this tag around these bytes. */
function bytesOf(tag: number, content: Buffer): Buffer {
  const head = [tag];
  for (let size = content.length; ; size >>>= 7) {
    head.push(size > 127 ? (size & 127) | 128 : size);
    if (size <= 127) break;
  }
  return Buffer.concat([Buffer.from(head), content]);
}
