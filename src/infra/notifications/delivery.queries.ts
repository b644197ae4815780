import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import { isoText } from '../../core/database/wire';
import { CommitSignal } from '../../core/events/commit-signal';
import type { AttemptOutcome, DeliveryAction, DeliveryStatus } from './delivery.enums';
import type { AlertNotice, NotificationChannel } from './notice';

/** A delivery as it is first written. */
export interface NewDelivery {
  readonly id: string;
  readonly channel: NotificationChannel;
  readonly notice: AlertNotice;
  readonly status: DeliveryStatus;
  readonly last_error: string | null;
}

/** A delivery that is locked. */
export interface LockedDelivery {
  readonly id: string;
  readonly alert_id: string | null;
  readonly channel: NotificationChannel;
  readonly action: DeliveryAction;
  readonly status: DeliveryStatus;
  readonly notice: AlertNotice;
  readonly reached: readonly string[];
  readonly attempts: number;
  readonly max_attempts: number;
  readonly next_attempt_at: Date | null;
  readonly is_due: boolean;
}

export interface AttemptEnd {
  readonly ms: number;
  readonly outcome: AttemptOutcome;
  readonly response_status: number | null;
  readonly error: string | null;
  readonly status: DeliveryStatus;
  /** Recipients who have it now. */
  readonly reached: readonly string[];
  /** Seconds until the next attempt; null when there will be none. */
  readonly retryIn: number | null;
}

export interface QueuedDelivery {
  readonly id: string;
  readonly channel: NotificationChannel;
}

const open = (row: string): string =>
  `${row}.status in ('pending', 'retrying') and ${row}.deleted_at is null`;
const OPEN = open('notification_deliveries');

const ADD = {
  name: 'deliveries_add',
  text: `insert into notification_deliveries
      (id, alert_id, channel, action, title, notice, status, max_attempts, last_error, next_attempt_at)
    select d.id, (d.notice ->> 'alert_id')::uuid, d.channel, d.notice ->> 'action', d.notice ->> 'title', d.notice, d.status,
      $2, d.last_error, case d.status when 'pending' then now() end
    from json_to_recordset($1) as d(id uuid, channel text, notice jsonb, status text, last_error text)`,
};
const LOCK = {
  name: 'deliveries_lock',
  text: `select id, alert_id, channel, action, status, notice, reached, attempts, max_attempts, next_attempt_at,
      next_attempt_at <= now() as is_due from notification_deliveries where id = $1 and deleted_at is null for update`,
};
const EARLIER = {
  name: 'deliveries_earlier',
  // Locked whatever its status, so that it is seen either before it ended (or was revived), and then its end sees this
  // one, or after.
  text: `select ${OPEN} as is_open from notification_deliveries
    where alert_id = $1 and channel = $2 and action = 'triggered' and deleted_at is null order by id for share`,
};
const BEGIN = {
  name: 'deliveries_begin',
  // The next attempt is set already: should this process die, that is when another takes over.
  text: `with begun as (
      update notification_deliveries set attempts = attempts + 1, last_attempt_at = clock_timestamp(),
        next_attempt_at = clock_timestamp() + make_interval(secs => $2) where id = $1 returning id, attempts, last_attempt_at)
    insert into notification_attempts (delivery_id, number, started_at) select id, attempts, last_attempt_at from begun
    returning number`,
};
const LOG_END = {
  name: 'deliveries_log_end',
  text: `update notification_attempts set ms = $3, outcome = $4, response_status = $5, error = $6
    where delivery_id = $1 and number = $2`,
};
const END = {
  name: 'deliveries_end',
  // What has arrived has arrived; any other news of an attempt that was overtaken by a later one is old.
  text: `update notification_deliveries set status = $3, response_status = $4, last_error = $5,
      next_attempt_at = clock_timestamp() + make_interval(secs => $6),
      delivered_at = case $3 when 'delivered' then clock_timestamp() end, reached = reached || $7::text[]
    where id = $1 and status <> 'delivered' and ($3 = 'delivered' or (attempts = $2 and ${OPEN}))
    returning ${isoText('next_attempt_at')} as next_attempt_at`,
};
const LATER = {
  name: 'deliveries_later',
  text: `select id, channel from notification_deliveries
    where alert_id = $1 and channel = $2 and action = 'resolved' and ${OPEN}`,
};
const CLAIM_SWEEP = {
  name: 'deliveries_claim_sweep',
  text: `select pg_try_advisory_xact_lock(hashtext('occ:overdue-deliveries')) as is_ours`,
};
const OVERDUE = {
  name: 'deliveries_overdue',
  // Without those that wait for an earlier one: its end queues them, and many of them would leave no room for others.
  text: `select d.id, d.channel from notification_deliveries d
    where ${open('d')} and d.next_attempt_at < now() - interval '1 minute'
      and not (d.action = 'resolved' and exists (select 1 from notification_deliveries t
        where t.alert_id = d.alert_id and t.channel = d.channel and t.action = 'triggered' and ${open('t')}))
    order by d.next_attempt_at, d.id limit 500`,
};

