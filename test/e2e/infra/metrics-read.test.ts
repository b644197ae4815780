import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MetricsService } from '../../../src/infra/metrics/metrics.service';
import { specOf } from '../../../src/core/database/resource';
import { Forbidden } from '../../../src/core/errors/domain-error';
import type { Page } from '../../../src/core/http/answers';
import { Batch } from '../../../src/core/http/batch';
import { parseListQuery } from '../../../src/core/lists/parse-list-query';
import { Metric } from '../../../src/infra/metrics/metric.entity';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectInvalid } from '../http/expect-error';
import { ago, boundToStaging, point } from './metric-points';

const PATH = '/infra/metrics';

interface Listed {
  readonly metric_name: string;
  readonly host: string | null;
  readonly service: string | null;
  readonly environment: string;
  readonly value: number;
  readonly timestamp: string;
}

describe('metric points', () => {
  let server: TestServer;
  let viewer: Actor;
  let engineer: Actor;
  const base = Date.now() - 3_600_000;
  const at = (seconds: number): string => new Date(base + seconds * 1_000).toISOString();

  beforeAll(async () => {
    server = await startServer();
    [viewer, engineer] = [await server.as('viewer'), await server.as('engineer')];
    // Three series of 25 minutes; the middle one's newest point is not the one that came last.
    const batch = [0, 1, 2, 3, 4].flatMap((step) => [
      point({ value: step, host: 'web-1', service: 'shop', timestamp: at(step * 300) }),
      point({ value: 10 + step, host: 'web-2', timestamp: at((4 - step) * 300) }),
      point({
        ...{ metric_name: 'queue.depth', metric_type: 'custom', unit: '', value: 20 + step },
        ...{ environment: 'staging', timestamp: at(step * 300), tags: { region: '=eu' } },
      }),
    ]);
    expect((await engineer.post(PATH, batch)).status).toBe(202);
  });
  afterAll(() => server.close());

  const list = (parameters = '') => viewer.get<Listed[]>(`${PATH}${parameters}`);
  const valuesOf = async (parameters: string): Promise<number[]> =>
    (await list(parameters)).body.map(({ value }) => value).toSorted((a, b) => a - b);

  it('come newest first, with their exact number', async () => {
    const { body, headers } = await list();
    expect(headers.get('x-total-count')).toBe('15');
    const times = body.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted().toReversed());
    const oldest = await list('?sort_by=timestamp&sort_order=asc&limit=3');
    expect(oldest.body.map(({ timestamp }) => timestamp)).toEqual(Array(3).fill(at(0)));
  });

  it.each<[string, number[]]>([
    ['metric_name=queue.depth', [20, 21, 22, 23, 24]],
    ['metric_name=cpu_usage,queue.depth&host=web-1', [0, 1, 2, 3, 4]],
    ['metric_type=custom', [20, 21, 22, 23, 24]],
    ['environment=staging', [20, 21, 22, 23, 24]],
    ['service=shop', [0, 1, 2, 3, 4]],
    ['host=web-2', [10, 11, 12, 13, 14]],
    [`host=web-1&from=${at(300)}&to=${at(900)}`, [1, 2, 3]],
    ['metric_name=unknown', []],
    ['latest=true', [4, 10, 24]],
    ['latest=true&environment=production', [4, 10]],
    ['latest=true&host=web-2', [10]],
    [`latest=true&from=${at(1201)}`, []],
    ['latest=false&host=web-2', [10, 11, 12, 13, 14]],
  ])('are found by %s', async (parameters, values) => {
    expect(await valuesOf(`?${parameters}`)).toEqual(values);
    expect((await list(`?${parameters}`)).headers.get('x-total-count')).toBe(String(values.length));
  });

  it('can be walked through by cursor and by page, each point once, also the newest of each series', async () => {
    for (const [flag, total] of [
      ['', 15],
      ['latest=true&', 3],
    ] as const) {
      const seen: Listed[] = [];
      let next: string | null = '';
      while (next !== null) {
        const { body, headers } = await list(`?${flag}limit=2${next && `&cursor=${next}`}`);
        seen.push(...body);
        next = headers.get('x-next-cursor');
      }
      expect(new Set(seen.map(({ value }) => value)).size).toBe(total);
      const { body } = await viewer.get(`${PATH}?${flag}limit=2&page=2`);
      expect(body).toMatchObject({ data: seen.slice(2, 4), pagination: { total_items: total } });
    }
  });

  it.each([
    ['latest=yes', 'latest'],
    ['latest=true&latest=true', 'latest'],
    ['sort_by=value', 'sort_by'],
    ['search=cpu', 'search'],
    ['value=1', 'value'],
    ['from=yesterday', 'from'],
    ['timestamp_from=2026-01-01', 'timestamp_from'],
    ['metric_type=gpu', 'metric_type'],
  ])('%s is refused', async (parameters, field) => {
    expectInvalid(await list(`?${parameters}`), [field]);
  });

  it('come as CSV, all of them or the newest of each series', async () => {
    const { text, headers } = await viewer.get(`${PATH}?metric_name=queue.depth&format=csv`);
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('id,metric_name,metric_type,value,unit,environment,service,host,timestamp,tags');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(
      /^[0-9a-f-]{36},queue\.depth,custom,24,,staging,,,.+Z,"\{""region"": ""=eu""\}"$/,
    );
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="metrics-/);
    const latest = await viewer.get(`${PATH}?latest=true`, { accept: 'text/csv' });
    expect(latest.text.trimEnd().split('\r\n')).toHaveLength(4);
  });

  it('that come late leave the newest of their series as it is; of the same time, the last one counts', async () => {
    const series = { metric_name: 'late', host: 'web-9' };
    const send = (value: number, seconds: number) =>
      engineer.post(PATH, point({ ...series, value, timestamp: at(seconds) }));
    await send(1, 600);
    await send(2, 300);
    expect(await valuesOf('?latest=true&metric_name=late')).toEqual([1]);
    await send(3, 600);
    expect(await valuesOf('?latest=true&metric_name=late')).toEqual([3]);
    await engineer.post(
      PATH,
      [4, 5].map((value) => point({ ...series, value, timestamp: at(900) })),
    );
    expect(await valuesOf('?latest=true&metric_name=late')).toEqual([5]);
    expect(await valuesOf('?metric_name=late')).toEqual([1, 2, 3, 4, 5]);
  });

  it('are of one series only if name, type, environment, service and host are the same', async () => {
    const own = { metric_name: 'series', service: 'a', host: 'b' };
    const others = [
      ...[{}, { metric_type: 'disk' }, { environment: 'staging' }, { service: 'b' }, { host: 'a' }],
      ...[{ service: null }, { host: null }, { service: null, host: 'a' }, { service: 'b', host: null }],
      ...[
        { service: 'a\nb', host: null },
        { service: 'a', host: '\nb' },
      ],
    ];
    const batch = others.map((other, index) => point({ ...own, ...other, value: index, timestamp: ago(9) }));
    const again = batch.map((one) => ({ ...one, unit: 'other', timestamp: ago(8) }));
    expect((await engineer.post(PATH, [...batch, ...again])).status).toBe(202);
    const { body } = await list('?latest=true&metric_name=series&limit=100');
    expect(body.map(({ value }) => value).toSorted((a, b) => a - b)).toEqual(others.map((_, index) => index));
    expect(new Set(body.map((one) => (one as unknown as { unit: string }).unit))).toEqual(new Set(['other']));
  });

  it('of many batches at once that share their series are all stored, and the newest is the newest', async () => {
    const batches = Array.from({ length: 20 }, (_, batch) => {
      const rows = Array.from({ length: 30 }, (__, host) =>
        point({ metric_name: 'crowd', host: `h${host}`, value: batch, timestamp: at(batch) }),
      );
      return batch % 2 ? rows : rows.toReversed();
    });
    const answers = await Promise.all(batches.map((batch) => engineer.post(PATH, batch)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    expect((await list('?metric_name=crowd')).headers.get('x-total-count')).toBe('600');
    expect(await valuesOf('?latest=true&metric_name=crowd&limit=100')).toEqual(Array(30).fill(19));
  });

  it('from the future are the newest until the next one comes, and no late one takes their place', async () => {
    const send = (value: number, timestamp?: string) =>
      engineer.post(PATH, point({ metric_name: 'ahead', value, ...(timestamp && { timestamp }) }));
    await send(1, ago(-240));
    await send(2, ago(60));
    expect(await valuesOf('?latest=true&metric_name=ahead')).toEqual([1]);
    await send(3);
    expect(await valuesOf('?latest=true&metric_name=ahead')).toEqual([3]);
    await send(4, ago(-200));
    await send(5, ago(-220));
    expect(await valuesOf('?latest=true&metric_name=ahead')).toEqual([5]);
  });

  describe('for a caller who is bound to staging', () => {
    const service = (): MetricsService => server.app.get(MetricsService, { strict: false });
    const names = async (parameters: string): Promise<string[]> => {
      const asked = parseListQuery(specOf<unknown>(Metric), '/', parameters, undefined, {
        defaultLimit: 20,
        flags: { latest: '' },
      });
      const page = (await boundToStaging(() => service().list(asked))) as Page;
      return (JSON.parse(page.json) as Listed[]).map(({ environment }) => environment);
    };
    const send = (...environments: string[]) =>
      boundToStaging(() =>
        service().ingest(
          new Batch(
            environments.map((environment) => point({ metric_name: 'bound', environment }) as never),
            '',
          ),
        ),
      );

    it('are those of staging alone', async () => {
      for (const parameters of [
        '',
        'latest=true',
        'environment=production,staging',
        'latest=true&environment=staging',
      ])
        expect(new Set(await names(parameters))).toEqual(new Set(['staging']));
      expect(await names('environment=production')).toEqual([]);
    });

    it('may come in for staging, and not with a single one of another environment among them', async () => {
      expect(await send('staging', 'staging')).toEqual({ accepted: 2 });
      const attempt = send('staging', 'production');
      await expect(attempt).rejects.toThrow(Forbidden);
      await expect(attempt).rejects.toMatchObject({ status: 403, details: { environment: 'staging' } });
      expect(await valuesOf('?metric_name=bound')).toHaveLength(2);
    });
  });
});
