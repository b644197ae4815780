import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { CommitSignal } from '../../core/events/commit-signal';
import { EventLog } from '../../core/events/event-log';
import { log } from '../../core/logging/logger';
import { MetricRepository } from './metric.repository';

/** Together at most 500 events a second, however many series there are: each is then told less often. */
const BATCH = 100;
const PACE_MS = 200;
/** Finds what an instance that has died left untold. */
const POLL_MS = 10_000;

/**
 * Raises the `metric` events: the newest value of a series, at most once a second. What is held back stands in the
 * database, so the last value is always told in the end, also when this process is not there any more.
 */
@Injectable()
export class MetricNews implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timers: NodeJS.Timeout[] = [];
  private running?: Promise<void>;
  private isWanted = true;
  private isFailing = false;

  constructor(
    private readonly metrics: MetricRepository,
    private readonly eventLog: EventLog,
    private readonly work: UnitOfWork,
    signal: CommitSignal,
  ) {
    signal.onCommit((resource) => void (this.isWanted ||= resource === 'metric'));
  }

  // By timers, not at once: what runs in the context of one request would speak in the name of its caller.
  onApplicationBootstrap(): void {
    this.timers = [
      setInterval(() => this.look(), PACE_MS).unref(),
      setInterval(() => (this.isWanted = true), POLL_MS).unref(),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.running;
  }

  private look(): void {
    if (!this.isWanted || this.running) return;
    this.isWanted = false;
    this.running = this.tell()
      .then((isAnyLeft) => {
        this.isWanted ||= isAnyLeft;
        this.isFailing = false;
      })
      .catch((error: unknown) => {
        // Once per outage: the poll tries again.
        if (!this.isFailing) log.warn({ err: error }, 'metric events cannot be raised for the moment');
        this.isFailing = true;
      })
      .finally(() => (this.running = undefined));
  }

  /** Gives whether anything is left to be told. */
  private async tell(): Promise<boolean> {
    const told = await this.work.run(async () => {
      const news = await this.metrics.takeNews(BATCH);
      await this.eventLog.raise(
        news.map(({ environment, data }) => ({
          ...{ type: 'metric', action: 'updated' as const, channels: ['metrics', environment] },
          ...{ permission: 'read:metrics', environment, audience: null, data },
        })),
      );
      return news.length;
    });
    return told === BATCH || this.metrics.hasNews();
  }
}
