import { Injectable } from '@nestjs/common';
import { Database, type Statement } from '../../core/database/database';
import { Params } from '../../core/database/wire';
import { type CostMetric, METRIC_COLUMNS } from '../costs';
import type { Comparison, Days } from './period';

export interface SummaryScope {
  readonly days: Days;
  readonly comparison: Comparison;
  readonly metric: CostMetric;
  /** Null is all. */
  readonly currency: string | null;
  /** A cost counts if its environment is each of these; none is all costs. */
  readonly environments: readonly string[];
}

/** Sums of a currency as a whole, of an environment, or of a service: the other two are null. Decimal text, exact. */
export interface SummaryRow {
  readonly currency: string;
  readonly environment: string | null;
  readonly service: string | null;
  readonly cost: string;
  readonly record_count: number;
  /** In cents, of the days that are compared. */
  readonly previous: string;
  readonly change: string;
  readonly change_percentage: string | null;
}

/** Everything that a summary says, from the sums of days. */
export function summaryStatement({
  days,
  comparison: { current, previous },
  metric,
  currency,
  environments,
}: SummaryScope): Statement & { readonly values: unknown[] } {
  const { cost, count } = METRIC_COLUMNS[metric];
  const params = new Params();
  const day = (text: string): string => params.add(text, 'date');
  const [start, end, until] = [day(days.start), day(days.end), day(current.end)];
  const before = `r.date between ${day(previous.start)} and ${day(previous.end)}`;
  const during = `r.date between ${start} and ${end}`;
  const wanted = [
    ...(currency === null ? [] : [` and r.currency = ${params.add(currency, 'text')}`]),
    ...environments.map((environment) => ` and r.environment = ${params.add(environment, 'text')}`),
  ].join('');
  const sumOf = (condition: string): string => `coalesce(sum(r.${cost}) filter (where ${condition}), 0)`;
  const text = `
    select s.currency, s.environment, s.service, s.cost::text, s.record_count, s.previous::text,
      (s.compared - s.previous)::text as change,
      round(100 * (s.compared - s.previous) / abs(nullif(s.previous, 0)), 2)::text as change_percentage
    from (
      select r.currency, r.environment, r.service, ${sumOf(during)} as cost,
        coalesce(sum(r.${count}) filter (where ${during}), 0)::float8 as record_count,
        round(${sumOf(before)}, 2) as previous, round(${sumOf(`r.date between ${start} and ${until}`)}, 2) as compared
      from cost_days r
      where (${during} or ${before}) and r.${count} <> 0${wanted}
      group by grouping sets ((r.currency), (r.currency, r.environment), (r.currency, r.service))
    ) s`;
  const name = `cost_summary_${metric}${currency === null ? '' : '_currency'}${'_environment'.repeat(environments.length)}`;
  return { name, text, values: params.values };
}

@Injectable()
export class SummaryQueries {
  constructor(private readonly database: Database) {}

  rows(scope: SummaryScope): Promise<SummaryRow[]> {
    const statement = summaryStatement(scope);
    return this.database.query<SummaryRow>(statement, statement.values);
  }
}
