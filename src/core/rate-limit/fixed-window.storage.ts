import type { ThrottlerStorage } from '@nestjs/throttler';
import { WindowEntries } from './window-entries';

export type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** The throttler's storage interface, of which one that shares its counts waits for others and one in memory need not. */
export interface HitStorage {
  increment(...of: Parameters<ThrottlerStorage['increment']>): Hit | Promise<Hit>;
}

/** What a count means for the request that brought it there. */
export function hitOf(totalHits: number, limit: number, timeToExpire: number): Hit {
  const isBlocked = totalHits > limit;
  return { totalHits, timeToExpire, isBlocked, timeToBlockExpire: isBlocked ? timeToExpire : 0 };
}

/**
 * Counts requests per key in windows aligned to the clock, in memory. It stands behind the throttler's own storage
 * interface, so that a shared storage can take its place; the package's in-memory storage sets one timer per request.
 */
export class FixedWindowStorage implements HitStorage {
  private readonly counts: WindowEntries<number>;

  constructor(now: () => number = Date.now) {
    this.counts = new WindowEntries(now);
  }

  increment(key: string, ttl: number, limit: number): Hit {
    const timeToExpire = this.counts.turn(ttl);
    const totalHits = (this.counts.get(key) ?? 0) + 1;
    if (totalHits === 1) this.counts.add(key, 1);
    else this.counts.set(key, totalHits);
    return hitOf(totalHits, limit, timeToExpire);
  }

  /** Seconds until there is room for a further hit; 0 when there is. Counts nothing. */
  waitFor(key: string, ttl: number, limit: number): number {
    const timeToExpire = this.counts.turn(ttl);
    return (this.counts.get(key) ?? 0) < limit ? 0 : timeToExpire;
  }
}
