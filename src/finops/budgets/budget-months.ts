import { daysAfter } from '../../core/time/calendar';

/** Costs of a month's last days come in after its end. */
const DAYS_OF_GRACE = 7;

/** The last day of the month before, while costs still come in for it, and the moment at which it ended; else null. */
export function monthBefore(today: string): { readonly day: string; readonly end: Date } | null {
  const dayOfMonth = Number(today.slice(8));
  if (dayOfMonth > DAYS_OF_GRACE) return null;
  const first = daysAfter(today, 1 - dayOfMonth);
  return { day: daysAfter(first, -1), end: new Date(`${first}T00:00:00Z`) };
}
