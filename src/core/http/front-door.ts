import { Inject, Injectable } from '@nestjs/common';
import { parse as parseCookies } from 'cookie';
import type { NextFunction, Response } from 'express';
import { CONFIG, Config } from '../../config';
import { Authenticator } from '../access/authenticator';
import { LookUps } from '../access/look-ups';
import { type RequestContext, requestContext } from '../context/request-context';
import { Unauthorized } from '../errors/domain-error';
import { requestLog } from '../logging/request-log';
import { isLimited, RateLimiter } from '../rate-limit/rate-limiter';
import { hasBody } from './body';
import { Idempotency } from './idempotency';
import type { OpsRequest } from './request';
import { RequestWatch } from './request-watch';
import { DATA_HEADERS, PAGE_HEADERS } from './security-headers';
import { Visit } from './visit';

export const SESSION_COOKIE = 'session_token';

/**
 * What every request passes before anything can fail: request id, security headers, who is calling, rate limit. It runs
 * ahead of the body parser and the router, so that their errors are counted, identified and headed like any other.
 */
@Injectable()
export class FrontDoor {
  private readonly leave: (this: Response) => void;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly authenticator: Authenticator,
    private readonly lookUps: LookUps,
    private readonly limiter: RateLimiter,
    private readonly idempotency: Idempotency,
    private readonly watch: RequestWatch,
  ) {
    const note = requestLog(config.LOG_REQUESTS);
    this.leave = function (this: Response): void {
      watch.leave(this);
      note?.(this);
    };
  }

  /** Before anything else, CORS included: every answer has an id and the security headers. */
  readonly greet = (request: OpsRequest, response: Response, next: NextFunction): void => {
    const context = new Visit(request, this.config.PUBLIC_URL, this.idempotency);
    request.context = context;
    context.trace = this.watch.enter(request, response);
    response.setHeader('X-Request-Id', context.requestId);
    const headers = request.path.startsWith('/api/docs') ? PAGE_HEADERS : DATA_HEADERS;
    for (const [name, value] of headers) response.setHeader(name, value);
    response.on('close', this.leave);
    next();
  };

  /**
   * After CORS, so that pages can read a 429 and preflights are not counted. Waits only for what is not known yet: a
   * promise costs little, but these would be on the way of every request.
   */
  readonly admit = (request: OpsRequest, response: Response, next: NextFunction): void => {
    if (!request.path.startsWith('/api/')) return next();
    response.setHeader('Cache-Control', 'private, no-cache');
    const identified = this.identify(request, request.context);
    if (identified) identified.then(() => this.count(request, response, next), next);
    else this.count(request, response, next);
  };

  /**
   * Once a body has been read: it may have come slowly, and whoever sends it may have lost their access meanwhile. What
   * is still remembered costs nothing to look at again.
   */
  readonly admitBody = (request: OpsRequest, _response: Response, next: NextFunction): void => {
    const confirmed = this.confirm(request);
    if (confirmed) confirmed.then(() => next(), next);
    else next();
  };

  /** Decides anew who sends this body. */
  confirm(request: OpsRequest): void | Promise<void> {
    const { context } = request;
    if (!context.principal || !hasBody(request)) return;
    return this.identify(request, context);
  }

  private count({ path, context }: OpsRequest, response: Response, next: NextFunction): void {
    if (!isLimited(path)) return next();
    let counted: void | Promise<void>;
    try {
      counted = this.limiter.admit(context, response);
    } catch (error) {
      return next(error);
    }
    if (counted) counted.then(() => next(), next);
    else next();
  }

  private identify(request: OpsRequest, context: RequestContext): void | Promise<void> {
    const { authorization, cookie } = request.headers;
    const isBearer = authorization !== undefined && /^Bearer(?: |$)/i.test(authorization);
    let credential = isBearer || cookie === undefined ? undefined : parseCookies(cookie)[SESSION_COOKIE];
    // Another scheme is a proxy's in front of us, say, and none of our business when there is a cookie.
    if (credential) context.credential = 'cookie';
    else if (authorization !== undefined) {
      context.credential = 'bearer';
      credential = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
      if (!credential) {
        context.refusal = new Unauthorized(
          'The Authorization header is not one of a token.',
          'Send it as: Bearer <token>.',
        );
        return;
      }
    }
    if (!credential) return;
    const known = this.authenticator.recall(credential);
    if (!known) return this.authenticate(credential, context);
    context.principal = known;
  }

  private async authenticate(credential: string, context: RequestContext): Promise<void> {
    try {
      context.principal = await requestContext.run(context, () =>
        this.lookUps.authenticate(credential, context.ip),
      );
    } catch (error) {
      context.principal = null;
      // Whatever it is refuses only routes that need to know: signing in must work with a stale cookie, and health and
      // documentation while the database is away.
      context.refusal = error as Error;
    }
  }
}
