import { requestOf } from '../../core/fields';
import { Credit } from './credit.entity';

export class CreateCreditRequest extends requestOf(Credit, {
  required: ['provider', 'credit_type', 'amount', 'currency', 'start_date', 'expiry_date'],
  optional: ['remaining', 'description'],
}) {}

export class UpdateCreditRequest extends requestOf(Credit, {
  optional: [
    'provider',
    'credit_type',
    'amount',
    'currency',
    'remaining',
    'start_date',
    'expiry_date',
    'description',
  ],
}) {}
