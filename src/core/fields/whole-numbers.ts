import { ValidateBy } from 'class-validator';
import { field } from './described';
import type { FieldOptions } from './field';

/** A list of different whole numbers within limits, kept as JSON. */
export function WholeNumbers(
  options: FieldOptions & { min: number; max: number; maxItems: number },
): PropertyDecorator {
  const { min, max, maxItems, ...rest } = options;
  const validate = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= maxItems &&
    new Set(value).size === value.length &&
    value.every((item) => Number.isInteger(item) && (item as number) >= min && (item as number) <= max);
  const wanted = `a list of 1 to ${maxItems} different whole numbers from ${min} to ${max}`;
  return field(
    'json',
    rest,
    { type: 'jsonb' },
    {
      type: 'array',
      ...{ minItems: 1, maxItems, uniqueItems: true },
      items: { type: 'integer', minimum: min, maximum: max },
    },
    [
      ValidateBy({
        name: 'isWholeNumbers',
        validator: { validate, defaultMessage: (about) => `${about?.property} must be ${wanted}` },
      }),
    ],
  );
}
