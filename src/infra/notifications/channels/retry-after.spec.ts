import { describe, expect, it } from '@jest/globals';
import { retryAfterSeconds } from './retry-after';

describe('Retry-After', () => {
  const NOW = Date.parse('2026-01-15T12:00:00Z');

  it.each([
    ['120', 120],
    ['0', 0],
    ['Thu, 15 Jan 2026 12:00:30 GMT', 30],
    ['Thu, 15 Jan 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    ['', null],
    ['99999999999999', null],
    [undefined, null],
    [['1', '2'], null],
  ])('%p is %p seconds', (header, seconds) => expect(retryAfterSeconds(header, NOW)).toBe(seconds));
});
