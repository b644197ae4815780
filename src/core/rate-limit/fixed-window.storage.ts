import type { ThrottlerStorage } from '@nestjs/throttler';

export const MAX_KEYS = 100_000;

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
    const timeToExpire = this.turn(ttl);
    const totalHits = (this.counts.get(key) ?? 0) + 1;
    if (totalHits === 1 && this.counts.size >= MAX_KEYS) this.forgetOldest();
    this.counts.set(key, totalHits);
    const isBlocked = totalHits > limit;
    return { totalHits, timeToExpire, isBlocked, timeToBlockExpire: isBlocked ? timeToExpire : 0 };
  }

  /** Seconds until there is room for a further hit; 0 when there is. Counts nothing. */
  waitFor(key: string, ttl: number, limit: number): number {
    const timeToExpire = this.turn(ttl);
    return (this.counts.get(key) ?? 0) < limit ? 0 : timeToExpire;
  }

  /** Begins the next window when it is time, and tells for how many seconds there is one. */
  private turn(ttl: number): number {
    const now = this.now();
    const window = Math.floor(now / ttl);
    if (window !== this.window) {
      this.window = window;
      this.counts = new Map();
    }
    return Math.ceil(((window + 1) * ttl - now) / 1000);
  }

  /** A flood from ever new addresses must not fill the memory; whose count is lost came first in this window. */
  private forgetOldest(): void {
    const [oldest] = this.counts.keys();
    this.counts.delete(oldest);
  }
}
