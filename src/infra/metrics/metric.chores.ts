import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { log } from '../../core/logging/logger';
import { Clock } from '../../core/time/clock';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/time/durations';
import { MetricRepository } from './metric.repository';

const ADD_UP_MS = 5 * MINUTE_MS;

/** Makes room for the metrics of the days to come, and drops days that are too old as a whole. */
@Injectable()
export class MetricChores implements OnApplicationBootstrap {
  constructor(
    housekeeping: Housekeeping,
    private readonly metrics: MetricRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    housekeeping.every(HOUR_MS, 'keep the days of metrics', () => this.keepDays());
    housekeeping.every(ADD_UP_MS, 'add up the numbers of metrics', () => this.metrics.addUp());
  }

  async onApplicationBootstrap(): Promise<void> {
    // Ingestion makes the day it needs by itself, so this is no reason not to start.
    await this.keepDays().catch((error: unknown) =>
      log.warn({ err: error }, 'the days of metrics could not be kept'),
    );
  }

  async keepDays(): Promise<void> {
    const now = this.clock.now();
    await this.metrics.makeDays([-1, 0, 1, 2].map((days) => new Date(now.getTime() + days * DAY_MS)));
    const dropped = await this.metrics.dropDays(now, this.config.METRICS_RETENTION_DAYS);
    if (dropped > 0) log.info({ dropped }, 'dropped days of metrics');
  }
}
