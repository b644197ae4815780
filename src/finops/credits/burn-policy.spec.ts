import { describe, expect, it } from '@jest/globals';
import { burnOf } from './burn-policy';

describe('the burn rate of a credit', () => {
  it('is what was used between the first and the last balance, by days', () => {
    // 1000.00 of 5000.00 in 20 days is 50.00 a day; 4000.00 then last 80 days from 21 January: to 11 April.
    const history = [
      { day: '2026-01-01', used: '0' },
      { day: '2026-01-21', used: '1000.00' },
    ];
    expect(burnOf(history, '4000.00')).toEqual({ rate: '50.00', dryOn: '2026-04-11' });
  });

  it('looks back to the newest balance that is at least 30 days old, not to the beginning', () => {
    // From 29 January (30 days before 28 February) on: 900.00 - 300.00 in 30 days is 20.00 a day.
    const history = [
      { day: '2026-01-01', used: '0' },
      { day: '2026-01-29', used: '300.00' },
      { day: '2026-02-10', used: '350.00' },
      { day: '2026-02-28', used: '900.00' },
    ];
    expect(burnOf(history, '100.00')).toEqual({ rate: '20.00', dryOn: '2026-03-05' });
  });

  it('takes the one before where none is exactly 30 days old', () => {
    // 30 days before 28 February is 29 January, so it is from 28 January on: 600.00 in 31 days is 19.3548….
    const history = [
      { day: '2026-01-28', used: '300.00' },
      { day: '2026-01-30', used: '850.00' },
      { day: '2026-02-28', used: '900.00' },
    ];
    expect(burnOf(history, '100.00')).toEqual({ rate: '19.35', dryOn: '2026-03-06' });
  });

  it('is exact where floating point is not, and the day comes from the exact rate', () => {
    // 0.30 in 3 days is 0.10 a day, and 0.70 last 7 days, not 8.
    const history = [
      { day: '2026-03-01', used: '0' },
      { day: '2026-03-04', used: '0.30' },
    ];
    expect(burnOf(history, '0.70')).toEqual({ rate: '0.10', dryOn: '2026-03-11' });
    // 10.00 in 3 days is 3.33 rounded, but 10.00 are gone after 3 days: by the rounded rate it would be 4.
    const thirds = [
      { day: '2026-03-01', used: '0' },
      { day: '2026-03-04', used: '10.00' },
    ];
    expect(burnOf(thirds, '10.00')).toEqual({ rate: '3.33', dryOn: '2026-03-07' });
    expect(burnOf(thirds, '10.01')).toEqual({ rate: '3.33', dryOn: '2026-03-08' });
  });

  it('keeps every cent of large amounts', () => {
    // 999999999999.99 in 1 day, of which 0.01 more is left: gone within the next day.
    const history = [
      { day: '2026-03-01', used: '0' },
      { day: '2026-03-02', used: '999999999999.98' },
    ];
    expect(burnOf(history, '0.02')).toEqual({ rate: '999999999999.98', dryOn: '2026-03-03' });
  });

  it('goes over leap days', () => {
    const history = [
      { day: '2028-02-27', used: '0' },
      { day: '2028-02-28', used: '1.00' },
    ];
    expect(burnOf(history, '2.00').dryOn).toBe('2028-03-01');
  });

  it('counts the last balance of a day', () => {
    const history = [
      { day: '2026-03-01', used: '0' },
      { day: '2026-03-03', used: '5.00' },
      { day: '2026-03-03', used: '8.00' },
    ];
    expect(burnOf(history, '2.00')).toEqual({ rate: '4.00', dryOn: '2026-03-04' });
  });

  it.each([
    ['no balance', []],
    ['one balance', [{ day: '2026-03-01', used: '5' }]],
    [
      'balances of one day',
      [
        { day: '2026-03-01', used: '0' },
        { day: '2026-03-01', used: '5' },
      ],
    ],
  ])('is not known from %s', (_, history) => {
    expect(burnOf(history, '10')).toEqual({ rate: null, dryOn: null });
  });

  it('is nothing, and never ends, when nothing was used or something was given back', () => {
    const of = (used: string) => [
      { day: '2026-03-01', used: '10' },
      { day: '2026-03-11', used },
    ];
    expect(burnOf(of('10'), '90')).toEqual({ rate: '0.00', dryOn: null });
    expect(burnOf(of('4'), '96')).toEqual({ rate: '0.00', dryOn: null });
  });

  it('names no day that is more than a hundred years away', () => {
    const history = [
      { day: '2026-03-01', used: '0' },
      { day: '2026-03-02', used: '0.01' },
    ];
    expect(burnOf(history, '365.25').dryOn).toBe('2126-03-03');
    expect(burnOf(history, '365.26')).toEqual({ rate: '0.01', dryOn: null });
  });
});
