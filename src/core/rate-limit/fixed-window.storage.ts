import type { ThrottlerStorage } from '@nestjs/throttler';

export type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** The throttler's storage interface, of which one that shares its counts waits for others and one in memory need not. */
export interface HitStorage {
  increment(...of: Parameters<ThrottlerStorage['increment']>): Hit | Promise<Hit>;
}

/**
 * Counts requests per key in windows aligned to the clock, in memory. It stands behind the throttler's own storage
 * interface, so that a shared storage can take its place; the package's in-memory storage sets one timer per request.
 */
export class FixedWindowStorage implements HitStorage {
  private window = 0;
  private counts = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  increment(key: string, ttl: number, limit: number): Hit {
    const now = this.now();
    const window = Math.floor(now / ttl);
    if (window !== this.window) {
      this.window = window;
      this.counts = new Map();
    }
    const totalHits = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, totalHits);
    const timeToExpire = Math.ceil(((window + 1) * ttl - now) / 1000);
    const isBlocked = totalHits > limit;
    return { totalHits, timeToExpire, isBlocked, timeToBlockExpire: isBlocked ? timeToExpire : 0 };
  }
}
