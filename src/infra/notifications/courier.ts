import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { JobQueue } from '../../core/jobs/job-queue';
import { log } from '../../core/logging/logger';
import { MINUTE_MS } from '../../core/time/durations';
import type { Receipt } from './channels/channel';
import { Channels } from './channels/channels';
import { DeliveryQueries, type LockedDelivery, type QueuedDelivery } from './delivery.queries';
import { AttemptOutcome, DeliveryAction, DeliveryStatus } from './delivery.enums';
import type { NotificationChannel } from './notice';
import { plainText } from './channels/plain-text';
import { retrySeconds } from './retry-policy';

const SWEEP_MS = MINUTE_MS;
/** What is allowed for, beyond the time limit of an attempt, before its process is taken for dead. */
const MARGIN_SECONDS = 5;
/** A job that fails is one whose database is away: the delivery's own attempts are counted elsewhere. */
const JOB_RETRIES = 1_000;

interface Begun {
  readonly delivery: LockedDelivery;
  readonly number: number;
}

/** A queue for each channel, so that one that hangs holds up no other. */
const queueOf = (channel: NotificationChannel): string => `notify_${channel}`;

/** Carries deliveries to their channels, as often as it takes: at least once, and one attempt at a time. */
@Injectable()
export class Courier {
  private readonly timeoutSeconds: number;
  private readonly leaseSeconds: number;

  constructor(
    private readonly jobs: JobQueue,
    private readonly queries: DeliveryQueries,
    private readonly channels: Channels,
    private readonly work: UnitOfWork,
    housekeeping: Housekeeping,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.timeoutSeconds = config.NOTIFY_TIMEOUT_SECONDS;
    this.leaseSeconds = this.timeoutSeconds + MARGIN_SECONDS;
    const options = {
      retryLimit: JOB_RETRIES,
      retryDelay: 1,
      expireInSeconds: Math.ceil(this.leaseSeconds),
      oncePerKey: true,
    };
    for (const { name } of channels.all) {
      jobs.define<{ id: string }>(queueOf(name), options, ({ id }, signal) => this.carry(id, signal));
    }
    housekeeping.every(SWEEP_MS, 'queue overdue notifications again', () => this.queueOverdue());
  }

  /** Has these deliveries carried, from a moment on; stands and falls with the open transaction. */
  queue(deliveries: readonly QueuedDelivery[], startAfter?: Date): Promise<void> {
    return this.jobs.sendAll(
      deliveries.map(({ id, channel }) => ({ name: queueOf(channel), data: { id }, key: id, startAfter })),
    );
  }

  /** Nothing should be left lying; this finds what is all the same, e.g. after the queue was emptied by hand. */
  async queueOverdue(): Promise<void> {
    await this.work.run(async () => {
      // Two that queue the same at the same time may wait for each other in a circle.
      if (await this.queries.claimSweep()) await this.queue(await this.queries.overdue());
    });
  }

  private async carry(id: string, signal: AbortSignal): Promise<void> {
    const begun = await this.work.run(() => this.begin(id));
    if (!begun) return;
    const { delivery, number } = begun;
    const startedAt = performance.now();
    const receipt = await this.attempt(delivery, signal);
    const ms = Math.round(performance.now() - startedAt);
    // Broken off by ourselves: that is no failure of the receiver, and must not use up its last attempt.
    const isBrokenOff = signal.aborted && receipt.outcome === AttemptOutcome.failed;
    await this.work.run(() => this.end(delivery, number, receipt, ms, isBrokenOff));
  }

  /** Null when there is nothing to do now: it has ended, is not due, or must wait for an earlier one. */
  private async begin(id: string): Promise<Begun | null> {
    const delivery = await this.queries.lock(id);
    if (!delivery || delivery.next_attempt_at === null) return null;
    if (!delivery.is_due) {
      await this.queue([delivery], delivery.next_attempt_at);
      return null;
    }
    const { alert_id, action, channel } = delivery;
    // Nobody must hear of an end before the beginning. The earlier one queues this one when it has ended.
    if (alert_id !== null && action === DeliveryAction.resolved) {
      if (await this.queries.hasEarlier(alert_id, channel)) return null;
    }
    return { delivery, number: await this.queries.begin(id, this.leaseSeconds) };
  }

  private async attempt(
    { id, channel, notice, reached }: LockedDelivery,
    signal: AbortSignal,
  ): Promise<Receipt> {
    const obstacle = this.channels.obstacle(channel);
    if (obstacle !== null) return { outcome: AttemptOutcome.refused, response_status: null, error: obstacle };
    try {
      const timeoutMs = Math.round(this.timeoutSeconds * 1_000);
      return await this.channels.named(channel).send({ id, notice, reached, timeoutMs, signal });
    } catch (error) {
      log.error({ err: error, channel, delivery: id }, 'a notification failed in an unforeseen way');
      return {
        outcome: AttemptOutcome.failed,
        response_status: null,
        error: 'an unforeseen error: see the log',
      };
    }
  }

  private async end(
    delivery: LockedDelivery,
    number: number,
    receipt: Receipt,
    ms: number,
    isBrokenOff: boolean,
  ): Promise<void> {
    const { id, alert_id, action, channel, max_attempts } = delivery;
    const { outcome, response_status, retryAfterSeconds, reached = [] } = receipt;
    const status = isBrokenOff ? DeliveryStatus.retrying : statusAfter(outcome, number, max_attempts);
    const error = receipt.error && plainText(receipt.error, this.channels.named(channel).secrets);
    const wait = retrySeconds(number, this.config.NOTIFY_RETRY_SECONDS, retryAfterSeconds ?? null);
    const retryIn = status === DeliveryStatus.retrying ? (isBrokenOff ? 0 : wait) : null;
    const end = { ms, outcome, response_status, error, status, reached, retryIn };
    const next = await this.queries.end(id, number, end);
    if (next === undefined) return;
    if (next !== null) return this.queue([delivery], next);
    if (status === DeliveryStatus.dead)
      log.warn({ channel, delivery: id, error }, 'a notification is given up');
    if (alert_id !== null && action === DeliveryAction.triggered) {
      await this.queue(await this.queries.later(alert_id, channel));
    }
  }
}

function statusAfter(outcome: Receipt['outcome'], number: number, maxAttempts: number): DeliveryStatus {
  if (outcome === AttemptOutcome.delivered) return DeliveryStatus.delivered;
  const isLast = outcome === AttemptOutcome.refused || number >= maxAttempts;
  return isLast ? DeliveryStatus.dead : DeliveryStatus.retrying;
}
