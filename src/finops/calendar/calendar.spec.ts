import { describe, expect, it } from '@jest/globals';
import { dayOf, daysAfter, daysBetween } from './calendar';

describe('calendar days', () => {
  it('are those of UTC', () => {
    expect(dayOf(new Date('2026-06-30T23:59:59.999Z'))).toBe('2026-06-30');
    expect(dayOf(new Date('2026-07-01T01:00:00+02:00'))).toBe('2026-06-30');
  });

  it.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2028-03-01', -1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-01-01', 365, '2027-01-01'],
  ])('%s and %i days are %s, and back', (from, days, to) => {
    expect(daysAfter(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
    expect(daysBetween(to, from)).toBe(-days);
  });
});
