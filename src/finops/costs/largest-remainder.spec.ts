import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Random } from '../../seed/random';
import { addUp, centsOf, compareRounded, percentagesOf } from './largest-remainder';

const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_UP });
const sumOf = (amounts: readonly string[]): Decimal =>
  amounts.reduce((total, amount) => total.plus(amount), new Exact(0));

/** Amounts of either sign and of up to 12 decimals, some of them zero, some alike. */
function amountsOf(random: Random): string[] {
  return Array.from({ length: random.integer(0, 40) }, () => {
    const scale = random.integer(0, 12);
    const units = BigInt(random.integer(0, 2 ** 31)) * BigInt(random.integer(0, 1000));
    const digits = String(random.chance(0.1) ? 0 : units).padStart(scale + 1, '0');
    const text = scale > 0 ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
    return `${random.chance(0.25) ? '-' : ''}${text}`;
  });
}

const ROUNDS = 500;

describe('cents by the largest remainder', () => {
  it.each([
    [
      ['0.004', '0.004', '0.004'],
      ['0.01', '0.00', '0.00'],
    ],
    [
      ['33.333', '33.333', '33.334'],
      ['33.33', '33.33', '33.34'],
    ],
    [
      ['-0.004', '-0.004', '-0.004'],
      ['0.00', '0.00', '-0.01'],
    ],
    [
      ['10.006', '-0.006'],
      ['10.01', '-0.01'],
    ],
    [['0.005'], ['0.01']],
    [['-0.005'], ['-0.01']],
    [['7'], ['7.00']],
    [['90071992547409931.125'], ['90071992547409931.13']],
    [[], []],
  ])('of %j are %j', (amounts, wanted) => {
    expect(centsOf(amounts)).toEqual(wanted);
  });

  it('add up to the rounded exact sum, and none is a cent or more away from its amount', () => {
    const random = new Random('largest remainder: cents');
    for (let round = 0; round < ROUNDS; round += 1) {
      const amounts = amountsOf(random);
      const cents = centsOf(amounts);
      expect(sumOf(cents).toFixed(2)).toBe(sumOf(amounts).toFixed(2));
      expect(cents.filter((cent) => !/^-?\d+\.\d\d$/.test(cent) || cent === '-0.00')).toEqual([]);
      const far = cents.filter(
        (cent, place) => !new Exact(cent).minus(amounts[place]).abs().lessThan('0.01'),
      );
      expect(far).toEqual([]);
    }
  });

  it('leave alone what is a whole number of cents', () => {
    expect(centsOf(['1.10', '2.006', '-3.30', '0.00'])).toEqual(['1.10', '2.01', '-3.30', '0.00']);
  });

  it.each(['', '1e5', 'NaN', '.5', '1.', '+1', '1,5', ' 1'])('of %p are refused', (amount) => {
    expect(() => centsOf([amount])).toThrow(RangeError);
  });
});

describe('percentages by the largest remainder', () => {
  it.each([
    [
      ['1', '1', '1'],
      ['33.34', '33.33', '33.33'],
    ],
    [['0.0001'], ['100.00']],
    [
      ['150', '-50'],
      ['150.00', '-50.00'],
    ],
    [
      ['-1', '-3'],
      ['25.00', '75.00'],
    ],
    [
      ['5', '-5'],
      ['0.00', '0.00'],
    ],
    [
      ['0', '0.00'],
      ['0.00', '0.00'],
    ],
    [[], []],
  ])('of %j are %j', (amounts, wanted) => {
    expect(percentagesOf(amounts)).toEqual(wanted);
  });

  it('add up to exactly 100.00, and none is a hundredth or more away from the true share', () => {
    const random = new Random('largest remainder: percentages');
    for (let round = 0; round < ROUNDS; round += 1) {
      const amounts = amountsOf(random);
      const total = sumOf(amounts);
      const shares = percentagesOf(amounts);
      expect(sumOf(shares).toFixed(2)).toBe(total.isZero() ? '0.00' : '100.00');
      if (total.isZero()) continue;
      const far = shares.filter((share, place) => {
        const wanted = new Exact(amounts[place]).times(100).div(total);
        return !new Exact(share).minus(wanted).abs().lessThan('0.01');
      });
      expect(far).toEqual([]);
    }
  });
});

describe('shares of very many', () => {
  it('are rounded like those of few: a call does not take so many arguments', () => {
    const amounts = Array.from({ length: 150_000 }, () => '0.001');
    expect(addUp(centsOf(amounts))).toBe('150.00');
    expect(addUp(percentagesOf(amounts))).toBe('100.00');
  });
});

describe('what was rounded', () => {
  it('is ordered where floats see no difference', () => {
    const amounts = ['90071992547409.93', '-90071992547409.93', '90071992547409.92', '0.00', '-0.01'];
    expect(amounts.toSorted(compareRounded)).toEqual([
      ...['-90071992547409.93', '-0.01', '0.00', '90071992547409.92', '90071992547409.93'],
    ]);
  });
});
