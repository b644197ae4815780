import type { Statement } from '../../core/database/database';
import { GROWTH, IDLE, LAG_DAYS, MONTH_DAYS, SavingsRule, STORAGE } from './savings-rules';

/** Whoever looks for savings takes this first: what one look has found the next one knows. */
export const LOCK: Statement = {
  name: 'recommendations_lock',
  text: `select pg_advisory_xact_lock(hashtext('recommendations'))`,
};

/** Takes the day; gives no row if it was taken already. */
export const TAKE_DAY: Statement = {
  name: 'recommendations_take_day',
  text: `insert into recommendation_days as d (day) values ($1::date)
    on conflict (is_last) do update set day = excluded.day where d.day < excluded.day returning d.day`,
};

/** What findings are held against: of each cause the one that is not completed, else the one completed last. */
export const KNOWN: Statement = {
  name: 'recommendations_known',
  text: `select distinct on (rule, environment, service, resource_id, currency)
      id, rule, environment, service, resource_id, currency, status, type, title, description, priority, resource_type,
      potential_savings::text as potential_savings, to_char(completed_at, 'YYYY-MM-DD') as completed_on
    from recommendations
    where deleted_at is null and rule is not null and ($1::text is null or environment = $1)
    order by rule, environment, service, resource_id, currency, completed_at desc nulls first`,
};

/**
 * All other statements take the last day that counts and the environment, or null for all. `last`: of each service the newest
 * day with costs, unless that is long ago. Sums of days whose records are gone count nothing.
 */
const LAST = `newest as (select max(date) as day from cost_days where cost_count > 0 and date <= $1::date),
    last as (
      select d.environment, d.service, d.currency, max(d.date) as day from cost_days d, newest n
      where d.cost_count > 0 and d.date between n.day - ${LAG_DAYS} and $1::date and ($2::text is null or d.environment = $2)
      group by d.environment, d.service, d.currency
    )`;
const OPEN = `r.deleted_at is null and r.status in ('pending', 'in_progress')`;
const SAME_SERVICE = 'c.environment = r.environment and c.service = r.service and c.currency = r.currency';

const dayText = (sql: string): string => `to_char(${sql}, 'YYYY-MM-DD')`;
const cents = (sql: string): string => `round(${sql}, 2)`;
/** What so many days cost, as of a month. The divisor's digits decide how exact Postgres divides: far beyond cents. */
const monthly = (sql: string, days: number): string =>
  cents(`${sql} * ${MONTH_DAYS} / ${days}::numeric(30, 20)`);

/** A resource with a record, a cost above nothing, and no use on each of the days. */
const IDLE_RESOURCES = `with ${LAST}
  select '${SavingsRule.idle_resource}' as rule, c.environment, c.service, c.resource_id, c.currency,
    max(c.resource_name) as resource_name, max(c.resource_type) as resource_type,
    ${dayText(`l.day - ${IDLE.days - 1}`)} as first_day, ${dayText('l.day')} as last_day,
    ${cents('sum(c.cost)')}::text as cost, ${monthly('sum(c.cost)', IDLE.days)}::text as savings
  from costs c join last l using (environment, service, currency)
  where c.deleted_at is null and c.resource_id is not null
    and c.date > (select day from newest) - ${LAG_DAYS + IDLE.days} and c.date <= $1::date
    and c.date between l.day - ${IDLE.days - 1} and l.day
  group by c.environment, c.service, c.resource_id, c.currency, l.day
  having count(*) = ${IDLE.days} and bool_and(c.cost > 0 and coalesce(c.usage_amount, 0) = 0)
    and ${monthly('sum(c.cost)', IDLE.days)} >= ${IDLE.min_savings}
    and (count(c.usage_amount) > 0 or exists (
      select 1 from costs b
      where b.deleted_at is null and b.resource_id = c.resource_id and b.environment = c.environment
        and b.service = c.service and b.usage_amount is not null
        and b.date between l.day - ${IDLE.days - 1 + IDLE.known_within_days} and l.day - ${IDLE.days}))`;

