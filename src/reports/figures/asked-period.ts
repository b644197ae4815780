import type { Violation } from '../../core/errors/domain-error';
import { InvalidRequest } from '../../core/errors/domain-error';
import { isDay, parseTimestamp } from '../../core/fields';
import { midnightOf } from '../../core/time/calendar';
import { DAY_MS } from '../../core/time/durations';
import type { AskedPeriod } from '../reports/report.entity';
import type { ReportPeriod } from './content-makers';

/** Longer ones are mistakes. */
export const MAX_DAYS = 3_660;
const MAX_DAYS_AHEAD = 366;

/**
 * The period that a request names. A bare day as its end is part of it, so that `2026-01-01` to `2026-01-31` is January.
 * Throws InvalidRequest.
 */
export function askedPeriod(
  start: string | null | undefined,
  end: string | null | undefined,
  now: Date,
): AskedPeriod {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void =>
    void violations.push({ field, message: `${field} ${message}` });
  const moment = (field: string, text: string | null | undefined): Date | null => {
    if (text === null || text === undefined) return null;
    const date = parseTimestamp(text);
    if (!date)
      fail(field, 'must be a day such as 2026-01-31 or an ISO 8601 timestamp such as 2026-01-31T10:30:00Z');
    if (date && date.getTime() < 0) fail(field, 'must not be before 1970');
    return date ?? null;
  };
  const from = moment('period_start', start);
  const named = moment('period_end', end);
  const until = named && isDay(end) ? new Date(named.getTime() + DAY_MS) : named;
  if (from && from > now) fail('period_start', 'must not be in the future');
  if (until && until.getTime() - now.getTime() > MAX_DAYS_AHEAD * DAY_MS)
    fail('period_end', `must not be more than ${MAX_DAYS_AHEAD} days ahead`);
  if (from && until && from >= until) fail('period_end', 'must be later than period_start');
  if (from && (until ?? now).getTime() - from.getTime() > MAX_DAYS * DAY_MS)
    fail('period_start', `must not be more than ${MAX_DAYS} days before the end of the period`);
  if (violations.length > 0) throw new InvalidRequest(violations);
  return { ...(from ? { start: from.toISOString() } : {}), ...(until ? { end: until.toISOString() } : {}) };
}

/** The asked period, or whole days (UTC) up to today: as many as by default, today the last of them. */
export function periodLengthOf(asked: AskedPeriod, now: Date, defaultDays: number): ReportPeriod {
  const end = asked.end === undefined ? new Date(midnightOf(now).getTime() + DAY_MS) : new Date(asked.end);
  const start =
    asked.start === undefined
      ? new Date(midnightOf(end).getTime() - defaultDays * DAY_MS)
      : new Date(asked.start);
  return { start, end };
}
