import { describe, expect, it } from '@jest/globals';
import { calendarDay, periodBefore } from './schedule-period';

const before = (period: Parameters<typeof periodBefore>[0], moment: string, timezone: string): string[] => {
  const { start, end } = periodBefore(period, new Date(moment), timezone);
  return [start.toISOString(), end.toISOString()];
};

describe('the period of a scheduled report', () => {
  it.each([
    ['previous_day', '2026-11-23T08:00:00Z', 'UTC', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['previous_week', '2026-11-23T08:00:00Z', 'UTC', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['previous_week', '2026-11-22T08:00:00Z', 'UTC', '2026-11-09T00:00:00.000Z', '2026-11-16T00:00:00.000Z'],
    ['previous_month', '2026-01-01T08:00:00Z', 'UTC', '2025-12-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    [
      'previous_quarter',
      '2026-02-15T08:00:00Z',
      'UTC',
      '2025-10-01T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
    ],
    [
      'previous_quarter',
      '2026-07-01T08:00:00Z',
      'UTC',
      '2026-04-01T00:00:00.000Z',
      '2026-07-01T00:00:00.000Z',
    ],
    // Already Monday there.
    [
      'previous_week',
      '2026-11-22T15:00:00Z',
      'Asia/Tokyo',
      '2026-11-15T15:00:00.000Z',
      '2026-11-22T15:00:00.000Z',
    ],
    // With a night on which the clocks were changed.
    [
      'previous_week',
      '2026-10-26T08:00:00Z',
      'Europe/Berlin',
      '2026-10-18T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'previous_day',
      '2026-03-30T08:00:00Z',
      'Europe/Berlin',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    [
      'previous_month',
      '2026-04-02T08:00:00Z',
      'America/New_York',
      '2026-03-01T05:00:00.000Z',
      '2026-04-01T04:00:00.000Z',
    ],
    // Where that night has no midnight.
    [
      'previous_day',
      '2026-09-07T08:00:00Z',
      'America/Santiago',
      '2026-09-06T04:00:00.000Z',
      '2026-09-07T03:00:00.000Z',
    ],
  ] as const)('%s of %s in %s', (period, moment, timezone, start, end) => {
    expect(before(period, moment, timezone)).toEqual([start, end]);
  });

  it('is counted from the day that the calendar of the place shows', () => {
    const day = (timezone: string): string =>
      calendarDay(new Date('2026-11-22T23:30:00Z'), timezone).toISOString().slice(0, 10);
    expect(['UTC', 'Europe/Berlin', 'America/New_York'].map(day)).toEqual([
      '2026-11-22',
      '2026-11-23',
      '2026-11-22',
    ]);
  });
});
