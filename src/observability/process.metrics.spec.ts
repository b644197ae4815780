import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHistogram } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Metrics } from '../core/telemetry/metrics';
import { ProcessMetrics } from './process.metrics';

describe('what Node.js tells of itself', () => {
  const metrics = new Metrics();
  let watched: ProcessMetrics;
  beforeAll(() => void (watched = new ProcessMetrics(metrics)));
  afterAll(() => watched.onApplicationShutdown());

  const value = async (series: string): Promise<number> => {
    const line = (await metrics.text()).split('\n').find((one) => one.startsWith(`${series} `));
    return Number(line?.slice(series.length + 1) ?? 0);
  };

  it('a full collection of garbage is a major one', async () => {
    const major = 'nodejs_gc_duration_seconds_count{kind="major"}';
    const before = await value(major);
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    setFlagsFromString('--no-expose-gc');
    for (const deadline = Date.now() + 15_000; (await value(major)) === before; await turn())
      if (Date.now() > deadline) throw new Error(await metrics.text());
  });

  it('a loop that comes in time has no lag, one that comes late by 50 ms has that', async () => {
    const looked = (ms: number): void => {
      const delay = createHistogram();
      for (let count = 0; count < 100; count += 1) delay.record(ms * 1_000_000);
      Object.assign(watched, { delay: Object.assign(delay, { disable: () => true }) });
    };
    looked(10);
    expect(await value('nodejs_eventloop_lag_p50_seconds')).toBeLessThan(0.001);
    looked(60);
    expect(await value('nodejs_eventloop_lag_p50_seconds')).toBeCloseTo(0.05, 3);
  });
});
