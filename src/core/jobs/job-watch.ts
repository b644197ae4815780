import { Injectable } from '@nestjs/common';
import { Metrics } from '../telemetry/metrics';
import { Tracing } from '../telemetry/tracing';
import type { JobHandler } from './job-queue-worker';

const BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900];

/** How long jobs of this instance run, each in a trace of its own. */
@Injectable()
export class JobWatch {
  private readonly histogram;

  constructor(
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    this.histogram = metrics.histogram(
      'ops_job_duration_seconds',
      'Time that a run of a job took on this instance, by queue and how it ended.',
      ['queue', 'result'],
      BUCKETS,
    );
  }

  /** The same handler, watched. */
  over(queue: string, handler: JobHandler): JobHandler {
    return async (data, signal) => {
      const from = performance.now();
      let result = 'error';
      try {
        await this.tracing.span(`job ${queue}`, 'consumer', { 'messaging.destination.name': queue }, () =>
          handler(data, signal),
        );
        result = 'ok';
      } finally {
        this.histogram.observe({ queue, result }, (performance.now() - from) / 1_000);
      }
    };
  }
}
