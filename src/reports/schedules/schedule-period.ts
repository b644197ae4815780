import { HOUR_MS } from '../../core/time/durations';
import { SchedulePeriod } from '../templates';

/** Moments; the end is not part of it. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

/** The last whole day, week (from Monday), month or quarter before the moment, as the calendar of the time zone has it. */
export function periodBefore(period: SchedulePeriod, moment: Date, timezone: string): Period {
  const today = calendarDay(moment, timezone);
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  const between = (start: Date, end: Date): Period => ({
    start: midnight(start, timezone),
    end: midnight(end, timezone),
  });
  if (period === SchedulePeriod.previous_day) return between(utc(year, month, day - 1), today);
  if (period === SchedulePeriod.previous_week) {
    const monday = day - ((today.getUTCDay() + 6) % 7);
    return between(utc(year, month, monday - 7), utc(year, month, monday));
  }
  const months = period === SchedulePeriod.previous_month ? 1 : 3;
  const begin = month - (month % months);
  return between(utc(year, begin - months, 1), utc(year, begin, 1));
}

const utc = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month, day));

/** The day that the calendar there shows, as midnight in UTC. */
export function calendarDay(moment: Date, timezone: string): Date {
  const shown = new Date(moment.getTime() + offsetAt(moment, timezone));
  return utc(shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate());
}

/** When that day begins there. */
function midnight(day: Date, timezone: string): Date {
  // The offset is that of the moment sought, which one step comes near enough to.
  const near = new Date(day.getTime() - offsetAt(day, timezone));
  const exact = new Date(day.getTime() - offsetAt(near, timezone));
  // Where the clocks go forward at midnight the day begins after the gap.
  return calendarDay(exact, timezone) < day ? new Date(exact.getTime() + HOUR_MS) : exact;
}

/** Milliseconds that clocks there are ahead of UTC. */
function offsetAt(moment: Date, timezone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const parts = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const whole = Math.floor(moment.getTime() / 1_000) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}
