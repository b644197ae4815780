import { DAY_MS } from './durations';

/** The calendar day of a moment in UTC, YYYY-MM-DD. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The day so many days later. */
export const daysAfter = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));

/** How many days lie between two days; negative if the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** How many days (UTC) before a moment's own have passed since 1970. */
export const dayNumberOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);

/** When the moment's day began in UTC. */
export const midnightOf = (at: Date): Date => new Date(dayNumberOf(at) * DAY_MS);

/** When the moment's week began: the midnight (UTC) of its Monday. */
export function mondayOf(at: Date): Date {
  const midnight = midnightOf(at);
  return new Date(midnight.getTime() - ((midnight.getUTCDay() + 6) % 7) * DAY_MS);
}
