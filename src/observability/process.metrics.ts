import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import {
  constants,
  type IntervalHistogram,
  monitorEventLoopDelay,
  PerformanceObserver,
} from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { Metrics, type Sample } from '../core/telemetry/metrics';

const NANO = 1e-9;
const MICRO = 1e-6;
const COLLECTIONS: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};
/** How often the loop is looked at, in milliseconds. */
const RESOLUTION_MS = 10;
const GC_BUCKETS = [0.001, 0.01, 0.1, 1];
const PERCENTILES = [50, 90, 99];

interface Collection {
  /** Milliseconds. */
  readonly duration: number;
  readonly detail: { readonly kind: number };
}

/**
 * Process and Node.js, under the names that prom-client's defaults have. Not those themselves: what they observe goes on
 * for ever, and some of their names Prometheus' own check refuses.
 */
@Injectable()
export class ProcessMetrics implements OnApplicationShutdown {
  /** Begins with the first look, so that nobody pays for it whom nobody looks at. */
  private delay?: IntervalHistogram;
  private readonly collections: PerformanceObserver;

  constructor(metrics: Metrics) {
    this.process(metrics);
    this.memory(metrics);
    for (const percent of PERCENTILES)
      metrics.gauges(
        `nodejs_eventloop_lag_p${percent}_seconds`,
        `By how much the event loop came late since the last scrape: percentile ${percent}.`,
        [],
        () => this.lag(percent),
      );
    const collected = metrics.histogram(
      'nodejs_gc_duration_seconds',
      'Time of garbage collections, by kind.',
      ['kind'],
      GC_BUCKETS,
    );
    this.collections = new PerformanceObserver((list) => {
      for (const { detail, duration } of list.getEntries() as unknown as Collection[])
        collected.observe({ kind: COLLECTIONS[detail.kind] ?? 'other' }, duration / 1_000);
    });
    this.collections.observe({ entryTypes: ['gc'] });
  }

  onApplicationShutdown(): void {
    this.collections.disconnect();
    this.delay?.disable();
  }

  private process(metrics: Metrics): void {
    metrics.gauges(
      'ops_build_info',
      'Always 1; its labels tell what runs here.',
      ['node_version', 'platform'],
      () => [[{ node_version: process.version, platform: `${process.platform}-${process.arch}` }, 1]],
    );
    metrics.total('process_cpu_seconds_total', 'CPU time of the process.', () => {
      const { user, system } = process.cpuUsage();
      return (user + system) * MICRO;
    });
    const start = Math.round(Date.now() / 1_000 - process.uptime());
    metrics.gauge('process_start_time_seconds', 'When the process began, in Unix time.', () => start);
    metrics.gauges('process_open_fds', 'Open file descriptors; told on Linux.', [], () => openFiles());
  }

  private memory(metrics: Metrics): void {
    metrics.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
    metrics.gauge(
      'nodejs_heap_size_used_bytes',
      'Heap that is in use.',
      () => process.memoryUsage().heapUsed,
    );
    metrics.gauge(
      'nodejs_heap_size_total_bytes',
      'Heap that is held.',
      () => process.memoryUsage().heapTotal,
    );
    metrics.gauge(
      'nodejs_heap_size_limit_bytes',
      'Heap at which the process ends.',
      () => getHeapStatistics().heap_size_limit,
    );
    metrics.gauge(
      'nodejs_external_memory_bytes',
      'Memory outside of the heap, of buffers for the most part.',
      () => process.memoryUsage().external,
    );
  }

  private lag(percent: number): Sample[] {
    if (!this.delay) {
      this.delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
      this.delay.enable();
    }
    if (this.delay.count === 0) return [];
    // What it measures is the time from look to look, which without any lag is the resolution.
    const lag = Math.max(0, this.delay.percentile(percent) * NANO - RESOLUTION_MS / 1_000);
    // The last of them that is asked for: from here on it is the next scrape's.
    if (percent === PERCENTILES.at(-1)) this.delay.reset();
    return [[{}, lag]];
  }
}

async function openFiles(): Promise<Sample[]> {
  try {
    return [[{}, (await readdir('/proc/self/fd')).length]];
  } catch {
    return [];
  }
}
