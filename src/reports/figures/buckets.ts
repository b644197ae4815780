import { dayOf, midnightOf, mondayOf } from '../../core/time/calendar';
import { DAY_MS } from '../../core/time/durations';
import type { ReportPeriod } from './content-makers';

export type BucketSize = 'day' | 'week' | 'month';

/** A stretch of a period, by which a trend is drawn. */
export interface Bucket {
  /** First day, YYYY-MM-DD (UTC): a Monday for weeks, the first for months. */
  readonly day: string;
  readonly label: string;
}

/** What the axis of a trend says. */
export const BUCKET_AXIS: Readonly<Record<BucketSize, string>> = {
  day: 'day (UTC)',
  week: 'week beginning (UTC)',
  month: 'month (UTC)',
};

/** Days up to a month or so, weeks up to a year or so, and months beyond. */
export function bucketSizeOf({ start, end }: ReportPeriod): BucketSize {
  const days = (end.getTime() - start.getTime()) / DAY_MS;
  if (days <= 35) return 'day';
  return days <= 400 ? 'week' : 'month';
}

/** All buckets that the period touches, up to the one of the moment, oldest first. */
export function bucketsOf(
  { start, end }: ReportPeriod,
  moment: Date,
  size: BucketSize = bucketSizeOf({ start, end }),
): Bucket[] {
  const last = Math.min(end.getTime() - 1, moment.getTime());
  const buckets: Bucket[] = [];
  for (let at = firstOf(start, size); at.getTime() <= last; at = nextOf(at, size))
    buckets.push({ day: dayOf(at), label: labelOf(at, size) });
  return buckets;
}

function firstOf(moment: Date, size: BucketSize): Date {
  if (size === 'week') return mondayOf(moment);
  const day = midnightOf(moment);
  if (size === 'month') day.setUTCDate(1);
  return day;
}

function nextOf(at: Date, size: BucketSize): Date {
  if (size === 'month') return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
  return new Date(at.getTime() + (size === 'week' ? 7 : 1) * DAY_MS);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function labelOf(at: Date, size: BucketSize): string {
  const month = MONTHS[at.getUTCMonth()];
  return size === 'month' ? `${month} ${at.getUTCFullYear()}` : `${at.getUTCDate()} ${month}`;
}