const IS_GROWN = (cost: string, baseline: string): string =>
  `${cost} > ${baseline} * (1 + ${GROWTH.share}) and ${cost} - ${baseline} >= ${GROWTH.amount}`;

/**
 * A service whose last week cost so much more than the week before; while its recommendation is open, than the week before
 * that. Only where the environment has costs on all of these days, as else data are missing and nothing has grown.
 */
const GROWN_SERVICES = `with ${LAST},
    weeks as (
      select d.environment, d.service, d.currency, l.day,
        coalesce(sum(d.cost) filter (where d.date > l.day - ${GROWTH.days}), 0) as cost,
        coalesce(sum(d.cost) filter (where d.date <= l.day - ${GROWTH.days}), 0) as cost_before
      from cost_days d join last l using (environment, service, currency)
      where d.cost_count > 0 and d.date between l.day - ${2 * GROWTH.days - 1} and l.day
      group by d.environment, d.service, d.currency, l.day
    ),
    compared as (
      select w.*, coalesce(r.baseline, w.cost_before) as baseline,
        coalesce(r.baseline_end, w.day - ${GROWTH.days}) as baseline_end
      from weeks w left join recommendations r on r.rule = '${SavingsRule.cost_growth}' and ${OPEN}
        and r.environment = w.environment and r.service = w.service and r.currency = w.currency
    )
  select '${SavingsRule.cost_growth}' as rule, environment, service, null as resource_id, currency,
    ${dayText(`baseline_end - ${GROWTH.days - 1}`)} as first_day, ${dayText('day')} as last_day,
    ${cents('cost')}::text as cost, ${cents('baseline')}::text as baseline, baseline::text as exact_baseline,
    ${dayText('baseline_end')} as baseline_end, ${cents('cost - baseline')}::text as difference,
    round(100 * (cost - baseline) / nullif(baseline, 0), 1)::text as percentage,
    ${monthly('(cost - baseline)', GROWTH.days)}::text as savings
  from compared w
  where baseline >= 0 and ${IS_GROWN('cost', 'baseline')}
    and ${2 * GROWTH.days} = (
      select count(distinct d.date) from cost_days d
      where d.cost_count > 0 and d.environment = w.environment and d.currency = w.currency
        and d.date between w.day - ${2 * GROWTH.days - 1} and w.day)`;

/** FOCUS has a category for it; without one the names tell. */
const IS_STORAGE = `(lower(c.category) = 'storage' or c.category is null and concat_ws(' ', c.service, c.resource_type) ~*
    '\\m(s3|ebs|efs|fsx|glacier|storage|filestore|blobs?|disks?|volumes?|buckets?|snapshots?|backups?)\\M')`;

const weekOf = (day: string, age: number): string =>
  `sum(c.usage_amount) filter (where c.date between ${day} - ${7 * age + 6} and ${day} - ${7 * age})`;

/** Storage of which more was used in each of the weeks than in the one before, in the same unit. */
const GROWING_STORAGE = `with ${LAST},
    weeks as (
      select c.environment, c.service, c.resource_id, c.currency, l.day, max(c.resource_name) as resource_name,
        max(c.resource_type) as resource_type, min(c.usage_unit) as unit,
        ${Array.from({ length: STORAGE.weeks }, (_, age) => `${weekOf('l.day', age)} as w${age}`).join(', ')},
        sum(c.cost) filter (where c.date > l.day - 7) as cost
      from costs c join last l using (environment, service, currency)
      where c.deleted_at is null and ${IS_STORAGE}
        and c.date > (select day from newest) - ${LAG_DAYS + 7 * STORAGE.weeks} and c.date <= $1::date
        and c.date > l.day - ${7 * STORAGE.weeks} and c.date <= l.day
      group by c.environment, c.service, c.resource_id, c.currency, l.day
      having count(*) = ${7 * STORAGE.weeks} and count(c.usage_amount) = count(*)
        and count(distinct coalesce(c.usage_unit, '')) = 1
    )
  select '${SavingsRule.storage_growth}' as rule, environment, service, resource_id, currency, resource_name, resource_type,
    ${dayText(`day - ${7 * STORAGE.weeks - 1}`)} as first_day, ${dayText('day')} as last_day,
    ${cents('cost')}::text as cost, ${monthly('cost', 7)}::text as monthly_cost,
    array[${[3, 2, 1, 0].map((age) => `trim_scale(round(w${age}, 2))::text`).join(', ')}] as usage, unit, round(100 * (w0 - w3) / w3, 1)::text as percentage,
    ${monthly(`cost * ${STORAGE.saved_share}`, 7)}::text as savings
  from weeks
  where w3 > 0 and w2 > w3 and w1 > w2 and w0 > w1 and w0 >= w3 * (1 + ${STORAGE.share})
    and ${monthly(`cost * ${STORAGE.saved_share}`, 7)} >= ${STORAGE.min_savings}`;

