import type { Statement } from '../../core/database/database';

const COLUMNS = 'id, metric_name, metric_type, value, unit, environment, service, host, timestamp, tags';
const GIVEN = `json_to_recordset($1::json) as p(id uuid, metric_name text, metric_type text, value float8, unit text,
  environment text, service text, host text, timestamp timestamptz, tags jsonb)`;

export const MAKE_DAYS: Statement = {
  name: 'metrics_make_days',
  text: 'select make_metric_days($1::date[])',
};
/**
 * Where the days that are kept begin: $2 days ago by that clock, ours ($1) or Postgres', which is behind the other, for one
 * that is wrong must not destroy what is there. The newest day that has points stays in any case.
 */
export const OLDEST_KEPT_DAY: Statement = {
  text: `select least(($1::timestamptz at time zone 'UTC')::date - $2::int, (now() at time zone 'UTC')::date - $2::int,
    (select (max(timestamp) at time zone 'UTC')::date from metrics))::text as day`,
};
export const DAYS_BEFORE: Statement = {
  text: `select to_date(right(c.relname, 8), 'YYYYMMDD')::text as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'metrics'::regclass and c.relname ~ '^metrics_\\d{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < $1::date
    order by 1`,
};
export const DROP_DAY: Statement = { text: 'select drop_metric_day($1::date)' };
export const DROP_LATEST: Statement = {
  text: `delete from metrics_latest where timestamp < ($1::date::timestamp at time zone 'UTC')`,
};
export const ADD_UP: Statement = { text: 'select add_up_metrics()' };

/** All points at once, as one JSON text. */
export const INSERT: Statement = {
  name: 'metrics_insert',
  text: `insert into metrics (${COLUMNS}) select ${COLUMNS} from ${GIVEN}`,
};

/**
 * Who looks for what is there of these environments waits until all others who do have committed: two who look at once would
 * both store what both bring. To be given in order, so that no two wait for each other.
 */
export const HOLD_ENVIRONMENTS: Statement = {
  name: 'metrics_hold_environments',
  text: `select pg_advisory_xact_lock(hashtextextended('metrics ' || environment, 0)) from unnest($1::text[]) as environment`,
};
const isThere = (host: string): string => `exists (select from metrics m where m.metric_name = p.metric_name
  and ${host} and m.timestamp = p.timestamp and m.timestamp between $2 and $3 and m.id = p.id
  and m.environment = p.environment)`;

/** Those that are not there yet, of points between two moments. Gives their ids. */
export const INSERT_NEW: Statement = {
  name: 'metrics_insert_new',
  // Two questions, as an index that is asked whether its column is null or equal is no help.
  text: `insert into metrics (${COLUMNS}) select ${COLUMNS} from ${GIVEN}
    where not (p.host is not null and ${isThere('m.host = p.host')} or p.host is null and ${isThere('m.host is null')})
    returning id`,
};

/**
 * One point of each series, in an order that is the same for all, so that no two batches wait for each other. A point from
 * the future counts up to its arrival: it does not keep those out that are measured after it.
 */
export const KEEP_LATEST: Statement = {
  name: 'metrics_keep_latest',
  text: `insert into metrics_latest as l (${COLUMNS}) select ${COLUMNS} from ${GIVEN}
    order by metric_name, metric_type, environment, coalesce(service, ''), coalesce(host, '')
    on conflict (metric_name, metric_type, environment, coalesce(service, ''), coalesce(host, '')) do update set
      id = excluded.id, value = excluded.value, unit = excluded.unit, timestamp = excluded.timestamp,
      tags = excluded.tags, untold = true, arrived_at = now()
    where excluded.timestamp >= least(l.timestamp, l.arrived_at)`,
};

const SERIES = 'metric_name, metric_type, environment, service, host';

/**
 * Of these series, takes those whose newest value is not told yet and that were not told of within a second. Gives those
 * (`data`), and those that still have something to tell (`waits`), by their place in the list.
 */
export const takeUntold = (wire: string): Statement => ({
  name: 'metrics_take_untold',
  text: `with asked as materialized (select l.ctid, a.place, l.untold from json_to_recordset($1::json)
        as a(place int, metric_name text, metric_type text, environment text, service text, host text)
      join metrics_latest l on (l.metric_name, l.metric_type, l.environment, coalesce(l.service, ''), coalesce(l.host, ''))
        = (a.metric_name, a.metric_type, a.environment, coalesce(a.service, ''), coalesce(a.host, ''))),
    due as materialized (select l.ctid, a.place from asked a join metrics_latest l on l.ctid = a.ctid
      where l.untold and (l.told_at is null or l.told_at <= now() - interval '1 second')
      order by l.ctid for update of l skip locked),
    told as (update metrics_latest l set untold = false, told_at = now() from due where l.ctid = due.ctid
      returning l.*, due.place)
    select a.place, a.untold as waits, r.environment, case when r.place is not null then ${wire} end as data,
      case when r.place is not null then md5(row(r.metric_name, r.metric_type, r.environment, r.service, r.host)::text) end
        as series
    from asked a left join told r on r.place = a.place`,
});

/** The series that have waited longest; of all that are there, for nobody need remember them. */
export const UNTOLD: Statement = {
  text: `select ${SERIES} from metrics_latest where untold order by coalesce(told_at, timestamp) limit $1`,
};
