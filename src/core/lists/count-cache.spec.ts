import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CommitSignal } from '../events/commit-signal';
import { CountCache } from './count-cache';

describe('the cache of counts', () => {
  let signal: CommitSignal;
  let cache: CountCache;
  let asked: number;
  const count =
    (total: number): (() => Promise<number>) =>
    async () => {
      asked += 1;
      return total;
    };
  beforeEach(() => {
    jest.useFakeTimers();
    signal = new CommitSignal();
    cache = new CountCache(signal);
    asked = 0;
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks once, until the resource changes', async () => {
    expect(await cache.count('incident', 'all', count(7))).toBe(7);
    expect(await cache.count('incident', 'all', count(8))).toBe(7);
    signal.committed('incident');
    expect(await cache.count('incident', 'all', count(8))).toBe(8);
    expect(asked).toBe(2);
  });

  it('keeps what the change of another resource does not touch', async () => {
    await cache.count('incident', 'all', count(7));
    signal.committed('task');
    expect(await cache.count('incident', 'all', count(8))).toBe(7);
  });

  it('knows filters and resources apart', async () => {
    await cache.count('incident', 'open', count(1));
    await cache.count('incident', 'closed', count(2));
    await cache.count('task', 'open', count(3));
    const again = ['incident open', 'incident closed', 'task open'].map((each) => {
      const [resource, key] = each.split(' ');
      return cache.count(resource, key, count(0));
    });
    expect(await Promise.all(again)).toEqual([1, 2, 3]);
  });

  it('does not keep a count during which something changed', async () => {
    let answer = (_total: number): void => undefined;
    const slow = cache.count('incident', 'all', () => new Promise<number>((resolve) => (answer = resolve)));
    signal.committed('incident');
    answer(7);
    expect(await slow).toBe(7);
    expect(await cache.count('incident', 'all', count(8))).toBe(8);
  });

  it('asks again after a second, for what other instances have changed', async () => {
    await cache.count('incident', 'all', count(7));
    jest.advanceTimersByTime(999);
    expect(await cache.count('incident', 'all', count(8))).toBe(7);
    jest.advanceTimersByTime(1);
    expect(await cache.count('incident', 'all', count(8))).toBe(8);
  });

  it('counts a second from the beginning of the count, not from its end', async () => {
    await cache.count('incident', 'all', async () => {
      jest.advanceTimersByTime(900);
      return 7;
    });
    jest.advanceTimersByTime(100);
    expect(await cache.count('incident', 'all', count(8))).toBe(8);
  });

  it('keeps nothing of a count that failed', async () => {
    await expect(cache.count('incident', 'all', () => Promise.reject(new Error('gone')))).rejects.toThrow(
      'gone',
    );
    expect(await cache.count('incident', 'all', count(7))).toBe(7);
  });

  it('does not grow without bound, and is right all the same', async () => {
    for (let index = 0; index < 2_500; index += 1)
      await cache.count('incident', `filter ${index}`, count(index));
    expect(await cache.count('incident', 'filter 2499', count(-1))).toBe(2499);
    expect(await cache.count('incident', 'filter 0', count(0))).toBe(0);
    const entries = (cache as unknown as { entries: Map<string, Map<string, unknown>> }).entries;
    expect(entries.get('incident')!.size).toBeLessThanOrEqual(1_000);
  });
});
