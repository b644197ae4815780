import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import { Params } from '../../core/database/wire';
import { type CostMetric, METRIC_COLUMNS } from '../../finops/costs';
import type { Days } from '../../finops/summary';

export interface CostDaysScope {
  readonly days: Days;
  readonly metric: CostMetric;
  readonly currency: string;
  /** A cost counts if its environment is each of these; none is all costs. */
  readonly environments: readonly string[];
}

export interface DayCost {
  readonly day: string;
  readonly cost: number;
}

/** Amounts are exact to the cent, as they are kept. */
export interface CreditRow {
  readonly provider: string;
  readonly description: string | null;
  readonly status: string;
  readonly amount: number;
  readonly remaining: number;
  readonly currency: string;
  readonly expiry_date: string;
  readonly burn_rate: number | null;
  readonly projected_exhaustion_date: string | null;
}

/** What the summary of costs does not say: the cost of each day, and what is left of credits. */
@Injectable()
export class CostFigureQueries {
  constructor(private readonly database: Database) {}

  /** Days without costs are left out. */
  byDay({ days, metric, currency, environments }: CostDaysScope): Promise<DayCost[]> {
    const { cost, count } = METRIC_COLUMNS[metric];
    const params = new Params();
    const where = [
      `r.date between ${params.add(days.start, 'date')} and ${params.add(days.end, 'date')}`,
      `r.${count} <> 0 and r.currency = ${params.add(currency, 'text')}`,
      ...environments.map((environment) => `r.environment = ${params.add(environment, 'text')}`),
    ].join(' and ');
    const text = `select to_char(r.date, 'YYYY-MM-DD') as day, round(sum(r.${cost}), 2)::float8 as cost
      from cost_days r where ${where} group by r.date order by r.date`;
    return this.database.query<DayCost>({ text }, params.values);
  }

  /** Credits that still pay first, the next to expire first among them; what follows from the day is of this one. */
  async credits(today: string, limit: number): Promise<{ rows: CreditRow[]; all: number }> {
    const text = `
      select c.provider, c.description, c.amount::float8 as amount, c.remaining::float8 as remaining, c.currency,
        to_char(c.expiry_date, 'YYYY-MM-DD') as expiry_date, c.burn_rate::float8 as burn_rate,
        to_char(c.projected_exhaustion_date, 'YYYY-MM-DD') as projected_exhaustion_date,
        case when c.remaining = 0 then 'exhausted' when c.expiry_date < $1::date then 'expired' else 'active' end as status
      from credits c where c.deleted_at is null
      order by (c.remaining > 0 and c.expiry_date >= $1::date) desc, c.expiry_date, c.id limit $2`;
    const rows = await this.database.query<CreditRow>({ text }, [today, limit]);
    const [{ all }] = await this.database.query<{ all: number }>(
      { text: 'select count(*)::int as all from credits c where c.deleted_at is null' },
      [],
    );
    return { rows, all };
  }
}
