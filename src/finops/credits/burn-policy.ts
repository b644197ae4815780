import { Decimal } from 'decimal.js';
import { daysAfter, daysBetween } from '../../core/time/calendar';

/** How far back the rate looks, at least, where the history reaches that far. */
export const BURN_WINDOW_DAYS = 30;
/** Beyond a hundred years a date says nothing. */
const MAX_DAYS_LEFT = 36_525;

/** Enough digits for the product of any amount and any number of days. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** What had been used of a credit by the end of a day. */
export interface Usage {
  readonly day: string;
  /** Decimal text: amount less remaining. */
  readonly used: string;
}

export interface Burn {
  /** Used per day, rounded to two decimals, as text. Null when the history is shorter than a day. */
  readonly rate: string | null;
  /** The day on which nothing will be left at this rate. Null when nothing is being used, or not within 100 years. */
  readonly dryOn: string | null;
}

/**
 * The rate of use between the last known balance and the newest one that is at least 30 days older, or the oldest there
 * is; and when the rest will be gone if that goes on. The date comes from the exact rate, not from the rounded one.
 *
 * @param history oldest first; the last one is the balance that `remaining` goes with
 */
export function burnOf(history: readonly Usage[], remaining: string): Burn {
  const latest = history.at(-1);
  if (!latest) return { rate: null, dryOn: null };
  const windowStart = daysAfter(latest.day, -BURN_WINDOW_DAYS);
  const base = history.findLast(({ day }) => day <= windowStart) ?? history[0];
  const days = daysBetween(base.day, latest.day);
  if (days < 1) return { rate: null, dryOn: null };
  const used = Exact.max(new Exact(latest.used).minus(base.used), 0);
  const rate = used.div(days).toFixed(2);
  if (used.isZero()) return { rate, dryOn: null };
  const owed = new Exact(remaining).times(days);
  const whole = owed.divToInt(used);
  const daysLeft = whole.times(used).lt(owed) ? whole.plus(1) : whole;
  return { rate, dryOn: daysLeft.gt(MAX_DAYS_LEFT) ? null : daysAfter(latest.day, daysLeft.toNumber()) };
}
