import { dayOf, daysAfter, daysBetween, mondayOf } from '../../core/time/calendar';

export const Period = { daily: 'daily', weekly: 'weekly', monthly: 'monthly' } as const;
export type Period = (typeof Period)[keyof typeof Period];

/** Days YYYY-MM-DD (UTC), both included. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

/** The day, the week from Monday to Sunday, or the calendar month in which the day lies. */
export function periodOf(period: Period, day: string): Days {
  if (period === Period.daily) return { start: day, end: day };
  if (period === Period.weekly) {
    const start = dayOf(mondayOf(new Date(`${day}T00:00:00Z`)));
    return { start, end: daysAfter(start, 6) };
  }
  const start = `${day.slice(0, 7)}-01`;
  // 31 days on is always in the next month, whatever the length of this one.
  const next = `${daysAfter(start, 31).slice(0, 7)}-01`;
  return { start, end: daysAfter(next, -1) };
}

/** The days that are compared: as many before this period as of it. */
export interface Comparison {
  readonly current: Days;
  readonly previous: Days;
}

/**
 * Of a period that is running its days up to today count, of any other all. They are compared with as many days from the
 * beginning of the period before; where that has fewer, with as many that end with it.
 */
export function comparisonOf(period: Period, days: Days, today: string): Comparison {
  const isRunning = days.start <= today && today < days.end;
  const current = isRunning ? { start: days.start, end: today } : days;
  const before = periodOf(period, daysAfter(days.start, -1));
  const more = daysBetween(current.start, current.end);
  const end = daysAfter(before.start, more);
  if (end <= before.end) return { current, previous: { start: before.start, end } };
  return { current, previous: { start: daysAfter(before.end, -more), end: before.end } };
}
