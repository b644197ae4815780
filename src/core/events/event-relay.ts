import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { log } from '../logging/logger';
import { RedisLink } from '../redis/redis-link';
import { Tracing } from '../telemetry/tracing';
import { CommitSignal } from './commit-signal';
import { EventLog } from './event-log';
import type { PublishedEvent } from './published-event';

const BATCH = 500;
/** Finds what other instances committed, and what a lost wake-up left behind. */
const POLL_MS = 500;
/** Under load, lets events gather so that one round trip serves many; an event that comes alone never waits. */
const GATHER_MS = 12;
/** Where instances tell each other up to which id they have numbered. */
const CHANNEL = 'events';

type Listener = (events: readonly PublishedEvent[]) => void;

/**
 * Carries committed events from the outbox to this instance's listeners, in the order of their ids, each once. The
 * database decides the order: an instance that did not number an event itself reads it from the log. Others are told to
 * look by Redis, if there is one, and otherwise find out by themselves.
 */
@Injectable()
export class EventRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly listeners: Listener[] = [];
  private delivered = 0;
  private running?: Promise<void>;
  private wanted = false;
  /** Whether there may be something to number, rather than only to read. */
  private mayNumber = false;
  private hasCommitted = false;
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private isFailing = false;

  constructor(
    private readonly eventLog: EventLog,
    private readonly redis: RedisLink,
    signal: CommitSignal,
    private readonly tracing: Tracing,
  ) {
    signal.onCommit(() => {
      this.hasCommitted = redis.isConfigured;
      this.wake();
    });
    redis.on(CHANNEL, (id) => {
      // Whoever numbers has the lock for it: others only read. What is no news starts nothing.
      if (Number(id) > this.delivered && this.timer && !this.stopped) this.look();
    });
  }

  /** The id up to which every event has been handed to the listeners. */
  get position(): number {
    return this.delivered;
  }

  /** Calls back with what is new, a batch at a time. */
  onEvents(listener: Listener): void {
    this.listeners.push(listener);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.delivered = (await this.eventLog.bounds()).newest;
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks for events soon. */
  wake(): void {
    this.mayNumber = true;
    this.look();
  }

  private look(): void {
    this.wanted = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      // Somebody may have called between the last look and here.
      if (this.wanted && !this.stopped) this.look();
    });
  }

  private async run(): Promise<void> {
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      try {
        const fresh = await this.number();
        if (fresh.length > 0)
          await this.tracing.span(
            'relay events',
            'internal',
            { 'messaging.batch.message_count': fresh.length },
            () => this.deliver(fresh),
          );
        else await this.deliver(fresh);
        this.isFailing = false;
      } catch (error) {
        // Once per outage: the poll tries again, and would say so twice a second.
        if (!this.isFailing) log.warn({ err: error }, 'the outbox cannot be read for the moment');
        this.isFailing = true;
        this.wanted = false;
        return;
      }
      if (this.wanted) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    }
  }

  private async number(): Promise<PublishedEvent[]> {
    if (!this.mayNumber) return [];
    const { hasCommitted } = this;
    this.mayNumber = this.hasCommitted = false;
    const fresh = await this.eventLog.number(BATCH);
    if (fresh.length > 0) this.redis.publish(CHANNEL, String(fresh[fresh.length - 1].id));
    // Another instance that was numbering may have begun before ours was there to be seen: once more, a little later.
    if (fresh.length === BATCH || (hasCommitted && fresh.length === 0)) this.wanted = this.mayNumber = true;
    return fresh;
  }

  private async deliver(fresh: PublishedEvent[]): Promise<void> {
    // Ids that are not ours to follow on directly were numbered elsewhere: fetch everything in between from the log.
    const isNext = fresh.length > 0 && fresh[0].id === this.delivered + 1;
    if (isNext) this.hand(fresh);
    else await this.catchUp();
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      const missed = await this.eventLog.between(this.delivered, Number.MAX_SAFE_INTEGER, BATCH);
      this.hand(missed);
      if (missed.length < BATCH) return;
    }
  }

  private hand(events: readonly PublishedEvent[]): void {
    if (events.length === 0) return;
    this.delivered = events[events.length - 1].id;
    for (const listener of this.listeners) {
      try {
        listener(events);
      } catch (error) {
        log.error({ err: error }, 'a listener failed on events');
      }
    }
  }
}
