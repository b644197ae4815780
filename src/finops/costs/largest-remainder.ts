/**
 * Rounding that adds up. Each part is rounded down, and what is missing from the rounded whole goes, one last digit each, to
 * the parts of which most was cut off (of equals to the first). Amounts are decimal texts as Postgres gives them, of any sign
 * and number of digits; nothing here is ever a float.
 */

const DIGITS = 2;
const UNIT = 10n ** BigInt(DIGITS);

/** Rounds each amount to cents so that together they are exactly their exact sum, rounded (half away from zero). */
export function centsOf(amounts: readonly string[]): string[] {
  const { values, scale } = aligned(amounts);
  const denominator = 10n ** BigInt(scale - DIGITS);
  return distribute(values, denominator, rounded(sum(values), denominator)).map(textOf);
}

/**
 * The share of each amount in their sum, in percent with two decimals: together exactly 100.00, and all 0.00 where the sum is
 * nothing. Where some amounts are negative, shares can be below 0 and above 100.
 */
export function percentagesOf(amounts: readonly string[]): string[] {
  const { values } = aligned(amounts);
  const total = sum(values);
  if (total === 0n) return values.map(() => textOf(0n));
  const whole = 100n * UNIT;
  const sign = total < 0n ? -1n : 1n;
  return distribute(
    values.map((value) => value * whole * sign),
    total * sign,
    whole,
  ).map(textOf);
}

/** The sum of what was rounded: texts with two decimals. */
export const addUp = (rounded: readonly string[]): string => textOf(sum(rounded.map(unitsOf)));

/** Orders what was rounded, the lower first, also where floats see no difference. */
export const compareRounded = (one: string, other: string): number =>
  Number(one) - Number(other) || Number(unitsOf(one) - unitsOf(other));

const unitsOf = (rounded: string): bigint => BigInt(rounded.replace('.', ''));

/** Whole numbers near numerator ÷ denominator, which add up to `whole`: their sum, rounded up or down. */
function distribute(numerators: readonly bigint[], denominator: bigint, whole: bigint): bigint[] {
  const shares = numerators.map((numerator, place) => {
    // BigInt cuts off towards zero; what is cut off here is never negative.
    const cut = ((numerator % denominator) + denominator) % denominator;
    return { place, cut, units: (numerator - cut) / denominator };
  });
  const missing = Number(whole - sum(shares.map(({ units }) => units)));
  const byCut = shares.toSorted((one, other) =>
    one.cut === other.cut ? one.place - other.place : one.cut > other.cut ? -1 : 1,
  );
  for (const share of byCut.slice(0, missing)) share.units += 1n;
  return shares.map(({ units }) => units);
}

const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The amounts as whole numbers of their finest digit, which is at least the cent. */
function aligned(amounts: readonly string[]): { values: bigint[]; scale: number } {
  const parts = amounts.map((amount) => {
    const [, sign, whole, fraction = ''] = AMOUNT.exec(amount) ?? [];
    if (whole === undefined) throw new RangeError(`${amount} is not an amount`);
    return { sign, whole, fraction };
  });
  // Not Math.max(...): there may be more of them than a call takes arguments.
  const scale = parts.reduce((most, { fraction }) => Math.max(most, fraction.length), DIGITS);
  const values = parts.map(({ sign, whole, fraction }) =>
    BigInt(`${sign}${whole}${fraction.padEnd(scale, '0')}`),
  );
  return { values, scale };
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** Half away from zero, as Postgres rounds. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const units = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -units : units;
}

function textOf(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(DIGITS + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`;
}
