import { describe, expect, it } from '@jest/globals';
import type { Value, ValueKind } from '../figures/report-content';
import { shownPeriod } from './about-report';
import { shownValue } from './shown-value';

describe('a value in a report', () => {
  it.each<[Value, ValueKind, string | undefined, string]>([
    [1234567, 'integer', undefined, '1,234,567'],
    [100, 'integer', undefined, '100'],
    [0, 'integer', 'd', '0 d'],
    [-1200, 'integer', undefined, '−1,200'],
    [96.5, 'decimal', 'h', '96.5 h'],
    [1.005, 'decimal', undefined, '1'],
    [80.4, 'percentage', undefined, '80.40 %'],
    [1204.1, 'money', 'USD', '1,204.10 USD'],
    [-0.001, 'money', 'USD', '0.00 USD'],
    [30, 'money_change', 'EUR', '+30.00 EUR'],
    [-30.05, 'money_change', 'EUR', '−30.05 EUR'],
    [0, 'percentage_change', undefined, '0.00 %'],
    [5.5, 'percentage_change', undefined, '+5.50 %'],
    [0, 'duration', undefined, '0 min'],
    [0.2, 'duration', undefined, '12 min'],
    [0.9999, 'duration', undefined, '1 h'],
    [5.5, 'duration', undefined, '5 h 30 min'],
    [23.9999, 'duration', undefined, '1 d'],
    [76.4, 'duration', undefined, '3 d 4 h'],
    [24 * 45 + 3, 'duration', undefined, '45 d'],
    ['2026-01-05', 'day', undefined, '5 Jan 2026'],
    ['All weeks', 'day', undefined, 'All weeks'],
    ['2026-01-05T09:03:59.000Z', 'moment', undefined, '5 Jan 2026, 09:03 UTC'],
    ['in_progress', 'label', undefined, 'in progress'],
    ['in_progress', 'text', undefined, 'in_progress'],
    [true, 'text', undefined, 'yes'],
    [null, 'money', 'USD', '–'],
  ])('%p as %s is shown as a person reads it', (value, kind, unit, shown) => {
    expect(shownValue(value, kind, unit)).toBe(shown);
  });

  it('a period of whole days names the last of them, another one its moments', () => {
    const period = (start: string, end: string): string =>
      shownPeriod({ start: new Date(start), end: new Date(end) });
    expect(period('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toBe('1 Jan 2026 – 31 Jan 2026');
    expect(period('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')).toBe('1 Jan 2026');
    expect(period('2026-01-01T10:30:00Z', '2026-01-02T00:00:00Z')).toBe(
      '1 Jan 2026, 10:30 UTC – 2 Jan 2026, 00:00 UTC',
    );
  });
});
