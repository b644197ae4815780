/** Gives what is wrong with a value, or null when it is as it should be. */
export type Check = (value: unknown) => string | null;

/** The fields of an object: exactly these, in any order. */
export type Shape = Readonly<Record<string, Check>>;

const check =
  (holds: (value: unknown) => boolean, wanted: string): Check =>
  (value) =>
    holds(value) ? null : `is ${JSON.stringify(value)}, not ${wanted}`;

const matching = (pattern: RegExp, wanted: string): Check =>
  check((value) => typeof value === 'string' && pattern.test(value), wanted);

export const text = check((value) => typeof value === 'string', 'a string');
export const flag = check((value) => typeof value === 'boolean', 'a boolean');
export const whole = check((value) => Number.isInteger(value), 'a whole number');
/** Money, to the cent. */
export const amount = check(
  (value) => typeof value === 'number' && Number(value.toFixed(2)) === value,
  'a number with two decimals',
);
/** To the millisecond. */
export const seconds = check(
  (value) => typeof value === 'number' && value >= 0 && Number(value.toFixed(3)) === value,
  'seconds with three decimals',
);
export const texts = check(
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  'a list of strings',
);
export const record = check(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'an object',
);
export const anything = check((value) => value !== undefined, 'anything');
export const uuid = matching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  'a UUID of version 4',
);
export const timestamp = matching(
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  'an ISO 8601 timestamp in UTC with milliseconds',
);
export const day = matching(/^\d{4}-\d{2}-\d{2}$/, 'a day YYYY-MM-DD');
export const like = (pattern: RegExp): Check => matching(pattern, String(pattern));
export const oneOf = (...values: string[]): Check =>
  check((value) => values.includes(value as string), `one of ${values.join(', ')}`);

export const orNull =
  (inner: Check): Check =>
  (value) =>
    value === null ? null : inner(value);

export const object =
  (shape: Shape): Check =>
  (value) =>
    faultsOf(value, shape).join('; ') || null;

export const listOf =
  (inner: Check): Check =>
  (value) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => (inner(item) ? [`[${index}] ${inner(item)}`] : [])).join('; ') || null
      : 'is not a list';

/** What is missing, too much, or of the wrong type. */
export function faultsOf(value: unknown, shape: Shape): string[] {
  if (record(value)) return ['is not an object'];
  const fields = value as Record<string, unknown>;
  return [
    ...Object.keys(shape)
      .filter((name) => !Object.hasOwn(fields, name))
      .map((name) => `${name} is missing`),
    ...Object.keys(fields)
      .filter((name) => !Object.hasOwn(shape, name))
      .map((name) => `${name} is too much`),
    ...Object.entries(shape).flatMap(([name, inner]) => {
      const fault = Object.hasOwn(fields, name) ? inner(fields[name]) : null;
      return fault ? [`${name} ${fault}`] : [];
    }),
  ];
}
