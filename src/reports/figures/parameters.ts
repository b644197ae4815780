import { InvalidRequest, type Violation } from '../../core/errors/domain-error';

/** Whether a value may be a parameter: null if so, else what completes "parameters.<name> …". */
export type ParameterRule = (value: unknown) => string | null;

export const choice =
  (values: Readonly<Record<string, string>>): ParameterRule =>
  (value) =>
    Object.values(values).includes(value as string)
      ? null
      : `must be one of ${Object.values(values).join(', ')}`;

export const text =
  (max = 100, pattern?: { readonly fits: RegExp; readonly wanted: string }): ParameterRule =>
  (value) => {
    if (typeof value !== 'string' || value.trim() === '') return 'must be a text that is not blank';
    if (value.length > max) return `must not be longer than ${max} characters`;
    return !pattern || pattern.fits.test(value) ? null : `must be ${pattern.wanted}`;
  };

export const whole =
  (min: number, max: number): ParameterRule =>
  (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? null
      : `must be a whole number from ${min} to ${max}`;

export const flag: ParameterRule = (value) => (typeof value === 'boolean' ? null : 'must be true or false');

/**
 * The parameters that are given, without those that are null. Throws InvalidRequest with everything that is wrong with them;
 * what has no rule is wrong too.
 */
export function checkedParameters(
  rules: Readonly<Record<string, ParameterRule>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const violations: Violation[] = [];
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = `parameters.${name}`;
    if (!Object.hasOwn(rules, name)) {
      const known = Object.keys(rules).join(', ');
      violations.push({
        field,
        message: `${field} is not a known parameter of this type; known are ${known}`,
      });
    } else if (value !== null) {
      const fault = rules[name](value);
      if (fault === null) checked[name] = value;
      else violations.push({ field, message: `${field} ${fault}` });
    }
  }
  if (violations.length > 0) throw new InvalidRequest(violations);
  return checked;
}
