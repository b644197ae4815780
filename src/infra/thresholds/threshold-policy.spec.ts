import { describe, expect, it } from '@jest/globals';
import { Operator } from './threshold.enums';
import { crosses } from './threshold-policy';

describe('a rule', () => {
  it.each<[Operator, below: boolean, at: boolean, above: boolean]>([
    ['>', false, false, true],
    ['<', true, false, false],
    ['>=', false, true, true],
    ['<=', true, true, false],
    ['==', false, true, false],
    ['!=', true, false, true],
  ])('with %s fires below, at and above its value: %p, %p, %p', (operator, ...expected) => {
    for (const limit of [90, 0, -3.5, 0.3, 1e300, -1e-300]) {
      // The nearest numbers there are.
      const [below, above] = [nextTo(limit, -1), nextTo(limit, 1)];
      expect([limit, ...[below, limit, above].map((value) => crosses(operator, value, limit))]).toEqual([
        limit,
        ...expected,
      ]);
    }
  });

  it.each(Object.values(Operator))('with %s fires at nothing that is no finite number', (operator) => {
    for (const value of [NaN, Infinity, -Infinity]) {
      expect([value, crosses(operator, value, 90)]).toEqual([value, false]);
      expect([value, crosses(operator, 90, value)]).toEqual([value, false]);
      expect([value, crosses(operator, value, value)]).toEqual([value, false]);
    }
  });

  it('takes no account of the sign of zero', () => {
    expect([crosses('==', -0, 0), crosses('!=', -0, 0), crosses('<', -0, 0)]).toEqual([true, false, false]);
  });

  it('compares as the numbers are, not as people write them', () => {
    expect(crosses('==', 0.1 + 0.2, 0.3)).toBe(false);
    expect(crosses('>', 0.1 + 0.2, 0.3)).toBe(true);
  });
});

/** The neighbour of a number among those of 64 bits. */
function nextTo(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const numbers = new Float64Array(bits.buffer);
  numbers[0] = value;
  bits[0] += BigInt(value > 0 ? direction : -direction);
  return numbers[0];
}
