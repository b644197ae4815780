import { describe, expect, it } from '@jest/globals';
import type { Point } from '../metrics';
import { groupBySeries, seriesDigest } from './series';

const POINT: Point = {
  ...{ id: 'p', metric_name: 'cpu_usage', metric_type: 'cpu', value: 1, unit: '%', tags: null },
  ...{ environment: 'production', service: 'checkout-api', host: 'web-1', timestamp: new Date(0) },
};

describe('a series', () => {
  it.each<[string, Partial<Point>]>([
    ['metric', { metric_name: 'cpu_load' }],
    ['kind of metric', { metric_type: 'custom' }],
    ['environment', { environment: 'staging' }],
    ['service', { service: 'ledger-service' }],
    ['lack of a service', { service: null }],
    ['host', { host: 'web-2' }],
    ['lack of a host', { host: null }],
  ])('is another one for another %s', (_, more) => {
    expect(seriesDigest({ ...POINT, ...more })).not.toBe(seriesDigest(POINT));
    expect(groupBySeries([POINT, { ...POINT, ...more }])).toHaveLength(2);
  });

  it('is the same for other values, times, units and tags', () => {
    const other = { ...POINT, id: 'q', value: 2, unit: 'ratio', timestamp: new Date(1), tags: { a: 'b' } };
    expect(groupBySeries([POINT, other])).toEqual([
      { digest: seriesDigest(POINT), name: POINT, points: [POINT, other] },
    ]);
  });

  it('is not mistaken for another whose names run together alike', () => {
    const names = [
      { ...POINT, service: 'a', host: 'b' },
      { ...POINT, service: 'a","b', host: null },
      { ...POINT, service: null, host: 'b' },
      { ...POINT, service: 'null', host: 'b' },
    ];
    expect(new Set(names.map(seriesDigest)).size).toBe(names.length);
  });

  it('has a digest of one length, however long its names', () => {
    expect(seriesDigest({ ...POINT, host: 'x'.repeat(100_000) })).toMatch(/^[\w-]{43}$/);
  });
});
