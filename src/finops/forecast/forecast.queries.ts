import { Injectable } from '@nestjs/common';
import { Database, type Statement } from '../../core/database/database';
import { Params } from '../../core/database/wire';
import { type CostMetric, METRIC_COLUMNS } from '../costs';

export interface HistoryScope {
  /** The day that is not over yet, YYYY-MM-DD: only days before it count. */
  readonly today: string;
  /** Back from the newest day with costs. */
  readonly days: number;
  /** Null is all. */
  readonly service: string | null;
  readonly currency: string | null;
  readonly metric: CostMetric;
  /** A cost counts if its environment is each of these; none is all costs. */
  readonly environments: readonly string[];
}

/** Decimal text. Null: there were costs on this day, but none of the service. */
export interface HistoryDay {
  readonly day: string;
  readonly currency: string;
  readonly cost: string | null;
}

/** What each day with costs has cost, from the sums of days, the oldest first. */
export function historyStatement(scope: HistoryScope): Statement & { readonly values: unknown[] } {
  const params = new Params();
  const { service, currency, environments, metric } = scope;
  const { cost, count } = METRIC_COLUMNS[metric];
  const wanted = [
    `d.${count} > 0 and d.date < ${params.add(scope.today, 'date')}`,
    ...(currency === null ? [] : [`d.currency = ${params.add(currency, 'text')}`]),
    ...environments.map((environment) => `d.environment = ${params.add(environment, 'text')}`),
  ].join(' and ');
  const days = params.add(scope.days, 'int');
  const ofService = service === null ? '' : ` filter (where d.service = ${params.add(service, 'text')})`;
  const text = `
    select to_char(d.date, 'YYYY-MM-DD') as day, d.currency, sum(d.${cost})${ofService}::text as cost
    from cost_days d
    where ${wanted} and d.date > (select max(d.date) from cost_days d where ${wanted}) - ${days}
    group by d.date, d.currency order by d.date, d.currency`;
  const name = `forecast_${metric}${service === null ? '' : '_service'}${currency === null ? '' : '_currency'}${'_environment'.repeat(environments.length)}`;
  return { name, text, values: params.values };
}

@Injectable()
export class ForecastQueries {
  constructor(private readonly database: Database) {}

  history(scope: HistoryScope): Promise<HistoryDay[]> {
    const statement = historyStatement(scope);
    return this.database.query<HistoryDay>(statement, statement.values);
  }
}
