import { describe, expect, it } from '@jest/globals';
import { InvalidRequest } from '../../core/errors/domain-error';
import { Aggregation } from './metric.enums';
import { intervalText, MAX_POINTS, parseInterval, type TimeSeriesQuery, windowOf } from './time-series';
import { readTimeSeriesQuery } from './time-series-query';

const NOW = new Date('2026-11-23T12:34:56.789Z');
const OPEN: TimeSeriesQuery = {
  ...{ aggregation: Aggregation.avg, intervalMs: null, from: null, to: null },
  ...{ environment: null, service: null, host: null },
};

describe('an interval', () => {
  it('is 10 seconds to a day, in seconds, minutes, hours or days', () => {
    const texts = ['10s', '90s', '1m', '1440m', '1h', '24h', '1d', '86400s'];
    expect(texts.map(parseInterval)).toEqual([
      ...[10_000, 90_000, 60_000, 86_400_000, 3_600_000, 86_400_000, 86_400_000, 86_400_000],
    ]);
    for (const text of [
      '9s',
      '0m',
      '25h',
      '2d',
      '86401s',
      '',
      '5',
      'm',
      '5M',
      '1.5m',
      '-1m',
      '05m',
      '1w',
      ' 1m',
    ])
      expect(parseInterval(text)).toBeUndefined();
  });

  it('is written as short as can be', () => {
    expect([10_000, 90_000, 60_000, 3_600_000, 86_400_000].map(intervalText)).toEqual([
      ...['10s', '90s', '1m', '1h', '1d'],
    ]);
  });
});

describe('the window of a time series', () => {
  it('is the last day up to now unless said otherwise', () => {
    expect(windowOf(OPEN, NOW)).toEqual({
      from: new Date('2026-11-22T12:34:56.789Z'),
      to: NOW,
      intervalMs: 300_000,
    });
    const to = new Date('2026-01-02T00:00:00Z');
    expect(windowOf({ ...OPEN, to }, NOW).from).toEqual(new Date('2026-01-01T00:00:00Z'));
  });

  it('counts the intervals that it touches, also in part', () => {
    const touching = (count: number) => {
      const to = new Date(Date.parse('2026-01-01T00:00:09.999Z') + (count - 1) * 10_000);
      return { ...OPEN, intervalMs: 10_000, from: new Date('2026-01-01T00:00:09.998Z'), to };
    };
    expect(windowOf(touching(MAX_POINTS), NOW).intervalMs).toBe(10_000);
    expect(() => windowOf(touching(MAX_POINTS + 1), NOW)).toThrow(InvalidRequest);
    expect(windowOf({ ...touching(500), intervalMs: null }, NOW).intervalMs).toBe(10_000);
    expect(windowOf({ ...touching(501), intervalMs: null }, NOW).intervalMs).toBe(30_000);
  });

  it('has its ends in order', () => {
    expect(() => windowOf({ ...OPEN, from: NOW, to: NOW }, NOW)).toThrow(InvalidRequest);
    expect(() => windowOf({ ...OPEN, from: NOW }, NOW)).toThrow(
      expect.objectContaining({
        details: [{ field: 'from', message: expect.stringMatching(/^must be before now/) }],
      }),
    );
  });
});

describe('the query of a time series', () => {
  it('may leave everything open', () => {
    expect(readTimeSeriesQuery('')).toEqual(OPEN);
  });

  it('may say everything; a bare day at the end means the whole of it', () => {
    const text =
      'aggregation=max&interval=5m&from=2026-01-01&to=2026-01-02&environment=staging&service=a+b&host=%C3%BC';
    expect(readTimeSeriesQuery(text)).toEqual({
      ...{ aggregation: 'max', intervalMs: 300_000, environment: 'staging', service: 'a b', host: 'ü' },
      ...{ from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T23:59:59.999Z') },
    });
  });
});