/** What is known of the resource of an open recommendation: of it alone, or of the service as a whole. */
const factsOf = (facts: string, ofResource: string, days: number): string => `from recommendations r
    left join last l using (environment, service, currency)
    cross join lateral (select coalesce(l.day, (select day from newest)) as day) d
    cross join lateral (
      select ${facts}, count(*) filter (where c.cost > 0 and c.date > d.day - 7) as paid_days
      from costs c
      where c.deleted_at is null and ${SAME_SERVICE} and ${ofResource}
        and c.date > d.day - ${days} and c.date <= d.day
    ) f`;
const settled = (isFree: string): string =>
  `select r.id, r.rule, case when ${isFree} then 'free' else 'changed' end as why, ${dayText('d.day')} as last_day`;
const openOf = (rule: SavingsRule): string =>
  `where r.rule = '${rule}' and ${OPEN} and ($2::text is null or r.environment = $2) and d.day is not null`;

const USED_AGAIN = `with ${LAST} ${settled('f.paid_days = 0')}
  ${factsOf('bool_or(c.usage_amount <> 0) as is_used', 'c.resource_id = r.resource_id', IDLE.days)}
  ${openOf(SavingsRule.idle_resource)} and (f.is_used or f.paid_days = 0)`;

const SHRUNK = `with ${LAST} ${settled('f.days = 0')}
  from recommendations r
    left join last l using (environment, service, currency)
    cross join lateral (select coalesce(l.day, (select day from newest)) as day) d
    cross join lateral (
      select count(*) as days, coalesce(sum(c.cost), 0) as cost from cost_days c
      where c.cost_count > 0 and ${SAME_SERVICE} and c.date > d.day - ${GROWTH.days} and c.date <= d.day
    ) f
  ${openOf(SavingsRule.cost_growth)} and f.days in (0, ${GROWTH.days}) and not (${IS_GROWN('f.cost', 'r.baseline')})`;

const STEADY_STORAGE = `with ${LAST} ${settled('f.paid_days = 0')}
  ${factsOf(
    `count(c.usage_amount) as known_days, ${weekOf('d.day', 0)} as w0, ${weekOf('d.day', 1)} as w1`,
    'c.resource_id is not distinct from r.resource_id',
    14,
  )}
  ${openOf(SavingsRule.storage_growth)} and (f.paid_days = 0 or (f.known_days = 14 and f.w0 <= f.w1))`;

/** A rule: which costs it finds, and which open recommendations have lost their cause. */
export interface SavingsStatements {
  readonly found: Statement;
  readonly settled: Statement;
  /** Whether the current day, of which more costs may still come, is left out. */
  readonly ofWholeDays: boolean;
}

const statements = (
  rule: SavingsRule,
  found: string,
  gone: string,
  ofWholeDays: boolean,
): SavingsStatements => ({
  found: { name: `recommendations_${rule}`, text: found },
  settled: { name: `recommendations_${rule}_settled`, text: gone },
  ofWholeDays,
});

export const SAVINGS_STATEMENTS: readonly SavingsStatements[] = [
  statements(SavingsRule.idle_resource, IDLE_RESOURCES, USED_AGAIN, false),
  statements(SavingsRule.cost_growth, GROWN_SERVICES, SHRUNK, true),
  statements(SavingsRule.storage_growth, GROWING_STORAGE, STEADY_STORAGE, true),
];
