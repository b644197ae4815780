import { Inject, Injectable } from '@nestjs/common';
import { ThrottlerStorage } from '@nestjs/throttler';
import type { Response } from 'express';
import { CONFIG, Config } from '../../config';
import type { RequestContext } from '../context/request-context';
import { RateLimitExceeded } from '../errors/domain-error';
import { MINUTE_MS } from '../time/durations';
import { addressBucket } from './address-bucket';
import type { Hit, HitStorage } from './fixed-window.storage';

const WINDOW_MS = MINUTE_MS;

/** Counted and limited; health, metrics, docs and the WebSocket upgrade are not. */
export const isLimited = (path: string): boolean => path.startsWith('/api/v1') && path !== '/api/v1/health';

/** One bucket a minute for each user, for each API token with those made by it, and for each address (of IPv6: network) without credentials. */
@Injectable()
export class RateLimiter {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ThrottlerStorage) private readonly storage: HitStorage,
  ) {}

  /** Counts the request and writes X-RateLimit-*. Throws RateLimitExceeded, or rejects with it if the count is awaited. */
  admit(context: RequestContext, response: Response): void | Promise<void> {
    const { principal } = context;
    const limit = principal ? this.config.RATE_LIMIT_AUTHENTICATED : this.config.RATE_LIMIT_ANONYMOUS;
    const key = principal
      ? principal.kind === 'api_token'
        ? `token:${principal.rootId ?? principal.credentialId}`
        : `user:${principal.userId}`
      : `address:${addressBucket(context.ip)}`;
    const hit = this.storage.increment(key, WINDOW_MS, limit, 0, 'api');
    if (hit instanceof Promise) return hit.then((known) => this.judge(known, limit, response));
    this.judge(hit, limit, response);
  }

  private judge({ totalHits, timeToExpire }: Hit, limit: number, response: Response): void {
    response.setHeader('X-RateLimit-Limit', limit);
    response.setHeader('X-RateLimit-Remaining', Math.max(0, limit - totalHits));
    response.setHeader('X-RateLimit-Reset', Math.floor(Date.now() / 1000) + timeToExpire);
    if (totalHits > limit) throw new RateLimitExceeded(Math.max(1, timeToExpire));
  }
}
