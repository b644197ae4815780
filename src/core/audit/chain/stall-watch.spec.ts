import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { log } from '../../logging/logger';
import { Clock } from '../../time/clock';
import type { Standing } from './chain.queries';
import { StallWatch } from './stall-watch';

describe('sealing that somebody else keeps from going on', () => {
  const told: string[] = [];
  let minutes: number;
  let standing: Standing;
  let watch: StallWatch;
  beforeEach(() => {
    told.length = 0;
    jest.spyOn(log, 'warn').mockImplementation((text: unknown) => {
      told.push(String(text));
    });
    minutes = 0;
    standing = { head: '5', is_waiting: true };
    const clock = new Clock();
    jest.spyOn(clock, 'now').mockImplementation((): Date => new Date(minutes * 60_000));
    watch = new StallWatch(() => Promise.resolve(standing), clock);
    watch.progress(5);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const blockedAt = async (...times: number[]): Promise<void> => {
    for (minutes of times) await watch.blocked();
  };

  it('is told of once, after a minute without progress', async () => {
    await blockedAt(0, 0.9);
    expect(told).toEqual([]);
    await blockedAt(1, 2, 3, 4);
    expect(told).toEqual([expect.stringContaining('another session holds its lock')]);
    watch.progress(6);
    standing = { head: '6', is_waiting: true };
    await blockedAt(10, 11, 12);
    expect(told).toHaveLength(2);
  });

  it('is not told of while the other one makes progress, or nothing waits', async () => {
    for (const head of [6, 7, 8]) {
      standing = { head: String(head), is_waiting: true };
      await blockedAt(head, head + 0.9);
    }
    standing = { head: '8', is_waiting: false };
    await blockedAt(20, 21, 22, 23);
    expect(told).toEqual([]);
  });
});
