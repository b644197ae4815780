import { Injectable } from '@nestjs/common';
import { currentActor } from '../audit/audit-actor';
import { Database } from '../database/database';
import { isoText } from '../database/wire';
import { CommitSignal } from './commit-signal';
import type { EventAction } from './event-declaration';
import { type EventRow, publish, type PublishedEvent } from './published-event';

const COLUMNS = `e.id, e.type, e.action, e.channels, e.permission, e.environment, e.audience, e.user_id, e.data::text as data, ${isoText('e.created_at')} as at`;

const NUMBER = { name: 'events_number', text: `select ${COLUMNS} from number_events($1) e order by e.id` };
const BETWEEN = {
  name: 'events_between',
  text: `select ${COLUMNS} from events e where e.id > $1 and e.id <= $2 order by e.id limit $3`,
};
const BOUNDS = {
  name: 'events_bounds',
  text: `select coalesce((select min(id) from events), 0) as oldest,
    (select case when is_called then last_value else 0 end from event_ids) as newest`,
};
const PRUNE = {
  // From the lowest id on and without gaps, or a client could resume across one: times do not grow with ids.
  text: `delete from events where id < coalesce(
    (select min(id) from events where created_at >= now() - make_interval(hours => $1)), 9223372036854775807)`,
};

/** An event that is no change of a resource: a notification, a measurement. */
export interface NewEvent {
  readonly type: string;
  readonly action: EventAction;
  readonly channels: readonly string[];
  /** Permission that a listener must hold. */
  readonly permission: string;
  readonly environment: string | null;
  /** The user's id if it is for one user only. */
  readonly audience: string | null;
  readonly data: object;
}

const RAISE = {
  name: 'events_raise',
  text: `insert into events (type, action, channels, permission, environment, audience, user_id, data)
    select e.type, e.action, e.channels, e.permission, e.environment, e.audience, $2, e.data from json_to_recordset($1) as
      e(type text, action text, channels text[], permission text, environment text, audience uuid, data json)`,
};

/** The outbox, and the log that clients resume from. */
@Injectable()
export class EventLog {
  constructor(
    private readonly database: Database,
    private readonly signal: CommitSignal,
  ) {}

  /** Raises events beside those of the audited repository; they go out when the open transaction commits. */
  async raise(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.query(RAISE, [JSON.stringify(events), currentActor().user_id]);
    this.database.afterCommit(() => this.signal.committed('event'));
  }

  /** Numbers up to `batch` committed events and gives them; empty when there are none or another instance is at it. */
  async number(batch: number): Promise<PublishedEvent[]> {
    const rows = await this.database.query<EventRow>(NUMBER, [batch]);
    return rows.map(publish);
  }

  /** Numbered events with after < id ≤ upTo, in order. */
  async between(after: number, upTo: number, limit: number): Promise<PublishedEvent[]> {
    const rows = await this.database.query<EventRow>(BETWEEN, [after, upTo, limit]);
    return rows.map(publish);
  }

  /** The lowest id that is kept (0 if none) and the highest that was given. */
  async bounds(): Promise<{ oldest: number; newest: number }> {
    const [{ oldest, newest }] = await this.database.query<{ oldest: string; newest: string }>(BOUNDS, []);
    return { oldest: Number(oldest), newest: Number(newest) };
  }

  async prune(hours: number): Promise<void> {
    await this.database.query(PRUNE, [hours]);
  }
}
