import { Text } from './decorators';
import type { FieldOptions } from './field';

/** ISO 4217. */
export const CURRENCY = /^[A-Z]{3}$/;

/** In what an amount is counted. */
export const Currency = (options: FieldOptions = {}): PropertyDecorator =>
  Text({
    ...{ min: 3, max: 3, pattern: CURRENCY, patternMessage: 'must be an ISO 4217 code such as USD' },
    ...{ filter: true, example: 'USD', ...options },
  });
