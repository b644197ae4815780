export const MAX_KEYS = 100_000;

/** Something for each key, in windows aligned to the clock, each of which begins with nothing. */
export class WindowEntries<T> {
  /** The number of the window since 1970. */
  window = 0;
  private entries = new Map<string, T>();

  constructor(private readonly now: () => number) {}

  /** From here on those that came first are forgotten. */
  get isFull(): boolean {
    return this.entries.size >= MAX_KEYS;
  }

  /** Begins the next window when it is time, and tells for how many seconds there is one. */
  turn(ttl: number): number {
    const now = this.now();
    const window = Math.floor(now / ttl);
    // A clock that is put right by a little must not begin the last window again, with nothing counted.
    if (window > this.window || window < this.window - 1) {
      this.window = window;
      this.entries = new Map();
    }
    return Math.ceil(Math.min(ttl, (this.window + 1) * ttl - now) / 1000);
  }

  get(key: string): T | undefined {
    return this.entries.get(key);
  }

  /** A flood from ever new addresses must not fill the memory; whose entry is lost came first in this window. */
  add(key: string, entry: T): void {
    if (this.isFull) {
      const [oldest] = this.entries.keys();
      this.entries.delete(oldest);
    }
    this.entries.set(key, entry);
  }

  /** For a key that is there. */
  set(key: string, entry: T): void {
    this.entries.set(key, entry);
  }
}
