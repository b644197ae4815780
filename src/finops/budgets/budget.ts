import { Day, Decimal, OneOf, TextList } from '../../core/fields';
import { BudgetPlan } from './budget-plan.entity';
import { BudgetStatus } from './budget.enums';

/** Of what is computed at reading nothing is limited. */
const ANY = { min: -1e15, max: 1e15 };

/** A budget as it leaves: the plan, and how the current month goes. What is added here is computed from the costs. */
export class Budget extends BudgetPlan {
  @Day({
    example: '2026-11-01',
    description: 'First day of the current month (UTC), which the figures are of',
  })
  month!: string;

  @Decimal({
    ...ANY,
    sort: true,
    example: 3_120.4,
    description: 'Costs from that day up to and including today',
  })
  month_to_date!: number;

  @Decimal({
    ...ANY,
    sort: true,
    example: 4_890.55,
    description:
      'month_to_date, plus for each day of the month after today the mean of the last 7 days before today. Days before the first cost of those 7 do not count towards the mean, later ones without costs do',
  })
  projected_end_of_month!: number;

  @Decimal({ ...ANY, sort: true, example: 62.41, description: 'month_to_date of amount' })
  percentage!: number;

  @OneOf(BudgetStatus, {
    enumName: 'BudgetStatus',
    filter: true,
    sort: true,
    description:
      'exceeded: month_to_date is more than the amount; at_risk: projected_end_of_month is; on_track: neither',
  })
  status!: BudgetStatus;

  @TextList({
    example: [],
    description: 'Currencies of costs of the month that the budget would be about, but which do not count',
  })
  other_currencies!: string[];
}
