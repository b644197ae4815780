import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { EventLog, type NewEvent } from '../../core/events/event-log';
import { log } from '../../core/logging/logger';
import { type MetricNewsItem, MetricRepository } from './metric.repository';
import { METRIC_EVENTS } from './metric.events';
import { UntoldSeries } from './untold-series';

/** Together at most 500 events a second, however many series there are: each is then told less often. */
const BATCH = 100;
const PACE_MS = 200;
/** Finds what an instance that has died left untold. */
const POLL_MS = 10_000;
const FOUND = 5_000;
/** No series is told of more often. */
const EACH_MS = 1_000;

/**
 * Raises the `metric` events: the newest value of a series, at most once a second. What is held back stands in the
 * database, so the last value is always told in the end, also when this process is not there any more.
 */
@Injectable()
export class MetricNews implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timers: NodeJS.Timeout[] = [];
  private running?: Promise<unknown>;
  private isFailing = false;

  constructor(
    private readonly metrics: MetricRepository,
    private readonly untold: UntoldSeries,
    private readonly eventLog: EventLog,
    private readonly work: UnitOfWork,
  ) {}

  // By timers, not at once: what runs in the context of one request would speak in the name of its caller.
  onApplicationBootstrap(): void {
    this.timers = [
      setInterval(() => this.look(), PACE_MS).unref(),
      setInterval(() => (this.untold.mayBeMore = true), POLL_MS).unref(),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.running;
  }

  private look(): void {
    if (this.running || (this.untold.size === 0 && !this.untold.mayBeMore)) return;
    this.running = this.tell()
      .then(() => (this.isFailing = false))
      .catch((error: unknown) => {
        // Once per outage: the next look tries again.
        if (!this.isFailing) log.warn({ err: error }, 'metric events cannot be raised for the moment');
        this.isFailing = true;
      })
      .then(() => (this.running = undefined));
  }

  private async tell(): Promise<void> {
    const { untold } = this;
    // While many are at hand they come first: to look at all series takes far longer than to look at these.
    if (untold.mayBeMore && untold.size < FOUND) {
      const found = await this.metrics.findUntold(FOUND);
      untold.mayBeMore = found.length === FOUND;
      untold.add(found);
    }
    const asked = untold.take(BATCH, performance.now());
    if (asked.length === 0) return;
    try {
      const news = await this.work.run(async () => {
        const taken = await this.metrics.takeNews(asked);
        await this.eventLog.raise(taken.filter(({ data }) => data !== null).map(eventOf));
        return taken;
      });
      const again = performance.now() + EACH_MS;
      for (const { place, data, waits } of news) {
        if (data !== null) untold.rest(asked[place], again);
        else if (waits) untold.postpone(asked[place], again);
      }
    } catch (error) {
      untold.add(asked);
      throw error;
    }
  }
}

const eventOf = ({ environment, data, series }: MetricNewsItem): NewEvent => ({
  ...{ type: METRIC_EVENTS.type, action: METRIC_EVENTS.actions[0], channels: ['metrics', environment!] },
  ...{ permission: METRIC_EVENTS.permissions[0], environment, audience: null, data: data!, stateOf: series },
});
