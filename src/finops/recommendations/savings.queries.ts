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

/** What findings are held against: of each cause the one that is open, else the one closed last. */
export const KNOWN: Statement = {
  name: 'recommendations_known',
  text: `select distinct on (rule, environment, service, resource_id, currency)
      id, rule, environment, service, resource_id, currency, status, type, title, description, priority, resource_type,
      potential_savings::text as potential_savings,
      to_char(coalesce(completed_at, dismissed_at), 'YYYY-MM-DD') as closed_on
    from recommendations
    where deleted_at is null and rule is not null and ($1::text is null or environment = $1)
    order by rule, environment, service, resource_id, currency, status in ('pending', 'in_progress') desc,
      coalesce(completed_at, dismissed_at) desc nulls first`,
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

/** Whether it was used, or null where that is not said. The amount is not known of charges in several units. */
const WAS_USED = 'coalesce(c.usage_amount <> 0, c.is_used)';

/** A resource with a record, a cost above nothing, and no use on each of the days, whichever bills they are on. */
const IDLE_RESOURCES = `with ${LAST},
    days as (
      select c.environment, c.service, c.resource_id, c.currency, l.day, c.date, sum(c.cost) as cost,
        max(c.resource_name) as resource_name, max(c.resource_type) as resource_type, bool_or(${WAS_USED}) as is_used
      from costs c join last l using (environment, service, currency)
      where c.deleted_at is null and c.resource_id is not null
        and c.date > (select day from newest) - ${LAG_DAYS + IDLE.days} and c.date <= $1::date
        and c.date between l.day - ${IDLE.days - 1} and l.day
      group by c.environment, c.service, c.resource_id, c.currency, l.day, c.date
    )
  select '${SavingsRule.idle_resource}' as rule, c.environment, c.service, c.resource_id, c.currency,
    max(c.resource_name) as resource_name, max(c.resource_type) as resource_type,
    ${dayText(`c.day - ${IDLE.days - 1}`)} as first_day, ${dayText('c.day')} as last_day,
    ${cents('sum(c.cost)')}::text as cost, ${monthly('sum(c.cost)', IDLE.days)}::text as savings
  from days c
  group by c.environment, c.service, c.resource_id, c.currency, c.day
  having count(*) = ${IDLE.days} and bool_and(c.cost > 0 and c.is_used is not true)
    and ${monthly('sum(c.cost)', IDLE.days)} >= ${IDLE.min_savings}
    and (count(c.is_used) > 0 or exists (
      select 1 from costs b
      where b.deleted_at is null and b.resource_id = c.resource_id and b.environment = c.environment
        and b.service = c.service and (b.usage_amount is not null or b.is_used is not null)
        and b.date between c.day - ${IDLE.days - 1 + IDLE.known_within_days} and c.day - ${IDLE.days}))`;

const IS_GROWN = (cost: string, baseline: string): string =>
  `${cost} > ${baseline} * (1 + ${GROWTH.share}) and ${cost} - ${baseline} >= ${GROWTH.amount}`;

/** What services cost on each of the newest days, without what was bought once. */
const USUAL = `usual as materialized (
      select c.environment, c.service, c.currency, c.date, sum(c.cost) as cost
      from costs c
      where c.deleted_at is null and (c.charge_category is null or c.charge_category not in ('purchase', 'tax', 'adjustment'))
        and c.date > (select day from newest) - ${2 * LAG_DAYS + 2 * GROWTH.days} and c.date <= $1::date
        and ($2::text is null or c.environment = $2)
      group by c.environment, c.service, c.currency, c.date
    )`;

/**
 * A service whose last week cost so much more than the week before; while its recommendation is open, than the week before
 * that. Only where the environment has costs on all of these days, as else data are missing and nothing has grown, and not of
 * a few days, which need not be those of every week. Nobody can save more than a month has cost.
 */
const GROWN_SERVICES = `with ${LAST}, ${USUAL},
    weeks as (
      select d.environment, d.service, d.currency, l.day,
        count(*) filter (where d.date > l.day - ${GROWTH.days} and d.cost <> 0) as days,
        coalesce(sum(d.cost) filter (where d.date > l.day - ${GROWTH.days}), 0) as cost,
        coalesce(sum(d.cost) filter (where d.date <= l.day - ${GROWTH.days}), 0) as cost_before
      from usual d join last l using (environment, service, currency)
      where d.date between l.day - ${2 * GROWTH.days - 1} and l.day
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
    month_cost::text, ${monthly('(cost - baseline)', GROWTH.days)}::text as reckoned_savings,
    least(${monthly('(cost - baseline)', GROWTH.days)}, month_cost)::text as savings
  from compared w cross join lateral (
    select greatest(${cents('coalesce(sum(d.cost), 0)')}, 0.00) as month_cost from cost_days d
    where d.cost_count > 0 and d.environment = w.environment and d.service = w.service and d.currency = w.currency
      and d.date between w.day - ${MONTH_DAYS - 1} and w.day
  ) m
  where baseline >= 0 and ${IS_GROWN('cost', 'baseline')} and days >= ${GROWTH.min_days}
    and ${2 * GROWTH.days} = (
      select count(distinct d.date) from cost_days d
      where d.cost_count > 0 and d.environment = w.environment and d.currency = w.currency
        and d.date between w.day - ${2 * GROWTH.days - 1} and w.day)`;

/** FOCUS has a category for it; without one the names tell. */
const IS_STORAGE = `(lower(c.category) = 'storage' or c.category is null and concat_ws(' ', c.service, c.resource_type) ~*
    '\\m(s3|ebs|efs|fsx|glacier|storage|filestore|blobs?|disks?|volumes?|buckets?|snapshots?|backups?)\\M')`;

const weekOf = (day: string, age: number): string =>
  `sum(c.usage_amount) filter (where c.date between ${day} - ${7 * age + 6} and ${day} - ${7 * age})`;

/** Whether something was used of which the amount is not known. */
const IS_VAGUE = 'coalesce(bool_or(c.is_used and c.usage_amount is null), false)';

/** Storage of which more was used in each of the weeks than in the one before, in the same unit. */
const GROWING_STORAGE = `with ${LAST},
    weeks as (
      select c.environment, c.service, c.resource_id, c.currency, l.day, max(c.resource_name) as resource_name,
        max(c.resource_type) as resource_type, min(c.usage_unit) filter (where c.usage_amount is not null) as unit,
        ${Array.from({ length: STORAGE.weeks }, (_, age) => `${weekOf('l.day', age)} as w${age}`).join(', ')},
        sum(c.cost) filter (where c.date > l.day - 7) as cost
      from costs c join last l using (environment, service, currency)
      where c.deleted_at is null and ${IS_STORAGE}
        and c.date > (select day from newest) - ${LAG_DAYS + 7 * STORAGE.weeks} and c.date <= $1::date
        and c.date > l.day - ${7 * STORAGE.weeks} and c.date <= l.day
      group by c.environment, c.service, c.resource_id, c.currency, l.day
      having count(distinct c.date) filter (where c.usage_amount is not null) = ${7 * STORAGE.weeks} and not ${IS_VAGUE}
        and count(distinct coalesce(c.usage_unit, '')) filter (where c.usage_amount is not null) = 1
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
  ${factsOf(`bool_or(${WAS_USED}) as is_used`, 'c.resource_id = r.resource_id', IDLE.days)}
  ${openOf(SavingsRule.idle_resource)} and (f.is_used or f.paid_days = 0)`;

const weekTo = (day: string): string => `cross join lateral (
      select count(*) as days, coalesce(sum(c.cost), 0) as cost from usual c
      where ${SAME_SERVICE} and c.date > ${day} - ${GROWTH.days} and c.date <= ${day}
    )`;

/**
 * Of the newest days costs may still come: neither the last week nor the last one that is old enough may be grown, and that
 * one must have begun when the growth was there already.
 */
const SETTLED_DAY = `least(d.day, $1::date + 1 - ${LAG_DAYS})`;
const SHRUNK = `with ${LAST}, ${USUAL} ${settled('f.days = 0')}
  from recommendations r
    left join last l using (environment, service, currency)
    cross join lateral (select coalesce(l.day, (select day from newest)) as day) d
    ${weekTo('d.day')} f
    ${weekTo(SETTLED_DAY)} a
  ${openOf(SavingsRule.cost_growth)} and (f.days = 0 or f.days = ${GROWTH.days} and a.days = ${GROWTH.days}
    and ${SETTLED_DAY} >= r.baseline_end + ${GROWTH.days}
    and not (${IS_GROWN('f.cost', 'r.baseline')}) and not (${IS_GROWN('a.cost', 'r.baseline')}))`;

const STEADY_STORAGE = `with ${LAST} ${settled('f.paid_days = 0')}
  ${factsOf(
    `count(distinct c.date) filter (where c.usage_amount is not null) as known_days, ${IS_VAGUE} as is_vague, ${weekOf('d.day', 0)} as w0, ${weekOf('d.day', 1)} as w1`,
    'c.resource_id is not distinct from r.resource_id',
    14,
  )}
  ${openOf(SavingsRule.storage_growth)} and (f.paid_days = 0 or (f.known_days = 14 and not f.is_vague and f.w0 <= f.w1))`;

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
