import { describe, expect, it } from '@jest/globals';
import { isDay, parseTimestamp } from './time-text';

describe('a day', () => {
  it.each(['2026-01-01', '2024-02-29', '0001-01-01', '9999-12-31'])('is %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-32',
    '0000-01-01',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '+002026-01-01',
    '',
    20260101,
    null,
    undefined,
    new Date(),
  ])('is not %p', (value) => {
    expect(isDay(value)).toBe(false);
  });
});

describe('a moment', () => {
  it.each([
    ['2026-01-15T10:30:00Z', '2026-01-15T10:30:00.000Z'],
    ['2026-01-15T10:30Z', '2026-01-15T10:30:00.000Z'],
    ['2026-01-15t10:30:00z', '2026-01-15T10:30:00.000Z'],
    ['2026-01-15 10:30:00+02:00', '2026-01-15T08:30:00.000Z'],
    ['2026-01-15T10:30:00-0130', '2026-01-15T12:00:00.000Z'],
    ['2026-01-15T10:30:00,5Z', '2026-01-15T10:30:00.500Z'],
    ['2026-01-15T10:30:00.123456789Z', '2026-01-15T10:30:00.123Z'],
    ['2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%s is read', (text, expected) => {
    expect(parseTimestamp(text)?.toISOString()).toBe(expected);
  });

  it.each([
    ['without a zone', '2026-01-15T10:30:00'],
    ['on a day that does not exist', '2026-02-30T10:30:00Z'],
    ['at an hour that does not exist', '2026-01-15T25:00:00Z'],
    ['at a minute that does not exist', '2026-01-15T10:60:00Z'],
    ['in the year 0, which the database does not know', '0000-06-01T00:00:00Z'],
    ['whose offset leads into the year 0', '0001-01-01T00:00:00+01:00'],
    ['whose offset leads into a year of five digits', '9999-12-31T23:59:59-01:00'],
    ['in words', 'yesterday'],
    ['as the database would take it too', 'now'],
    ['at infinity', 'infinity'],
    ['as a number', 1768473000000],
    ['as nothing', null],
  ])('%s is none', (_, value) => {
    expect(parseTimestamp(value)).toBeUndefined();
  });
});
