import { checkpointJson, entryJson } from '../../core/audit/chain/chain.queries';
import type { Statement } from '../../core/database/database';

/** The rows with the text that they are searched by, exactly as it is indexed. */
export const SEARCHED = `(select l.*, to_tsvector('english', l.action_description || ' ' || l.user_name || ' ' ||
  coalesce(l.error_message, '')) as search from audit_logs l)`;

/** How far the chain and its checkpoints go, and what can be seen, all of one moment. */
export interface Extent {
  readonly head: string;
  readonly newest_checkpoint: string;
  readonly snapshot: string;
}

export const EXTENT: Statement = {
  name: 'audit_extent',
  text: `select coalesce((select max(sequence) from audit_chain), 0)::text as head,
    coalesce((select max(sequence) from audit_checkpoints), 0)::text as newest_checkpoint,
    pg_current_snapshot()::text as snapshot`,
};

export interface LinkRow {
  readonly sequence: string;
  readonly hash: string;
  readonly genuine: boolean;
  readonly log_id: string;
  /** JSON text; null when the row is gone. */
  readonly entry: string | null;
}

/** Links with $1 ≤ sequence ≤ $2, in order; should several be of one number, all of them. */
export const LINKS: Statement = {
  name: 'audit_links',
  text: `select c.sequence::text, encode(c.hash, 'hex') as hash, c.genuine, c.log_id,
      case when l.id is not null then ${entryJson('l')}::text end as entry
    from audit_chain c left join lateral (
      select * from audit_logs a where a.xid = c.xid and a.position = c.position limit 1) l on true
    where c.sequence >= $1 and c.sequence <= $2 order by c.sequence fetch first $3 rows with ties`,
};

/** Checkpoints with $1 < sequence ≤ $2, in order. */
export const CHECKPOINTS: Statement = {
  name: 'audit_checkpoints',
  text: `select ${checkpointJson('k')} as checkpoint from audit_checkpoints k
    where k.sequence > $1 and k.sequence <= $2 order by k.sequence limit $3`,
};

export interface Strays {
  /** Where the next look begins; null at the end. */
  readonly last: { readonly xid: string; readonly position: string } | null;
  readonly unsealed: number;
  /** Rows with a link up to the head. */
  readonly linked: number;
  /** One that should be sealed and is not. */
  readonly stray: { readonly id: string; readonly left_out: boolean } | null;
  /** One that stands where another does. */
  readonly double: string | null;
}

/** Sealing is a step forward, and signing: time enough for any backlog. A mark of a time to come would silence for good. */
const PROGRESS = `exists (select from (select sealed_at as at from audit_sealing union all
    (select created_at from audit_checkpoints order by sequence desc limit 1)) marks
  where at between now() - interval '1 minute' and now() + interval '1 minute')`;

/**
 * A stretch of the log from ($1, $2) on: which rows are in no link, and how many are in those up to $5. One has been left
 * out if what has been sealed includes its transaction, or is one that cannot have been yet, unless the whole log is just
 * being looked through as it has come from another cluster. Another that this snapshot ($4) sees has waited too long if it is
 * older than a minute and nothing has been sealed for as long.
 */
const strays = (after: string): string => `with stretch as materialized (
      select id, xid, position, timestamp from audit_logs where (xid, position) ${after} ($1::xid8, $2::bigint)
        order by xid, position fetch first $3 rows with ties),
    places as materialized (
      select s.*, (select c.sequence from audit_chain c
        where c.xid = s.xid and c.position = s.position and c.log_id = s.id and c.sequence > 0 limit 1) as sequence from stretch s),
    state as materialized (
      select sealed, cluster <> audit_cluster() or pg_snapshot_xmax(sealed) > pg_snapshot_xmax(pg_current_snapshot()) as moved
      from audit_sealing),
    settled as materialized (
      select (select sealed from state) as sealed, coalesce((select moved from state), true) as moved, ${PROGRESS} as progress),
    strays as (
      select p.id, p.xid, p.position, o.left_out from places p, settled d, lateral (select not d.moved and (
          p.xid >= pg_snapshot_xmax(pg_current_snapshot()) or coalesce(pg_visible_in_snapshot(p.xid, d.sealed), false)) as left_out) o
      where p.sequence is null and (o.left_out or (p.timestamp < now() - interval '1 minute' and not d.progress
        and (d.moved or pg_visible_in_snapshot(p.xid, $4::pg_snapshot)))))
    select (select json_build_object('xid', xid::text, 'position', position::text) from stretch
        order by xid desc, position desc limit 1) as last,
      (select count(*)::int from places where sequence is null) as unsealed,
      (select count(*)::int from places where sequence <= $5) as linked,
      (select json_build_object('id', id, 'left_out', left_out) from strays order by xid, position limit 1) as stray,
      (select max(id::text) from stretch group by xid, position having count(*) > 1 order by xid, position limit 1) as double`;

export const FIRST_STRAYS: Statement = { name: 'audit_first_strays', text: strays('>=') };
export const STRAYS: Statement = { name: 'audit_strays', text: strays('>') };

/** An id that stands in two links: what proves the one row proves no other. */
export const DOUBLE: Statement = {
  text: 'select log_id as id from audit_chain group by log_id having count(*) > 1 order by min(sequence) limit 1',
};
