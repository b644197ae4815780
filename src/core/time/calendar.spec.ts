import { describe, expect, it } from '@jest/globals';
import { dayNumberOf, dayOf, daysAfter, daysBetween, midnightOf, mondayOf } from './calendar';

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

  it.each([
    ['2026-11-23T00:00:00.000Z', '2026-11-23', '2026-11-23'],
    ['2026-11-29T23:59:59.999Z', '2026-11-29', '2026-11-23'],
    ['2027-01-02T12:00:00.000Z', '2027-01-02', '2026-12-28'],
    ['1970-01-01T00:00:00.000Z', '1970-01-01', '1969-12-29'],
    ['1969-12-31T23:00:00.000Z', '1969-12-31', '1969-12-29'],
  ])('%s is of the day %s and of the week from %s', (at, day, monday) => {
    const moment = new Date(at);
    expect(midnightOf(moment)).toEqual(new Date(`${day}T00:00:00Z`));
    expect(mondayOf(moment)).toEqual(new Date(`${monday}T00:00:00Z`));
    expect(dayNumberOf(moment)).toBe(daysBetween('1970-01-01', day));
  });
});
