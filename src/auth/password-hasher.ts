import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { RateLimitExceeded } from '../core/errors/domain-error';

const MAX_WAITING = 64;
/** 19 MiB, two passes: OWASP's first recommendation for argon2id. */
const OPTIONS = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A well-formed hash that no password has, for accounts that do not exist. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$WAZaFCaYb+E22Fx24nZmmw$kdd/mowkcmtonSxYFaS8CLoSSqHwCFi4BOrMZpyKBzw';

/**
 * argon2id on the thread pool, one at a time: several at once would take the cores from every other request. Whoever
 * comes when too many wait is told to come back.
 */
@Injectable()
export class PasswordHasher {
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Runs the work when it is its turn. Throws RateLimitExceeded when too many wait. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= MAX_WAITING) throw new RateLimitExceeded(2, 'Too many people are signing in.');
    this.waiting += 1;
    const turn = this.tail.then(work).finally(() => (this.waiting -= 1));
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  hash(password: string): Promise<string> {
    return hash(password, OPTIONS);
  }

  /** Takes as long for an account that does not exist. */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const matches = await verify(stored ?? NOBODY, password);
    return matches && stored !== undefined;
  }
}
