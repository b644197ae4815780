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
/** Only what a listener may and wants to hear of is read: of all that is kept that may be very little. */
const HEARD = {
  name: 'events_heard',
  text: `select ${COLUMNS} from events e where e.id > $1 and e.id <= $2 and e.channels && $4::text[]
    and e.permission = any($5::text[]) order by e.id limit $3`,
};
const SLICE = 50_000;
/** Two that prune at a time would wait for each other. */
const PRUNE_LOCK = '7205759403792796';
const PRUNE = {
  // From the lowest id on and without gaps, or a client could resume across one: times do not grow with ids.
  text: `with turn as materialized (select pg_try_advisory_xact_lock(${PRUNE_LOCK}) as mine),
    head as materialized (select id, created_at from events where id is not null and (select mine from turn)
      order by id limit ${SLICE}),
    kept as (select coalesce(min(id) filter (where created_at >= now() - make_interval(hours => $1)), max(id) + 1) as first from head),
    gone as (delete from events e using kept where e.id < kept.first returning 1)
    select count(*)::int as gone from gone`,
};

/** What somebody listens to, and what they may hear. */
export interface Hearing {
  readonly channels: readonly string[];
  readonly permissions: readonly string[];
}

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
  /** A UUID. The next event of the same makes this one worthless: it is kept for a minute only, not to be resumed from. */
  readonly stateOf?: string | null;
}

const RAISE = {
  name: 'events_raise',
  text: `insert into events (type, action, channels, permission, environment, audience, user_id, data, state_of)
    select e.type, e.action, e.channels, e.permission, e.environment, e.audience, $2, e.data, e."stateOf"
    from json_to_recordset($1) as e(type text, action text, channels text[], permission text, environment text,
      audience uuid, data json, "stateOf" uuid)`,
};
const SUPERSEDE = {
  name: 'events_supersede',
  // Not the first of the log, which shows how far it goes back. What somebody else holds is being pruned.
  text: `delete from events where ctid = any(array(select e.ctid from events e where e.state_of = any($1::uuid[])
    and e.id > (select min(id) from events) and e.created_at < now() - interval '1 minute' for update skip locked))`,
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
    const states = events.flatMap(({ stateOf }) => stateOf ?? []);
    if (states.length > 0) await this.database.query(SUPERSEDE, [states]);
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

  /** The same, of those alone that are on one of these channels and ask for one of these permissions. */
  async heard(
    after: number,
    upTo: number,
    limit: number,
    { channels, permissions }: Hearing,
  ): Promise<PublishedEvent[]> {
    const rows = await this.database.query<EventRow>(HEARD, [after, upTo, limit, channels, permissions]);
    return rows.map(publish);
  }

  /** The lowest id that is kept (0 if none) and the highest that was given. */
  async bounds(): Promise<{ oldest: number; newest: number }> {
    const [{ oldest, newest }] = await this.database.query<{ oldest: string; newest: string }>(BOUNDS, []);
    return { oldest: Number(oldest), newest: Number(newest) };
  }

  /** Forgets what is older, a slice at a time: each is a short statement, however much there is. */
  async prune(hours: number): Promise<void> {
    for (let gone = SLICE; gone === SLICE;)
      [{ gone }] = await this.database.query<{ gone: number }>(PRUNE, [hours]);
  }
}
