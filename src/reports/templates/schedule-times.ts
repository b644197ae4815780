import { CronExpressionParser } from 'cron-parser';
import { DAY_MS, HOUR_MS } from '../../core/time/durations';

/** When a schedule comes: a cron expression of five fields, read in a time zone. */
export interface Schedule {
  readonly cron: string;
  readonly timezone: string;
}

/** Completes "<field> …". */
export class ScheduleFault extends Error {
  constructor(
    readonly field: 'schedule_cron' | 'schedule_timezone',
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

const LEAST_MINUTES = 15;
const MONTHS = 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC';
const DAYS = 'MON|TUE|WED|THU|FRI|SAT|SUN';
/** Not all that the library reads: of H, for instance, it makes another time whenever it is asked. */
const PART = new RegExp(`^(?:[\\d*,/#-]|L|${MONTHS}|${DAYS})+$`, 'i');
const ZONE = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** Throws ScheduleFault when it cannot be read, never comes, or comes more often than every 15 minutes. */
export function checkSchedule({ cron, timezone }: Schedule): void {
  if (!isZone(timezone)) {
    throw new ScheduleFault('schedule_timezone', 'must be an IANA time zone such as Europe/Berlin');
  }
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== 5 || !parts.every((part) => PART.test(part))) {
    throw new ScheduleFault(
      'schedule_cron',
      'must have five fields (minute, hour, day of month, month, day of week) such as 0 8 * * 1',
    );
  }
  const now = new Date();
  const fields = readCron({ cron, timezone }, now).fields;
  const minutes = fields.minute.values.map(Number);
  const hours = new Set(fields.hour.values.map(Number));
  const gaps = minutes.slice(1).map((minute, index) => minute - minutes[index]);
  if ([...hours].some((hour) => hours.has((hour + 1) % 24))) gaps.push(minutes[0] + 60 - minutes.at(-1)!);
  if (gaps.some((gap) => gap < LEAST_MINUTES)) {
    throw new ScheduleFault('schedule_cron', `must not come more often than every ${LEAST_MINUTES} minutes`);
  }
  if (!nextTime({ cron, timezone }, now)) throw new ScheduleFault('schedule_cron', 'never comes');
}

/** The first time after the moment, or null when there is none. */
export function nextTime(schedule: Schedule, after: Date): Date | null {
  return times(schedule, after).next().value ?? null;
}

/**
 * The last time that is not after `now`, from `due` on, which is one: what was missed while no server ran comes once, for
 * the newest of the times.
 */
export function newestTime(schedule: Schedule, due: Date, now: Date): Date {
  // Few times lie in the last hour, however long nobody looked: those of years need not be counted one by one.
  for (const reach of [HOUR_MS, DAY_MS, 7 * DAY_MS, 31 * DAY_MS, 366 * DAY_MS]) {
    const from = now.getTime() - reach;
    if (from <= due.getTime()) break;
    const found = lastOf(schedule, new Date(from), now);
    if (found) return found;
  }
  return lastOf(schedule, due, now) ?? due;
}

function lastOf(schedule: Schedule, after: Date, until: Date): Date | null {
  let last: Date | null = null;
  for (const time of times(schedule, after)) {
    if (time > until) break;
    last = time;
  }
  return last;
}

/**
 * In order. What the clock leaves out in spring comes when it goes on; what it shows twice in autumn comes the first time.
 */
function* times(schedule: Schedule, after: Date): Generator<Date, undefined> {
  const cron = readCron(schedule, after);
  const clock = new WallClock(schedule.timezone);
  for (;;) {
    let time: Date;
    try {
      time = cron.next().toDate();
    } catch {
      return undefined;
    }
    if (time > after && !clock.hasShownBefore(time)) yield time;
  }
}

function readCron({ cron, timezone }: Schedule, from: Date): ReturnType<typeof CronExpressionParser.parse> {
  try {
    return CronExpressionParser.parse(cron.trim(), { currentDate: from, tz: timezone });
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new ScheduleFault(
      'schedule_cron',
      why.startsWith('Invalid explicit day of month')
        ? 'never comes: no such month has that day'
        : `cannot be read: ${why}`,
    );
  }
}

function isZone(timezone: string): boolean {
  try {
    return ZONE.test(timezone) && Boolean(new Intl.DateTimeFormat('en', { timeZone: timezone }));
  } catch {
    return false;
  }
}

/** What a clock on the wall of a place shows. */
class WallClock {
  private readonly format: Intl.DateTimeFormat;

  constructor(timezone: string) {
    this.format = new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit' },
    });
  }

  /** Whether it showed the same a short time ago, because it was set back in between. */
  hasShownBefore(time: Date): boolean {
    const shown = this.format.format(time);
    return [HOUR_MS, HOUR_MS / 2].some((ms) => this.format.format(new Date(time.getTime() - ms)) === shown);
  }
}
