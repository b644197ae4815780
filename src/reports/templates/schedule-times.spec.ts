import { describe, expect, it } from '@jest/globals';
import { checkSchedule, newestTime, nextTime, type Schedule, ScheduleFault } from './schedule-times';

const faultOf = (cron: string, timezone = 'UTC'): string => {
  try {
    checkSchedule({ cron, timezone });
  } catch (error) {
    expect(error).toBeInstanceOf(ScheduleFault);
    return `${(error as ScheduleFault).field} ${(error as Error).message}`;
  }
  return '';
};
const after = (schedule: Schedule, from: string, count: number): string[] => {
  const found: string[] = [];
  for (let at: Date | null = new Date(from); found.length < count; found.push(at.toISOString())) {
    at = nextTime(schedule, at);
    if (!at) break;
  }
  return found;
};
const berlin = (cron: string): Schedule => ({ cron, timezone: 'Europe/Berlin' });

describe('a schedule', () => {
  it.each([
    ['0 9 31 2 *', 'schedule_cron never comes: no such month has that day'],
    ['0 9 30 2 *', 'schedule_cron never comes: no such month has that day'],
    ['0 9 31 4,6,9,11 *', 'schedule_cron never comes: no such month has that day'],
    ['*/10 * * * *', 'schedule_cron must not come more often than every 15 minutes'],
    ['* * * * *', 'schedule_cron must not come more often than every 15 minutes'],
    ['0,50 * * * *', 'schedule_cron must not come more often than every 15 minutes'],
    ['0,59 0,23 * * *', 'schedule_cron must not come more often than every 15 minutes'],
    ['0 0 9 * * 1', 'schedule_cron must have five fields'],
    ['@daily', 'schedule_cron must have five fields'],
    ['H 9 * * *', 'schedule_cron must have five fields'],
    ['0 9 * *', 'schedule_cron must have five fields'],
    ['', 'schedule_cron must have five fields'],
    ['60 9 * * *', 'schedule_cron cannot be read'],
    ['0 24 * * *', 'schedule_cron cannot be read'],
    ['0 9 * * 1#6', 'schedule_cron cannot be read'],
    ['0 9 * FOO *', 'schedule_cron must have five fields'],
  ])('of %j is refused: %s', (cron, message) => {
    expect(faultOf(cron)).toContain(message);
  });

  it.each(['Mars/Phobos', 'Europe', '+02:00', '', 'Europe/Berlin; drop', '../etc/passwd'])(
    'in the time zone %j is refused',
    (timezone) => {
      expect(faultOf('0 9 * * 1', timezone)).toBe(
        'schedule_timezone must be an IANA time zone such as Europe/Berlin',
      );
    },
  );

  it.each([
    '*/15 * * * *',
    '0 9 29 2 *',
    '0 8 * * MON',
    '0 9 L * *',
    '30 7 * * 1-5',
    '0 9 * * 5L',
    '0 9 * * 1#1',
  ])('of %j is taken', (cron) => {
    expect(faultOf(cron, 'America/New_York')).toBe('');
  });

  it('keeps to the clock on the wall of its place', () => {
    expect(after(berlin('0 8 * * 1'), '2026-03-20T00:00:00Z', 3)).toEqual([
      '2026-03-23T07:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
      '2026-04-06T06:00:00.000Z',
    ]);
  });

  it('comes once on the day when the clock leaves its time out', () => {
    expect(after(berlin('30 2 * * *'), '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(after(berlin('30 2,3 * * *'), '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it.each([
    ['30 2 * * *', ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']],
    ['0,30 2 * * *', ['2026-10-25T00:00:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-26T01:00:00.000Z']],
    ['0 1-4 * * *', ['2026-10-24T23:00:00.000Z', '2026-10-25T00:00:00.000Z', '2026-10-25T02:00:00.000Z']],
  ])('of %s comes once when the clock shows its time twice', (cron, times) => {
    expect(after(berlin(cron), '2026-10-24T12:00:00Z', times.length)).toEqual(times);
  });

  it('that was missed comes once, for the newest of its times', () => {
    const daily = berlin('0 8 * * *');
    const due = new Date('2020-01-01T07:00:00Z');
    const newest = (schedule: Schedule, now: string): string =>
      newestTime(schedule, due, new Date(now)).toISOString();
    expect(newest(daily, '2026-06-10T12:00:00Z')).toBe('2026-06-10T06:00:00.000Z');
    expect(newest(daily, '2026-06-10T06:00:00Z')).toBe('2026-06-10T06:00:00.000Z');
    expect(newest(daily, '2026-06-10T05:59:59Z')).toBe('2026-06-09T06:00:00.000Z');
    expect(newest(berlin('0 8 1 1 *'), '2026-06-10T12:00:00Z')).toBe('2026-01-01T07:00:00.000Z');
    expect(newest(berlin('0 8 29 2 *'), '2027-06-10T12:00:00Z')).toBe('2024-02-29T07:00:00.000Z');
    expect(newest(daily, '2020-01-01T07:00:05Z')).toBe(due.toISOString());
    expect(newest(daily, '2020-01-02T06:59:59Z')).toBe(due.toISOString());
  });
});
