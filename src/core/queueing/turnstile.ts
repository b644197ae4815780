import { ServiceUnavailable } from '../errors/domain-error';

/** Lets so many through at a time; the others wait, in the order they came. */
export class Turnstile {
  private readonly waiting: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly maxWaiting = Infinity,
  ) {}

  /** Throws ServiceUnavailable when too many wait already. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else if (this.waiting.length >= this.maxWaiting) {
      throw new ServiceUnavailable('Too many are waiting for the same already.');
    } else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes straight to the next, so that nobody who has just come can take it.
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
