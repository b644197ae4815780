import { describe, expect, it } from '@jest/globals';
import { isUUID } from 'class-validator';
import { METRIC_NAME } from '../../infra/metrics';
import { pointId, type PointSeries, SeriesFault, seriesOf } from './series-mapping';

const map = (
  labels: Record<string, string> | [string | null, string | null][],
  isOverfull = false,
  fallback: 'staging' | 'production' = 'staging',
) =>
  seriesOf(
    {
      labels: Array.isArray(labels) ? labels : Object.entries(labels),
      ...{ isOverfull, values: [], times: [], histograms: 0 },
    },
    fallback,
    new Map([['queue_depth', 'jobs']]),
  );
const mapped = (labels: Record<string, string>): PointSeries => map(labels) as PointSeries;

describe('a series of Prometheus', () => {
  it('becomes one of ours: name, host, service, environment, and the rest as tags', () => {
    const labels = {
      __name__: 'node_cpu_seconds_total',
      instance: 'web-1:9100',
      job: 'node',
      env: 'prod',
      cpu: '0',
    };
    expect(mapped(labels)).toMatchObject({
      ...{ metric_name: 'node_cpu_seconds_total', metric_type: 'cpu', unit: 's', environment: 'production' },
      ...{ service: 'node', host: 'web-1:9100', tags: { cpu: '0', env: 'prod' } },
    });
    expect(mapped({ __name__: 'up' })).toMatchObject({
      service: null,
      host: null,
      tags: null,
      environment: 'staging',
    });
  });

  it('takes a label service before job, and an environment that is named before the default', () => {
    expect(mapped({ __name__: 'up', job: 'node', service: 'shop' })).toMatchObject({
      service: 'shop',
      tags: { job: 'node' },
    });
    expect(mapped({ __name__: 'up', environment: 'qa', env: 'dev' })).toMatchObject({
      environment: 'development',
    });
    expect(mapped({ __name__: 'up', environment: 'production' }).tags).toBeNull();
  });

  it.each([
    ['http.server duration\n', 'http.server_duration_', { __name__: 'http.server duration\n' }],
    ['9lives', '_lives', { __name__: '9lives' }],
    ['größe😀', 'gr__e_', { __name__: 'größe😀' }],
    ['a.b:c-d', 'a.b:c-d', null],
  ])('named %j is called %s here and keeps its name as a tag', (name, ours, tags) => {
    expect(mapped({ __name__: name })).toMatchObject({ metric_name: ours, tags });
    expect(METRIC_NAME.test(ours)).toBe(true);
  });

  it.each<[string, ReturnType<typeof map>]>([
    ['has no __name__', map({ job: 'x' })],
    ['has no __name__', map({ __name__: '' })],
    [
      'has the label a twice',
      map([
        ['__name__', 'up'],
        ['a', '1'],
        ['a', '2'],
      ]),
    ],
    [
      'has a label that is not UTF-8',
      map([
        ['__name__', 'up'],
        [null, 'x'],
      ]),
    ],
    [
      'has a label without a name',
      map([
        ['__name__', 'up'],
        ['', 'x'],
      ]),
    ],
    ['has a label with control characters', map({ __name__: 'up', 'a\u0007b': 'x' })],
    ['has a label with control characters', map({ __name__: 'up', a: 'x\0' })],
    [
      'must not have a label named __proto__',
      map([
        ['__name__', 'up'],
        ['__proto__', 'x'],
      ]),
    ],
    ['__name__ must not have more than 200 characters', map({ __name__: 'a'.repeat(201) })],
    ['job must not have more than 100 characters', map({ __name__: 'up', job: 'a'.repeat(101) })],
    ['instance must not have more than 253 characters', map({ __name__: 'up', instance: 'a'.repeat(254) })],
    ['id must not have more than 256 characters', map({ __name__: 'up', id: 'a'.repeat(257) })],
    [
      `the name of ${'n'.repeat(65)} must not have more than 64 characters`,
      map({ __name__: 'up', ['n'.repeat(65)]: 'x' }),
    ],
    [
      'has more than 32 labels',
      map({ __name__: 'up', ...Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`l${n}`, 'x'])) }),
    ],
    ['has more than 32 labels', map({ __name__: 'up' }, true)],
  ])('is refused when it %s', (why, result) => {
    expect(result).toEqual(new SeriesFault(why));
  });

  it('has units by metadata, else by its name, and none where things are counted', () => {
    const units = [
      'queue_depth',
      'go_memory_bytes',
      'http_seconds_sum',
      'http_seconds_count',
      'x_seconds_bucket',
      'load1',
    ];
    expect(units.map((__name__) => mapped({ __name__ }).unit)).toEqual(['jobs', 'bytes', 's', '', '', '']);
  });

  it('names its samples by its environment, its labels in whatever order, and the time', () => {
    const { digest } = mapped({ __name__: 'up', job: 'a', instance: 'b' });
    expect(mapped({ instance: 'b', job: 'a', __name__: 'up', empty: '' }).digest).toBe(digest);
    expect(mapped({ __name__: 'up', job: 'b', instance: 'a' }).digest).not.toBe(digest);
    const elsewhere = map({ __name__: 'up', job: 'a', instance: 'b' }, false, 'production') as PointSeries;
    expect(elsewhere.digest).not.toBe(digest);
    const id = pointId(digest, 1_790_000_000_123);
    expect([isUUID(id, 4), id === pointId(digest, 1_790_000_000_124)]).toEqual([true, false]);
  });
});