/**
 * What the server itself writes about deliveries. It is no decision of anybody and has a log of its own, so it is not
 * audited; retries that a person asks for are, and go through the repository.
 */
@Injectable()
export class DeliveryQueries {
  constructor(
    private readonly database: Database,
    private readonly signal: CommitSignal,
  ) {}

  async add(deliveries: readonly NewDelivery[], maxAttempts: number): Promise<void> {
    await this.database.query(ADD, [JSON.stringify(deliveries), maxAttempts]);
    this.tell();
  }

  /** Null when there is none. Needs an open transaction. */
  async lock(id: string): Promise<LockedDelivery | null> {
    const [found] = await this.database.query<LockedDelivery>(LOCK, [id]);
    return found ?? null;
  }

  /** Whether the same channel has yet to be told that the alert was triggered. Needs an open transaction. */
  async hasEarlier(alertId: string, channel: NotificationChannel): Promise<boolean> {
    const found = await this.database.query<{ is_open: boolean }>(EARLIER, [alertId, channel]);
    return found.some(({ is_open }) => is_open);
  }

  /** Begins an attempt and gives its number, from 1. */
  async begin(id: string, leaseSeconds: number): Promise<number> {
    const [{ number }] = await this.database.query<{ number: number }>(BEGIN, [id, leaseSeconds]);
    this.tell();
    return number;
  }

  /** Writes down how an attempt ended. Gives the moment of the next one, or null; undefined if it was overtaken. */
  async end(id: string, number: number, end: AttemptEnd): Promise<Date | null | undefined> {
    const { ms, outcome, response_status, error, status, reached, retryIn } = end;
    await this.database.query(LOG_END, [id, number, ms, outcome, response_status, error]);
    const values = [id, number, status, response_status, error, retryIn, reached];
    const [ended] = await this.database.query<{ next_attempt_at: string | null }>(END, values);
    this.tell();
    if (!ended) return undefined;
    return ended.next_attempt_at === null ? null : new Date(ended.next_attempt_at);
  }

  /** Deliveries that have waited for an earlier one of the same alert and channel. */
  later(alertId: string, channel: NotificationChannel): Promise<QueuedDelivery[]> {
    return this.database.query<QueuedDelivery>(LATER, [alertId, channel]);
  }

  /** Whether this transaction may sweep; false while another does, which would queue the same. */
  async claimSweep(): Promise<boolean> {
    const [{ is_ours }] = await this.database.query<{ is_ours: boolean }>(CLAIM_SWEEP, []);
    return is_ours;
  }

  /** Deliveries that should have been tried a while ago, and wait for no other. */
  overdue(): Promise<QueuedDelivery[]> {
    return this.database.query<QueuedDelivery>(OVERDUE, []);
  }

  private tell(): void {
    this.database.afterCommit(() => this.signal.committed('notification'));
  }
}
