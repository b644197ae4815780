import type { Turnstile } from './turnstile';

/**
 * Work that many ask for at once: those who ask before it has begun share it, and who asks later waits for the next, so that
 * nobody is told what was so before they asked.
 */
export class SharedTurns<T> {
  private readonly waiting = new Map<string, Promise<T>>();

  constructor(private readonly turnstile: Turnstile) {}

  /** The result of this work, or of the same that waits for its turn already. Throws ServiceUnavailable as the turnstile does. */
  take(key: string, work: () => Promise<T>): Promise<T> {
    const shared = this.waiting.get(key);
    if (shared) return shared;
    let hasBegun = false;
    const turn = this.turnstile.pass(() => {
      hasBegun = true;
      this.waiting.delete(key);
      return work();
    });
    if (hasBegun) return turn;
    this.waiting.set(key, turn);
    // Whoever is sent away never begins.
    turn.catch(() => this.waiting.get(key) === turn && this.waiting.delete(key));
    return turn;
  }
}
