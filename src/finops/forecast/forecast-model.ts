import { daysBetween } from '../../core/time/calendar';
import { fit, studentQuantile90 } from './least-squares';

/** What a day cost. */
export interface DayCost {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly cost: number;
}

/** What is to be expected, and between which limits it will lie four times out of five. */
export interface Expected {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
}

export interface Prediction {
  readonly days: readonly ({ readonly date: string } & Expected)[];
  readonly total: Expected;
}

export const MIN_DAYS = 14;
const WEEK = 7;
const MIN_PER_WEEKDAY = 2;

/**
 * A straight trend beside a level of each weekday, by least squares; the interval is that of Student's distribution for new
 * observations, from the residuals. Nothing below zero unless the history has been there. Null if the history does not have
 * MIN_DAYS days, and each weekday twice. In cents; the days add up to the total.
 */
export function predict(history: readonly DayCost[], days: readonly string[]): Prediction | null {
  if (!isEnough(history)) return null;
  const origin = history[0].day;
  // In weeks and from the middle, so that the columns are of the same size and the sums lose no digits.
  const middle = daysBetween(origin, history[history.length - 1].day) / 2;
  const rowOf = (day: string): number[] => {
    const row = Array.from({ length: WEEK }, (_, weekday) => Number(weekday === weekdayOf(day)));
    return [...row, (daysBetween(origin, day) - middle) / WEEK];
  };
  const model = fit(
    history.map(({ day }) => rowOf(day)),
    history.map(({ cost }) => cost),
  );
  const reach = studentQuantile90(model.freedom) * model.deviation;
  const floor = history.some(({ cost }) => cost < 0) ? -Infinity : 0;
  const around = (cost: number, spread: number): Expected => ({
    cost: inCents(Math.max(cost, floor)),
    lower: inCents(Math.max(cost - spread, floor)),
    upper: inCents(Math.max(cost + spread, floor)),
  });
  const rows = days.map(rowOf);
  const expected = rows.map((row, place) => ({
    date: days[place],
    ...around(model.predict(row), reach * Math.sqrt(1 + model.leverage(row))),
  }));
  // The days miss the model each by itself, and all together by as much as the model misses.
  const all = rows[0].map((_, column) => rows.reduce((sum, row) => sum + row[column], 0));
  const cents = expected.reduce((sum, { cost }) => sum + Math.round(cost * 100), 0);
  const total = around(cents / 100, reach * Math.sqrt(days.length + model.leverage(all)));
  return { days: expected, total };
}

function isEnough(history: readonly DayCost[]): boolean {
  const counts = new Map<number, number>();
  for (const { day } of history) counts.set(weekdayOf(day), (counts.get(weekdayOf(day)) ?? 0) + 1);
  return (
    history.length >= MIN_DAYS &&
    counts.size === WEEK &&
    [...counts.values()].every((count) => count >= MIN_PER_WEEKDAY)
  );
}

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
/** Without the sign of a zero. */
const inCents = (amount: number): number => Math.round(amount * 100) / 100 + 0;
