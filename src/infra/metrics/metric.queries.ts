import type { Statement } from '../../core/database/database';

const COLUMNS = 'id, metric_name, metric_type, value, unit, environment, service, host, timestamp, tags';
const GIVEN = `json_to_recordset($1::json) as p(id uuid, metric_name text, metric_type text, value float8, unit text,
  environment text, service text, host text, timestamp timestamptz, tags jsonb)`;

export const MAKE_DAYS: Statement = {
  name: 'metrics_make_days',
  text: 'select make_metric_days($1::date[])',
};
export const DROP_DAYS: Statement = { text: 'select drop_metric_days($1::date) as part' };

/** All points at once, as one JSON text. */
export const INSERT: Statement = {
  name: 'metrics_insert',
  text: `insert into metrics (${COLUMNS}) select ${COLUMNS} from ${GIVEN}`,
};

/** One point of each series, in an order that is the same for all, so that no two batches wait for each other. */
export const KEEP_LATEST: Statement = {
  name: 'metrics_keep_latest',
  text: `insert into metrics_latest as l (${COLUMNS}) select ${COLUMNS} from ${GIVEN}
    order by metric_name, metric_type, environment, coalesce(service, ''), coalesce(host, '')
    on conflict (metric_name, metric_type, environment, coalesce(service, ''), coalesce(host, '')) do update set
      id = excluded.id, value = excluded.value, unit = excluded.unit, timestamp = excluded.timestamp,
      tags = excluded.tags, untold = true
    where excluded.timestamp >= l.timestamp`,
};

/** Takes up to $1 series whose newest value is not told yet, none of which was told of within a second. */
export const takeUntold = (wire: string): Statement => ({
  name: 'metrics_take_untold',
  text: `with due as (
      select l.ctid from metrics_latest l
      where l.untold and (l.told_at is null or l.told_at <= now() - interval '1 second')
      order by l.told_at nulls first limit $1 for update skip locked),
    told as (update metrics_latest l set untold = false, told_at = now() from due where l.ctid = due.ctid returning l.*)
    select r.environment, ${wire} as data from told r`,
});

export const ANY_UNTOLD: Statement = {
  name: 'metrics_any_untold',
  text: 'select exists (select from metrics_latest where untold) as waiting',
};
