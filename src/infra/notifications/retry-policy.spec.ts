import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../config';
import { retrySeconds } from './retry-policy';

describe('the wait before a retry', () => {
  it('doubles with each attempt', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempt) => retrySeconds(attempt, 10, null, 0));
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640]);
  });

  it('is up to half as long again by chance', () => {
    expect(retrySeconds(3, 10, null, 0.5)).toBe(50);
    for (let round = 0; round < 100; round += 1) {
      const wait = retrySeconds(3, 10, null);
      expect(wait).toBeGreaterThanOrEqual(40);
      expect(wait).toBeLessThan(60);
    }
  });

  it('is never longer than an hour, however many attempts there were', () => {
    expect([12, 100, 10_000].map((attempt) => retrySeconds(attempt, 10, null, 1))).toEqual([
      3600, 3600, 3600,
    ]);
  });

  it('is as long as the receiver asks for, if that is longer, up to an hour', () => {
    expect([0, 7, 30, 86_400].map((asked) => retrySeconds(1, 10, asked, 0))).toEqual([10, 10, 30, 3600]);
  });

  it('gives a receiver that is away more than five hours, with the default settings', () => {
    const { NOTIFY_MAX_ATTEMPTS, NOTIFY_RETRY_SECONDS } = readConfig({});
    const waits = Array.from({ length: NOTIFY_MAX_ATTEMPTS - 1 }, (_, n) =>
      retrySeconds(n + 1, NOTIFY_RETRY_SECONDS, null, 0),
    );
    expect(waits.reduce((sum, wait) => sum + wait) / 3_600).toBeGreaterThan(5);
  });
});
