import type { Statement } from '../../database/database';
import { isoText } from '../../database/wire';
import type { Checkpoint } from './checkpoint';

/** One of all instances seals at a time. */
export const LOCK: Statement = {
  name: 'audit_seal_lock',
  text: 'select pg_try_advisory_xact_lock(7205759403792797) as mine',
};

export interface SealingState {
  /** The snapshot of now, and the first transaction that it cannot have seen. */
  readonly present: string;
  readonly present_end: string;
  readonly cluster: string;
  /** What was sealed up to: null before the first time. */
  readonly sealed: string | null;
  readonly sealed_end: string | null;
  /** Transactions that were under way then. */
  readonly pending: string[];
  /** The database has come from elsewhere: the numbers of its transactions mean nothing here. */
  readonly moved: boolean;
  readonly head_sequence: string;
  readonly head_hash: string | null;
  /** Of the row that was sealed last. */
  readonly head_xid: string | null;
  /** The hash at a place that is remembered ($1). */
  readonly known_hash: string | null;
  readonly checkpoint: Checkpoint | null;
}

/** SQL of the JSON of a checkpoint. */
export const checkpointJson = (row: string): string =>
  `json_build_object('sequence', ${row}.sequence, 'hash', encode(${row}.hash, 'hex'), 'count', ${row}.count,
    'created_at', ${isoText(`${row}.created_at`)}, 'key_id', ${row}.key_id, 'previous', ${row}.previous,
    'signature', ${row}.signature)`;

/** Not to_char, by which a year before Christ looks like one after. */
function exactTime(sql: string): string {
  return `(to_json(${sql} at time zone 'UTC') #>> '{}') || 'Z'`;
}

export const STATE: Statement = {
  name: 'audit_seal_state',
  text: `select n.present::text, pg_snapshot_xmax(n.present)::text as present_end, n.cluster,
      s.sealed::text, pg_snapshot_xmax(s.sealed)::text as sealed_end,
      array(select x::text from pg_snapshot_xip(s.sealed) x) as pending,
      s.cluster is distinct from n.cluster or pg_snapshot_xmax(s.sealed) > pg_snapshot_xmax(n.present) as moved,
      coalesce(h.sequence, 0)::text as head_sequence, encode(h.hash, 'hex') as head_hash,
      h.xid::text as head_xid, c.json as checkpoint,
      (select encode(k.hash, 'hex') from audit_chain k where k.sequence = $1::bigint) as known_hash
    from (select pg_current_snapshot() as present, audit_cluster() as cluster) n
    left join audit_sealing s on true
    left join lateral (select sequence, hash, xid from audit_chain order by sequence desc limit 1) h on true
    left join lateral (select ${checkpointJson('k')} as json from audit_checkpoints k order by sequence desc limit 1) c on true`,
};

const asItIs = (name: string) => (row: string) => `${row}.${name}`;
/** JSON as the text that Postgres keeps: numbers of JavaScript would lose digits. */
const asText = (name: string) => (row: string) => `${row}.${name}::text`;

/** Every column of a row, as it is hashed. */
export const ENTRY: Readonly<Record<string, (row: string) => string>> = {
  action_description: asItIs('action_description'),
  changes: asText('changes'),
  error_message: asItIs('error_message'),
  event_type: asItIs('event_type'),
  id: asItIs('id'),
  ip_address: asItIs('ip_address'),
  metadata: asText('metadata'),
  position: asItIs('position'),
  resource_id: asItIs('resource_id'),
  resource_name: asItIs('resource_name'),
  resource_type: asItIs('resource_type'),
  status: asItIs('status'),
  timestamp: (row) => exactTime(`${row}.timestamp`),
  user_agent: asItIs('user_agent'),
  user_email: asItIs('user_email'),
  user_id: asItIs('user_id'),
  user_name: asItIs('user_name'),
  xid: asText('xid'),
};

