import { describe, expect, it } from '@jest/globals';
import type { SharedCounts } from './shared-counts';
import { SharedWindowStorage } from './shared-window.storage';
import { MAX_KEYS } from './window-entries';

const MINUTE = 60_000;

/** What instances have in common, in memory: it can be away, fail, and forget. */
class Common {
  isUp = true;
  isBroken = false;
  asked = 0;
  private counts = new Map<string, Map<string, number>>();

  forget(): void {
    this.counts = new Map();
  }

  for(instance: string): SharedCounts {
    const isUp = (): boolean => this.isUp;
    return {
      get isUp() {
        return isUp();
      },
      count: (own) => {
        this.asked += 1;
        if (this.isBroken) return Promise.reject(new Error('away'));
        const totals = Array.from(own, ([key, count]) => {
          const known = this.counts.get(key) ?? new Map<string, number>();
          this.counts.set(key, known.set(instance, count));
          return [...known.values()].reduce((sum, each) => sum + each, 0);
        });
        return Promise.resolve(totals);
      },
    };
  }
}

describe('counting over several instances', () => {
  const scene = () => {
    const common = new Common();
    const clock = { now: 1_000 * MINUTE };
    const [a, b, c] = ['a', 'b', 'c'].map(
      (name) => new SharedWindowStorage(common.for(name), () => clock.now),
    );
    const hits = async (storage: SharedWindowStorage, times: number, key = 'user:1', limit = 10) =>
      Promise.all(Array.from({ length: times }, async () => storage.increment(key, MINUTE, limit)));
    const total = async (storage: SharedWindowStorage) => (await hits(storage, 1))[0].totalHits;
    return { common, clock, a, b, c, hits, total };
  };

  it('gives each hit a number of its own, and lets in exactly the limit of many at once', async () => {
    const { a, b, c, hits } = scene();
    const all = (await Promise.all([a, b, c].map((storage) => hits(storage, 8)))).flat();
    const admitted = all.filter(({ isBlocked }) => !isBlocked).map(({ totalHits }) => totalHits);
    expect(admitted.sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('asks once for all that comes together, and no more for what is known to be over', async () => {
    const { common, a, b, hits } = scene();
    await Promise.all([hits(a, 5), hits(a, 3, 'user:2')]);
    expect(common.asked).toBe(1);
    await hits(b, 6);
    expect(common.asked).toBe(2);
    expect((await hits(b, 50)).every(({ isBlocked }) => isBlocked)).toBe(true);
    expect(common.asked).toBe(2);
  });

  it('does not wait while the others are away, and goes on from what is known of them', async () => {
    const { common, a, b, hits, total } = scene();
    await hits(a, 4);
    expect(await total(b)).toBe(5);
    common.isUp = false;
    const hit = b.increment('user:1', MINUTE, 10);
    expect(hit).not.toBeInstanceOf(Promise);
    expect(hit).toMatchObject({ totalHits: 6 });
    expect(await total(a)).toBe(5);
    // What was counted meanwhile is told when they are back.
    common.isUp = true;
    expect(await total(b)).toBe(7);
    expect(await total(a)).toBe(9);
  });

  it('answers from what is known when the question fails', async () => {
    const { common, a, total } = scene();
    common.isBroken = true;
    expect([await total(a), await total(a)]).toEqual([1, 2]);
  });

  it('forgets nothing when they have forgotten everything', async () => {
    const { common, a, b, hits, total } = scene();
    await hits(a, 4);
    await hits(b, 3);
    common.forget();
    expect(await total(b)).toBe(8);
    expect(await total(a)).toBe(9);
    expect(await total(b)).toBe(10);
  });

  it('begins anew with the next window', async () => {
    const { clock, a, b, hits, total } = scene();
    await hits(a, 6);
    clock.now += MINUTE;
    expect(await total(b)).toBe(1);
    expect(await total(a)).toBe(2);
  });

  it('does not tell the others of ever new keys without end', () => {
    const { common, a } = scene();
    common.isUp = false;
    for (let n = 0; n < MAX_KEYS; n += 1) void a.increment(`address:${n}`, MINUTE, 10);
    common.isUp = true;
    expect(a.increment('one more', MINUTE, 10)).toMatchObject({ totalHits: 1 });
    expect(common.asked).toBe(0);
  });
});
