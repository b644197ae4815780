/** Numbers that look random and are the same on every run: a sfc32 generator whose seed is a name. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private count = 1;

  constructor(name: string) {
    const hash = hashOf(name);
    this.a = hash();
    this.b = hash();
    this.c = hash();
    for (let i = 0; i < 15; i += 1) this.bits();
  }

  /** A number from 0 up to, but not including, 1. */
  next(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** A number between both, small ones as likely as large ones by order of magnitude. */
  logarithmic(min: number, max: number): number {
    return min * (max / min) ** this.next();
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('there is nothing to pick from');
    return items[Math.floor(this.next() * items.length)];
  }

  /** One of the items, each as often as its weight says. */
  weighted<T>(items: readonly (readonly [T, number])[]): T {
    const total = items.reduce((sum, [, weight]) => sum + weight, 0);
    if (total <= 0) throw new RangeError('there is nothing to pick from');
    let left = this.next() * total;
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return items.findLast(([, weight]) => weight > 0)![0];
  }

  /** The items in another order, as a new array. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = this.integer(0, i);
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    return shuffled;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const [p, q, r, s] = [this.hex(), this.hex(), this.hex(), this.hex()];
    const variant = '89ab'[parseInt(r[0], 16) & 3];
    return `${p}-${q.slice(0, 4)}-4${q.slice(5)}-${variant}${r.slice(1, 4)}-${r.slice(4)}${s}`;
  }

  private hex(): string {
    return this.bits().toString(16).padStart(8, '0');
  }

  private bits(): number {
    const result = (this.a + this.b + this.count) | 0;
    this.count = (this.count + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0;
    return result >>> 0;
  }
}

/** Draws from a shuffled pile and starts a new pile when none fits, so that every item comes up in its share. */
export class Deck<T> {
  private readonly pile: T[];

  /** @param first what comes up before anything else, if it fits */
  constructor(
    private readonly random: Random,
    private readonly items: readonly T[],
    first: readonly T[] = [],
  ) {
    this.pile = [...first];
  }

  draw(fits: (item: T) => boolean = () => true): T {
    let at = this.pile.findIndex(fits);
    if (at < 0) {
      this.pile.push(...this.random.shuffle(this.items));
      at = this.pile.findIndex(fits);
    }
    if (at < 0) throw new RangeError('no item of the deck fits');
    return this.pile.splice(at, 1)[0];
  }
}

/** 32-bit words derived from a text (xmur3). */
function hashOf(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h | 0;
  };
}