/** SQL of the JSON of a row of audit_logs. */
export const entryJson = (row: string): string =>
  `row_to_json((select e from (select ${Object.entries(ENTRY)
    .map(([name, sql]) => `${sql(row)} as ${name}`)
    .join(', ')}) e))`;

export interface UnsealedRow {
  readonly id: string;
  readonly xid: string;
  readonly position: string;
  readonly entry: Record<string, unknown>;
}

/** As a scalar, so that it is looked up by index row by row: joined, the whole chain might be read for a handful of rows. */
export const isUnsealed = (row: string): string =>
  `(select true from audit_chain c where c.xid = ${row}.xid and c.position = ${row}.position limit 1) is null`;

const SHOWN = `l.id, l.xid::text, l.position::text, ${entryJson('l')} as entry`;
const IN_ORDER = 'order by l.xid, l.position limit $1';

/** Rows behind a place ($2, $3) that are not sealed: at first, or in another cluster, all have to be looked at. */
export const ALL_UNSEALED: Statement = {
  text: `select ${SHOWN} from audit_logs l where (l.xid, l.position) > ($2::xid8, $3::bigint) and ${isUnsealed('l')} ${IN_ORDER}`,
};

/**
 * Those that this snapshot ($4) sees and the one that was sealed did not: written by transactions that began after it, up
 * to $5, or were under way then ($6). Of both those behind a place alone: ($2, $3), and of the latter ($7, $8). By index,
 * however long anything has run.
 */
export const NEWLY_SEEN: Statement = {
  text: `select ${SHOWN} from (
      (select * from audit_logs l where (l.xid, l.position) > ($2::xid8, $3::bigint) and l.xid < $5::xid8
        and pg_visible_in_snapshot(l.xid, $4::pg_snapshot) and ${isUnsealed('l')} ${IN_ORDER})
      union all
      (select * from audit_logs l where l.xid = any($6::xid8[]) and (l.xid, l.position) > ($7::xid8, $8::bigint)
        and pg_visible_in_snapshot(l.xid, $4::pg_snapshot) and ${isUnsealed('l')} ${IN_ORDER})
    ) l ${IN_ORDER}`,
};

export interface Standing {
  readonly head: string;
  /** A row has waited for more than a minute. */
  readonly is_waiting: boolean;
}

/** For who cannot seal, as somebody else is at it. */
export const STANDING: Statement = {
  text: `select coalesce((select max(sequence) from audit_chain), 0)::text as head,
      exists (select from audit_logs l
        where l.xid >= coalesce((select pg_snapshot_xmax(sealed) from audit_sealing), '0'::xid8)
          and l.timestamp < now() - interval '1 minute' and ${isUnsealed('l')}) as is_waiting`,
};

/** Seconds that the oldest row which is not sealed has waited, as a figure: of those that no seal has come to yet. */
export const OLDEST_UNSEALED_AGE = `select null::jsonb as labels, coalesce((
    select greatest(extract(epoch from now() - l.timestamp), 0) from audit_logs l
      where l.xid >= coalesce((select pg_snapshot_xmax(sealed) from audit_sealing), '0'::xid8) and ${isUnsealed('l')}
      order by l.xid, l.position limit 1), 0)::float8 as value`;

export const APPEND: Statement = {
  name: 'audit_seal_append',
  text: `insert into audit_chain (sequence, xid, position, log_id, genuine, hash)
    select s, x, p, i, g, decode(h, 'hex') from unnest($1::bigint[], $2::xid8[], $3::bigint[], $4::uuid[], $5::boolean[], $6::text[])
      as given(s, x, p, i, g, h)`,
};

export const ADD_CHECKPOINT: Statement = {
  text: `insert into audit_checkpoints (sequence, hash, count, created_at, key_id, previous, signature)
    values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7)`,
};

export const MARK_SEALED: Statement = {
  name: 'audit_seal_mark',
  text: `insert into audit_sealing (singleton, sealed, cluster) values (true, $1::pg_snapshot, $2)
    on conflict (singleton) do update set sealed = excluded.sealed, cluster = excluded.cluster, sealed_at = now()`,
};
