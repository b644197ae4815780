import { requestOf } from '../../core/fields';
import { BudgetPlan } from './budget-plan.entity';

export class CreateBudgetRequest extends requestOf(BudgetPlan, {
  required: ['name', 'amount', 'currency'],
  optional: ['description', 'environment', 'service', 'thresholds'],
}) {}

export class UpdateBudgetRequest extends requestOf(BudgetPlan, {
  optional: ['name', 'description', 'environment', 'service', 'amount', 'currency', 'thresholds'],
}) {}
