import { Resource, Row } from '../../core/database/resource';
import { CreatedAt, Currency, Decimal, OneOf, Text, UpdatedAt, WholeNumbers } from '../../core/fields';
import { CostEnvironment } from '../costs';

/** What people set of a budget: how much may be spent in a calendar month, and on what. */
@Resource<BudgetPlan>({ name: 'budget', table: 'budgets', label: 'name' })
export class BudgetPlan extends Row {
  @Text({ max: 200, sort: true, search: 'A', example: 'Production databases' })
  name!: string;

  @Text({ nullable: true, max: 2_000, search: 'B', example: 'Agreed with the platform team for this year' })
  description!: string | null;

  @OneOf(CostEnvironment, {
    enumName: 'CostEnvironment',
    nullable: true,
    filter: true,
    sort: true,
    example: 'production',
    description: 'Null is all of them',
  })
  environment!: CostEnvironment | null;

  @Text({
    nullable: true,
    max: 200,
    filter: true,
    sort: true,
    example: 'RDS',
    description: 'Null is all of them',
  })
  service!: string | null;

  @Decimal({ min: 0.01, sort: true, example: 5_000, description: 'For a calendar month (UTC)' })
  amount!: number;

  @Currency({ sort: true, description: 'Only costs in it count' })
  currency!: string;

  @WholeNumbers({
    ...{ min: 1, max: 1_000, maxItems: 10, example: [50, 80, 100] },
    description: 'Percentages of the amount; reaching one is told, once a month',
  })
  thresholds!: number[];

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;
}
