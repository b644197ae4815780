import { describe, expect, it } from '@jest/globals';
import { NOW } from '../../test/support/demo-times';
import { createMetrics } from './metrics';
import { ENVIRONMENTS, SCENARIOS, SQUADS } from './scenarios';

describe('demo metrics', () => {
  const rows = createMetrics(NOW);
  const ofSeries = (name: string, host: string | null): number[] =>
    rows.filter((row) => row.metric_name === name && row.host === host).map(({ value }) => value);

  it('are the same on every run', () => {
    expect(createMetrics(NOW)).toEqual(rows);
  });

  it('are 24 hours of at least 12 series of every type and environment, every five minutes up to now', () => {
    const series = new Map<string, number[]>();
    for (const { metric_name, environment, service, host, timestamp } of rows) {
      const key = [metric_name, environment, service, host].join();
      series.set(key, [...(series.get(key) ?? []), timestamp.getTime()]);
    }
    expect(series.size).toBeGreaterThanOrEqual(12);
    const end = NOW.getTime();
    const times = Array.from({ length: 288 }, (_, step) => end - (287 - step) * 300_000);
    for (const own of series.values()) expect(own).toEqual(times);
    expect(new Set(rows.map((row) => row.metric_type)).size).toBe(5);
    expect(new Set(rows.map((row) => row.environment))).toEqual(new Set(ENVIRONMENTS));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const services = new Set(SQUADS.flatMap((squad) => SCENARIOS[squad].flatMap((one) => one.services)));
    expect(rows.filter(({ service }) => service !== null && !services.has(service))).toEqual([]);
  });

  it('follow the working day, and show a spike that is over', () => {
    const web = ofSeries('cpu_usage', 'web-1');
    expect(Math.max(...web) - Math.min(...web)).toBeGreaterThan(25);
    const gateway = ofSeries('cpu_usage', 'pay-1');
    const high = gateway.flatMap((value, index) => (value > 90 ? [index] : []));
    expect(high).toEqual(Array.from({ length: 8 }, (_, index) => high[0] + index));
    expect(gateway.length - high.at(-1)!).toBeGreaterThan(12);
    for (const { value, unit } of rows) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(unit === '%' ? value : 0).toBeLessThanOrEqual(100);
    }
  });
});
