import { describe, expect, it } from '@jest/globals';
import { type InvalidRequest } from '../../core/errors/domain-error';
import { askedPeriod, periodLengthOf } from './asked-period';
import { bucketsOf } from './buckets';

const NOW = new Date('2026-03-10T12:34:56Z');

describe('the period of a report', () => {
  it.each([
    ['2026-01-01', '2026-01-31', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
    [
      '2026-01-01T06:00:00+02:00',
      '2026-01-31T10:00:00Z',
      '2026-01-01T04:00:00.000Z',
      '2026-01-31T10:00:00.000Z',
    ],
    ['2026-03-10', '2026-03-10', '2026-03-10T00:00:00.000Z', '2026-03-11T00:00:00.000Z'],
  ])('from %s to %s: a bare day at the end is part of it', (from, to, start, end) => {
    expect(askedPeriod(from, to, NOW)).toEqual({ start, end });
  });

  it('holds today and as many days before when none is asked for', () => {
    const { start, end } = periodLengthOf(askedPeriod(null, undefined, NOW), NOW, 30);
    expect([start, end]).toEqual([new Date('2026-02-09T00:00:00Z'), new Date('2026-03-11T00:00:00Z')]);
    const before = periodLengthOf(askedPeriod(null, '2026-01-31', NOW), NOW, 31);
    expect(before.start).toEqual(new Date('2026-01-01T00:00:00Z'));
    const since = periodLengthOf(askedPeriod('2026-03-01', null, NOW), NOW, 30);
    expect(since).toEqual({ start: new Date('2026-03-01T00:00:00Z'), end: new Date('2026-03-11T00:00:00Z') });
  });

  it('says everything that is wrong', () => {
    const fields = (start: string, end: string): string[] => {
      try {
        askedPeriod(start, end, NOW);
        return [];
      } catch (error) {
        return ((error as InvalidRequest).details as { field: string }[]).map(({ field }) => field);
      }
    };
    expect(fields('x', '2026-02-30')).toEqual(['period_start', 'period_end']);
    expect(fields('2026-03-11', '2026-03-12')).toEqual(['period_start']);
    expect(fields('2026-03-10', '2026-03-09')).toEqual(['period_end']);
    expect(fields('2016-01-01', '2026-03-09')).toEqual(['period_start']);
    expect(fields('2026-03-10', '2026-03-10')).toEqual([]);
    // What no calendar or no database can reckon with.
    expect(fields('2026-03-10', '9999-12-31')).toEqual(['period_end', 'period_start']);
    expect(fields('2026-03-10', '2027-03-12')).toEqual(['period_end']);
    expect(fields('2026-03-10', '2027-03-10')).toEqual([]);
    expect(fields('0001-01-09', '0001-01-10')).toEqual(['period_start', 'period_end']);
    expect(fields('1969-12-31', '1970-01-01')).toEqual(['period_start']);
    expect(fields('1970-01-01', '1970-01-01')).toEqual([]);
  });

  it('is drawn by days, weeks from Monday, or months, up to now and no further', () => {
    const buckets = (start: string, end: string): string[] =>
      bucketsOf({ start: new Date(start), end: new Date(end) }, NOW).map(
        ({ day, label }) => `${day} ${label}`,
      );
    expect(buckets('2026-03-08', '2026-03-31')).toEqual([
      '2026-03-08 8 Mar',
      '2026-03-09 9 Mar',
      '2026-03-10 10 Mar',
    ]);
    const weeks = buckets('2026-01-01', '2026-04-01');
    expect([weeks[0], weeks.at(-1), weeks.length]).toEqual(['2025-12-29 29 Dec', '2026-03-09 9 Mar', 11]);
    const months = buckets('2024-12-15', '2026-02-01');
    expect([months[0], months[1], months.at(-1)]).toEqual([
      '2024-12-01 Dec 2024',
      '2025-01-01 Jan 2025',
      '2026-01-01 Jan 2026',
    ]);
  });
});
