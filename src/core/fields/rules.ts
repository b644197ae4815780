import { ValidateBy } from 'class-validator';
import { canonicalAddress } from './address-text';

/** Empty text is left to other rules. */
export const IsNotBlank = (): PropertyDecorator =>
  ValidateBy({
    name: 'isNotBlank',
    validator: {
      // What is empty, or no text, has broken another rule already.
      validate: (value: unknown) => typeof value !== 'string' || value === '' || /\S/.test(value),
      defaultMessage: (about) => `${about?.property} must not be blank`,
    },
  });

/** One address of a host: canonicalAddress knows it. */
export const IsAddress = (): PropertyDecorator =>
  ValidateBy({
    name: 'isAddress',
    validator: {
      validate: (value: unknown) => canonicalAddress(value) !== undefined,
      defaultMessage: (about) => `${about?.property} must be an IPv4 or IPv6 address without mask or zone`,
    },
  });

/** At most so many decimal places. Not IsNumber's own limit, which throws at 1e-7. */
export const HasDecimals = (scale: number): PropertyDecorator =>
  ValidateBy({
    name: 'hasDecimals',
    validator: {
      // What is no number has broken another rule already.
      validate: (value: unknown) => typeof value !== 'number' || Number(value.toFixed(scale)) === value,
      defaultMessage: (about) => `${about?.property} must not have more than ${scale} decimal places`,
    },
  });

/** A list of some of these values, each at most once. */
export const IsSomeOf = (list: readonly string[]): PropertyDecorator => {
  const faultOf = (value: unknown): string | null => {
    if (!Array.isArray(value)) return 'must be a list';
    const unknown = value.findIndex((item) => !list.includes(item as string));
    if (unknown >= 0) return `must not hold ${JSON.stringify(value[unknown])}: known are ${list.join(', ')}`;
    return new Set(value).size < value.length ? 'must not hold a value twice' : null;
  };
  return ValidateBy({
    name: 'isSomeOf',
    validator: {
      validate: (value: unknown) => faultOf(value) === null,
      defaultMessage: (about) => `${about?.property} ${faultOf(about?.value)}`,
    },
  });
};
