import { describe, expect, it } from '@jest/globals';
import type { Point } from './point';
import { newestOfEachSeries, seriesKey } from './series';

const point = (more: Partial<Point>): Point => ({
  ...{ id: '1', metric_name: 'cpu', metric_type: 'cpu', value: 1, unit: '%', environment: 'production' },
  ...{ service: null, host: null, timestamp: new Date(0), tags: null },
  ...more,
});

describe('a series', () => {
  it('is told from every other, and not by unit or tags', () => {
    const others: Partial<Point>[] = [
      ...([{}, { metric_name: 'b' }, { metric_type: 'disk' }, { environment: 'staging' }] as const),
      ...[
        { service: 'a' },
        { host: 'a' },
        { service: 'a', host: 'a' },
        { service: '"a"' },
        { service: 'null' },
      ],
      ...[{ service: 'a\nb' }, { service: 'a', host: 'b' }, { service: 'a', host: '\nb' }, { host: '\na' }],
    ];
    expect(new Set(others.map((other) => seriesKey(point(other)))).size).toBe(others.length);
    expect(seriesKey(point({ unit: 'x', tags: { a: 'b' }, value: 2 }))).toBe(seriesKey(point({})));
  });

  it('has as its newest point the latest, and of several of one time the last', () => {
    const batch = [
      point({ id: 'a', timestamp: new Date(2) }),
      point({ id: 'b', timestamp: new Date(3), host: 'h' }),
      point({ id: 'c', timestamp: new Date(5) }),
      point({ id: 'd', timestamp: new Date(5) }),
      point({ id: 'e', timestamp: new Date(4) }),
    ];
    expect(newestOfEachSeries(batch).map(({ id }) => id)).toEqual(['d', 'b']);
  });
});
