import { requestOf } from '../../core/fields';
import { Cost } from './cost.entity';

/** One record of a batch. What is left out is empty, also where the record takes the place of one that had it. */
export class CreateCostRequest extends requestOf(Cost, {
  required: ['date', 'environment', 'service', 'cost', 'currency'],
  optional: [
    ...(['resource_id', 'resource_name', 'resource_type', 'category', 'charge_category'] as const),
    ...(['billed_cost', 'list_cost', 'contracted_cost', 'usage_amount', 'usage_unit'] as const),
    ...(['provider', 'region', 'account_id', 'tags'] as const),
  ],
}) {}

/** Corrects where a cost arose. */
export class UpdateCostRequest extends requestOf(Cost, { required: ['environment'] }) {}
