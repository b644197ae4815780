import { describe, expect, it } from '@jest/globals';
import { FixedWindowStorage, type HitStorage } from './fixed-window.storage';
import { MAX_KEYS } from './window-entries';

const MINUTE = 60_000;

describe('counting in fixed windows', () => {
  const start = 1_000 * MINUTE;
  const at = (offset: number) => {
    const clock = { now: start + offset };
    const storage: HitStorage = new FixedWindowStorage(() => clock.now);
    const hit = (key = 'user:1', limit = 3) => storage.increment(key, MINUTE, limit, 0, 'api');
    return { clock, hit };
  };

  it('counts up and blocks beyond the limit, not at it', async () => {
    const { hit } = at(0);
    const hits = [await hit(), await hit(), await hit(), await hit()];
    expect(hits.map(({ totalHits }) => totalHits)).toEqual([1, 2, 3, 4]);
    expect(hits.map(({ isBlocked }) => isBlocked)).toEqual([false, false, false, true]);
  });

  it('counts each key for itself', async () => {
    const { hit } = at(0);
    await hit('user:1');
    expect(await hit('user:2')).toMatchObject({ totalHits: 1 });
    expect(await hit('address:user:1')).toMatchObject({ totalHits: 1 });
    expect(await hit('user:1')).toMatchObject({ totalHits: 2 });
  });

  it('begins anew with the next window, for everybody', async () => {
    const { clock, hit } = at(MINUTE - 1);
    for (let i = 0; i < 5; i += 1) await hit();
    expect(await hit()).toMatchObject({ totalHits: 6, isBlocked: true });
    clock.now += 1;
    expect(await hit()).toMatchObject({ totalHits: 1, isBlocked: false });
    clock.now += 10 * MINUTE;
    expect(await hit()).toMatchObject({ totalHits: 1 });
  });

  it.each([
    [0, 60],
    [1, 60],
    [30_000, 30],
    [59_001, 1],
    [59_999, 1],
  ])('at %i ms into a window tells %i whole seconds to its end, never none', async (offset, seconds) => {
    const { hit } = at(offset);
    expect(await hit('k', 1)).toMatchObject({ timeToExpire: seconds, timeToBlockExpire: 0 });
    expect(await hit('k', 1)).toMatchObject({ timeToExpire: seconds, timeToBlockExpire: seconds });
  });

  it('remembers so many keys and no more: those that came first are forgotten', async () => {
    const { hit } = at(0);
    for (let n = 0; n < MAX_KEYS; n += 1) await hit(`address:${n}`);
    expect(await hit('address:0')).toMatchObject({ totalHits: 2 });
    await hit('one more');
    expect(await hit('address:1')).toMatchObject({ totalHits: 2 });
    expect(await hit('address:0')).toMatchObject({ totalHits: 1 });
  });

  it('loses no hit of many at once', async () => {
    const { hit } = at(0);
    const hits = await Promise.all(Array.from({ length: 100 }, async () => hit('k', 40)));
    expect(new Set(hits.map(({ totalHits }) => totalHits)).size).toBe(100);
    expect(hits.filter(({ isBlocked }) => isBlocked)).toHaveLength(60);
  });
});
