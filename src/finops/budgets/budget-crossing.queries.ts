import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import type { CostEnvironment } from '../costs';
import { budgetFigures } from './budget-figures.queries';

/** A budget that has reached thresholds nobody has been told of. Amounts are decimal text, days are YYYY-MM-DD. */
export interface BudgetCrossing {
  readonly id: string;
  readonly name: string;
  readonly environment: CostEnvironment | null;
  readonly service: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly month: string;
  readonly month_to_date: string;
  readonly projected_end_of_month: string;
  readonly percentage: string;
  /** Percentages, ascending; at least one. */
  readonly thresholds: readonly number[];
}

/** The insert is the claim: of several instances one gets the row, and the others wait for it and then find it taken. */
const CLAIM = {
  name: 'budget_crossings_claim',
  text: `with budget as materialized (select * from ${budgetFigures('$1')} f
      where deleted_at is null and ($2::timestamptz is null or created_at < $2)),
    claimed as (
      insert into budget_crossings (budget_id, month, threshold)
      select b.id, b.month, t.threshold::integer from budget b, jsonb_array_elements_text(b.thresholds) t(threshold)
      where 100 * b.month_to_date >= t.threshold::integer * b.amount
      order by b.id, t.threshold::integer
      on conflict do nothing returning budget_id, threshold
    )
    select b.id, b.name, b.environment, b.service, b.amount::text, b.currency, b.month::text, b.month_to_date::text,
      b.projected_end_of_month::text, b.percentage::text, c.thresholds
    from budget b
    join (select budget_id, array_agg(threshold order by threshold) as thresholds from claimed group by budget_id) c
      on c.budget_id = b.id
    order by b.id`,
};
/** As if told. */
const PASS_OVER = {
  name: 'budget_crossings_pass_over',
  text: `insert into budget_crossings (budget_id, month, threshold)
    select b.id, b.month, t.threshold::integer
    from ${budgetFigures('$1')} b, jsonb_array_elements_text(b.thresholds) t(threshold)
    where b.id = $2 and 100 * b.month_to_date >= t.threshold::integer * b.amount
    on conflict do nothing`,
};
const FORGET = {
  name: 'budget_crossings_forget',
  text: `delete from budget_crossings c using ${budgetFigures('$1')} b
    where c.budget_id = $2 and b.id = c.budget_id and b.month = c.month
      and 100 * b.month_to_date < c.threshold * b.amount`,
};

@Injectable()
export class BudgetCrossingQueries {
  constructor(private readonly database: Database) {}

  /**
   * What nobody has been told of yet in the day's month, and is by the open transaction.
   *
   * @param setBefore leaves out budgets that were set later
   */
  claim(day: string, setBefore: Date | null): Promise<BudgetCrossing[]> {
    return this.database.query<BudgetCrossing>(CLAIM, [day, setBefore]);
  }

  /** Has nobody told of what a budget, since it was changed, has reached in the day's month. */
  async passOver(day: string, id: string): Promise<void> {
    await this.database.query(PASS_OVER, [day, id]);
  }

  /** Has thresholds told of again that a budget, since it was changed, has not reached any more. */
  async forget(day: string, id: string): Promise<void> {
    await this.database.query(FORGET, [day, id]);
  }
}
