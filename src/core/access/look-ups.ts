import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { RateLimitExceeded, Unauthorized } from '../errors/domain-error';
import { addressBucket } from '../rate-limit/address-bucket';
import { FixedWindowStorage } from '../rate-limit/fixed-window.storage';
import { MINUTE_MS } from '../time/durations';
import { Authenticator } from './authenticator';
import type { Principal } from './principal';

/**
 * Looks up credentials that are not remembered, for so long as not too many from that address were no good: each costs
 * the database a query, and whoever makes them up has no end of them. Only failures count, of this instance, apart from
 * other requests: strangers who ask without credentials keep nobody out who is at the same address.
 */
@Injectable()
export class LookUps {
  private readonly failures = new FixedWindowStorage();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly authenticator: Authenticator,
  ) {}

  /** Throws Unauthorized, or RateLimitExceeded without having looked. */
  async authenticate(credential: string, address: string): Promise<Principal> {
    const key = addressBucket(address);
    const wait = this.failures.waitFor(key, MINUTE_MS, this.config.RATE_LIMIT_ANONYMOUS);
    if (wait > 0) throw new RateLimitExceeded(wait);
    try {
      return await this.authenticator.authenticate(credential);
    } catch (error) {
      // Anything else says nothing about the credential.
      if (error instanceof Unauthorized) this.failures.increment(key, MINUTE_MS, Infinity);
      throw error;
    }
  }
}
