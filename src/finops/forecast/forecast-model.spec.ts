import { describe, expect, it } from '@jest/globals';
import { daysAfter } from '../../core/time/calendar';
import { type DayCost, predict } from './forecast-model';

/** A Monday. */
const START = '2026-01-05';

const historyOf = (count: number, costOf: (place: number) => number): DayCost[] =>
  Array.from({ length: count }, (_, place) => ({ day: daysAfter(START, place), cost: costOf(place) }));
/** The days that follow on the history. */
const following = (history: readonly DayCost[], count: number): string[] =>
  Array.from({ length: count }, (_, place) => daysAfter(history[history.length - 1].day, place + 1));
const ahead = (history: readonly DayCost[], count: number) => predict(history, following(history, count));

describe('a forecast', () => {
  it.each([14, 15, 30, 56])('of %p equal days is that day again, without any doubt', (count) => {
    const { days, total } = ahead(
      historyOf(count, () => 12.34),
      30,
    )!;
    expect(days).toHaveLength(30);
    for (const { cost, lower, upper } of days) expect([cost, lower, upper]).toEqual([12.34, 12.34, 12.34]);
    expect(total).toEqual({ cost: 370.2, lower: 370.2, upper: 370.2 });
  });

  it('repeats a pattern of weekdays, whatever the day on which the history ends', () => {
    const pattern = [100, 110, 120, 130, 140, 20, 10];
    for (const count of [14, 17, 56]) {
      const { days } = ahead(
        historyOf(count, (place) => pattern[place % 7]),
        14,
      )!;
      const expected = Array.from({ length: 14 }, (_, place) => pattern[(count + place) % 7]);
      expect(days.map(({ cost }) => cost)).toEqual(expected);
      expect(days.map(({ upper, lower }) => upper - lower)).toEqual(expected.map(() => 0));
    }
  });

  it('goes on with a straight growth', () => {
    const { days, total } = ahead(
      historyOf(28, (place) => 100 + 2.5 * place),
      4,
    )!;
    expect(days.map(({ cost }) => cost)).toEqual([170, 172.5, 175, 177.5]);
    expect(days.map(({ date }) => date)).toEqual(['2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05']);
    expect(total).toEqual({ cost: 695, lower: 695, upper: 695 });
  });

  it('goes on with both together', () => {
    const costOf = (place: number): number => 10 + place / 2 + (place % 7 === 5 ? 30 : 0);
    const { days } = ahead(historyOf(56, costOf), 28)!;
    expect(days.map(({ cost }) => cost)).toEqual(
      Array.from({ length: 28 }, (_, place) => costOf(56 + place)),
    );
  });

  it('has the interval that the books say', () => {
    // Two weeks of 10 a day, but 17 on the second Monday: the weekdays differ by 7, 0, 0 …, and so the trend is 1 a week.
    // Residuals ±3 and twelve of ±½: squares 21, with 14 − 8 degrees of freedom 3.5 each. A week ahead of the second one
    // lies 1.5 weeks from the middle: factor 1 + ½ + 1.5² ÷ 3.5, so √7.5 × 1.43976 = 3.943; all seven days:
    // 7 + 7 ÷ 2 + 10.5² ÷ 3.5 = 42, so √147 × 1.43976 = 17.456.
    const { days, total } = ahead(
      historyOf(14, (place) => (place === 7 ? 17 : 10)),
      7,
    )!;
    expect(days[0]).toEqual({ date: '2026-01-19', cost: 15, lower: 11.06, upper: 18.94 });
    for (const day of days.slice(1)) expect(day).toMatchObject({ cost: 11.5, lower: 7.56, upper: 15.44 });
    expect(total).toEqual({ cost: 84, lower: 66.54, upper: 101.46 });
  });

  it('never goes below nothing', () => {
    const { days, total } = ahead(
      historyOf(28, (place) => Math.max(0, 28 - place)),
      60,
    )!;
    expect(days.at(-1)).toEqual({ date: '2026-04-02', cost: 0, lower: 0, upper: 0 });
    for (const { cost, lower, upper } of days) {
      expect([cost, lower, upper].every((amount) => amount >= 0)).toBe(true);
      expect(Object.is(cost, -0)).toBe(false);
    }
    expect(total.cost).toBe(0);
  });

  it('goes below nothing where the history has been there', () => {
    const { days } = ahead(
      historyOf(28, (place) => 13 - place),
      2,
    )!;
    expect(days.map(({ cost }) => cost)).toEqual([-15, -16]);
  });

  it('is one of days that add up to its total, to the cent', () => {
    const { days, total } = ahead(
      historyOf(50, (place) => 33.333333 + ((place * 7919) % 13) / 7),
      90,
    )!;
    const cents = days.reduce((sum, { cost }) => sum + Math.round(cost * 100), 0);
    expect(total.cost).toBe(cents / 100);
    for (const { cost, lower, upper } of days) {
      expect(lower).toBeLessThan(cost);
      expect(upper).toBeGreaterThan(cost);
      expect([cost, lower, upper]).toEqual([cost, lower, upper].map((amount) => Number(amount.toFixed(2))));
    }
  });

  it('is the less certain the farther it looks', () => {
    const { days } = ahead(
      historyOf(56, (place) => 100 + ((place * 31) % 11)),
      90,
    )!;
    const width = (place: number): number => days[place].upper - days[place].lower;
    expect(width(89)).toBeGreaterThan(width(40));
    expect(width(40)).toBeGreaterThan(width(0));
  });

  it('leaves out days that are not known', () => {
    const known = historyOf(30, (place) => 10 + place).filter((_, place) => place !== 9 && place !== 22);
    expect(ahead(known, 2)!.days.map(({ cost }) => cost)).toEqual([40, 41]);
  });

  it.each([
    ['no days', []],
    ['13 days', historyOf(13, () => 10)],
    ['14 days of which a weekday is there once', historyOf(15, () => 10).filter((_, place) => place !== 3)],
    ['many days, but never a Sunday', historyOf(56, () => 10).filter((_, place) => place % 7 !== 6)],
  ])('is not made of %s', (_, history) => {
    expect(predict(history, ['2026-06-01'])).toBeNull();
  });
});
