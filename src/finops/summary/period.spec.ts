import { describe, expect, it } from '@jest/globals';
import { daysAfter, daysBetween } from '../../core/time/calendar';
import { comparisonOf, type Days, type Period, periodOf } from './period';

const lengthOf = ({ start, end }: Days): number => daysBetween(start, end) + 1;

describe('the period of a day', () => {
  it.each<[Period, string, string, string]>([
    ['daily', '2024-02-29', '2024-02-29', '2024-02-29'],
    ['weekly', '2024-02-29', '2024-02-26', '2024-03-03'],
    ['weekly', '2026-11-02', '2026-11-02', '2026-11-08'],
    ['weekly', '2026-11-08', '2026-11-02', '2026-11-08'],
    ['weekly', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['monthly', '2024-02-10', '2024-02-01', '2024-02-29'],
    ['monthly', '2023-02-28', '2023-02-01', '2023-02-28'],
    ['monthly', '2100-02-01', '2100-02-01', '2100-02-28'],
    ['monthly', '2000-02-29', '2000-02-01', '2000-02-29'],
    ['monthly', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['monthly', '2026-04-30', '2026-04-01', '2026-04-30'],
  ])('%s %s is %s to %s', (period, day, start, end) => {
    expect(periodOf(period, day)).toEqual({ start, end });
  });
});

describe('what a period is compared with', () => {
  const compare = (period: Period, day: string, today: string): string => {
    const { current, previous } = comparisonOf(period, periodOf(period, day), today);
    return `${current.start}..${current.end} with ${previous.start}..${previous.end}`;
  };
  const LATER = '2030-01-01';

  it.each<[Period, string, string, string]>([
    ['daily', '2024-03-01', LATER, '2024-03-01..2024-03-01 with 2024-02-29..2024-02-29'],
    ['weekly', '2027-01-01', LATER, '2026-12-28..2027-01-03 with 2026-12-21..2026-12-27'],
    ['monthly', '2026-06-05', LATER, '2026-06-01..2026-06-30 with 2026-05-01..2026-05-30'],
    ['monthly', '2024-02-10', LATER, '2024-02-01..2024-02-29 with 2024-01-01..2024-01-29'],
    ['monthly', '2023-02-10', LATER, '2023-02-01..2023-02-28 with 2023-01-01..2023-01-28'],
    ['monthly', '2026-01-15', LATER, '2026-01-01..2026-01-31 with 2025-12-01..2025-12-31'],
  ])('that is over: %s %s, seen on %s: %s', (period, day, today, wanted) => {
    expect(compare(period, day, today)).toBe(wanted);
  });

  it.each<[Period, string, string]>([
    ['monthly', '2026-11-01', '2026-11-01..2026-11-01 with 2026-10-01..2026-10-01'],
    ['monthly', '2026-11-10', '2026-11-01..2026-11-10 with 2026-10-01..2026-10-10'],
    ['weekly', '2026-11-04', '2026-11-02..2026-11-04 with 2026-10-26..2026-10-28'],
    ['daily', '2026-11-04', '2026-11-04..2026-11-04 with 2026-11-03..2026-11-03'],
  ])('that is running: %s on %s: %s', (period, today, wanted) => {
    expect(compare(period, today, today)).toBe(wanted);
  });

  it.each([
    ['2026-03-28', '2026-03-01..2026-03-28 with 2026-02-01..2026-02-28'],
    ['2026-03-29', '2026-03-01..2026-03-29 with 2026-01-31..2026-02-28'],
    ['2026-03-31', '2026-03-01..2026-03-31 with 2026-01-29..2026-02-28'],
    ['2024-03-31', '2024-03-01..2024-03-31 with 2024-01-30..2024-02-29'],
  ])('with as many days as itself, also after a shorter month: %s: %s', (today, wanted) => {
    expect(compare('monthly', today, today)).toBe(wanted);
    expect(compare('monthly', today, LATER)).toMatch(new RegExp(`${wanted.slice(-10)}$`));
  });

  it.each<Period>(['daily', 'weekly', 'monthly'])(
    '%s: as many days on both sides, on every day of years',
    (period) => {
      for (let day = '2023-12-01'; day <= '2025-04-30'; day = daysAfter(day, 1)) {
        for (const today of [day, LATER]) {
          const { current, previous } = comparisonOf(period, periodOf(period, day), today);
          expect(lengthOf(previous)).toBe(lengthOf(current));
          expect(previous.end < current.start).toBe(true);
        }
      }
    },
  );

  it('is the whole for a period that has not begun', () => {
    expect(compare('weekly', '2026-11-10', '2026-11-04')).toBe(
      '2026-11-09..2026-11-15 with 2026-11-02..2026-11-08',
    );
  });
});
