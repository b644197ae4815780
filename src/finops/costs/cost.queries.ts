import type { Statement } from '../../core/database/database';
import { Params } from '../../core/database/wire';
import { conditionSql } from '../../core/lists/list-statements';
import type { Condition } from '../../core/lists/list-query';
import type { CostGrouping, CostMetric } from './cost.enums';

const KEY = ['date', 'environment', 'service', 'resource_id', 'source'];
const OTHERS = [
  ...['resource_name', 'resource_type', 'category', 'charge_category', 'cost', 'billed_cost', 'list_cost'],
  ...['contracted_cost', 'currency', 'usage_amount', 'usage_unit', 'provider', 'region', 'account_id'],
  ...['tags', 'import_id', 'is_used'],
];
/** What a record of costs consists of, in the order in which statements name it. */
export const COST_COLUMNS = [...KEY, ...OTHERS];

const NUMBERS = ['cost', 'billed_cost', 'list_cost', 'contracted_cost', 'usage_amount'];
const typeOf = (column: string): string =>
  ({ date: 'date', tags: 'jsonb', import_id: 'uuid', is_used: 'boolean' })[column] ??
  (NUMBERS.includes(column) ? 'numeric' : 'text');

/**
 * Stores the records of a source, which is SQL that may stand after `from` and has all COST_COLUMNS. What is there by the
 * same key is replaced, what is the same already is left as it is. The source must not hold a key twice, and the days must
 * have been locked: LOCK_COST_DAYS.
 */
export const storeCosts = (source: string): string => `insert into costs as c (${COST_COLUMNS.join(', ')})
    select ${COST_COLUMNS.join(', ')} from ${source} order by ${KEY.join(', ')}
    on conflict (${KEY.join(', ')}) where deleted_at is null do update set
      ${OTHERS.map((column) => `${column} = excluded.${column}`).join(', ')}
    where (${OTHERS.map((column) => `c.${column}`).join(', ')})
      is distinct from (${OTHERS.map((column) => `excluded.${column}`).join(', ')})`;

/** Takes the days for the open transaction: to be done before costs of them are written, and once for all of them. */
export const LOCK_COST_DAYS: Statement = {
  name: 'costs_lock_days',
  text: 'select lock_cost_days($1::date[])',
};

/** The same for requests, which wait no longer than 5 seconds: they hold a connection meanwhile. */
export const TAKE_COST_DAYS: Statement = {
  name: 'costs_take_days',
  text: `select set_config('lock_timeout', '5s', true), lock_cost_days($1::date[])`,
};

/** Whether there is a cost that one of this day, environment, service, resource and source would stand in the way of. */
export const IS_TAKEN: Statement = {
  name: 'costs_is_taken',
  // Costs from several bills stand side by side; one that was sent by itself stands for all of them.
  text: `select 1 from costs c where c.deleted_at is null and c.date = $1::date and c.environment = $2 and c.service = $3
      and coalesce(c.resource_id, '') = coalesce($4::text, '')
      and (c.source is not distinct from $5::text or c.source is null or $5::text is null) limit 1`,
};

/**
 * All records at once, as one JSON text. What imports brought under the same day, environment, service and resource makes
 * way, whichever bills it came from.
 */
export const STORE: Statement = {
  name: 'costs_store',
  text: `with sent as materialized (
      select * from json_to_recordset($1::json) as p(${COST_COLUMNS.map((column) => `${column} ${typeOf(column)}`).join(', ')})
    ), superseded as (
      delete from costs c using sent s where c.deleted_at is null and c.source is not null and c.date = s.date
        and c.environment = s.environment and c.service = s.service
        and coalesce(c.resource_id, '') = coalesce(s.resource_id, '')
    )
    ${storeCosts('sent')}`,
};

/** The sum of the records of a key. The sum is decimal text, exact. */
export interface CostSum {
  readonly key: string;
  readonly currency: string;
  readonly sum: string;
  readonly record_count: number;
}

/** The columns that hold a kind of cost: of a record, and of the sums of a day with the number of records in them. */
export const METRIC_COLUMNS: Readonly<Record<CostMetric, { readonly cost: string; readonly count: string }>> =
  {
    effective: { cost: 'cost', count: 'cost_count' },
    billed: { cost: 'billed_cost', count: 'billed_count' },
    list: { cost: 'list_cost', count: 'list_count' },
    contracted: { cost: 'contracted_cost', count: 'contracted_count' },
  };

/** By what the sums of days can be narrowed; for all else the records themselves must be read. */
const SUMMED_BY = new Set(['date', 'environment', 'service', 'currency']);

/** Sums by key and currency, of the records that have this kind of cost. */
export function sumStatement(
  grouping: CostGrouping,
  metric: CostMetric,
  conditions: readonly Condition[],
  environment: string | null,
): Statement & { readonly values: unknown[] } {
  const params = new Params();
  const { cost, count } = METRIC_COLUMNS[metric];
  const isSummed = conditions.every(({ field }) => SUMMED_BY.has(field.name));
  const where = [
    isSummed ? `r.${count} <> 0` : `r.deleted_at is null and r.${cost} is not null`,
    ...(environment === null ? [] : [`r.environment = ${params.add(environment, 'text')}`]),
    ...conditions.map((condition) => conditionSql(condition, params)),
  ];
  const key = grouping === 'date' ? `to_char(r.date, 'YYYY-MM-DD')` : `r.${grouping}`;
  const text = `select ${key} as key, r.currency, sum(r.${cost})::text as sum,
      ${isSummed ? `sum(r.${count})` : 'count(*)'}::float8 as record_count
    from ${isSummed ? 'cost_days' : 'costs'} r where ${where.join(' and ')} group by r.${grouping}, r.currency`;
  return { text, values: params.values };
}
