import { Inject, Injectable } from '@nestjs/common';
import { parse as parseCookies } from 'cookie';
import type { NextFunction, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { CONFIG, Config } from '../../config';
import { Authenticator } from '../access/authenticator';
import type { RequestContext } from '../context/request-context';
import { DomainError, Unauthorized } from '../errors/domain-error';
import { log } from '../logging/logger';
import { RateLimiter } from '../rate-limit/rate-limiter';
import { Idempotency } from './idempotency';
import type { OpsRequest } from './request';
import { securityHeaders } from './security-headers';

export const SESSION_COOKIE = 'session_token';

const SANE_REQUEST_ID = /^[A-Za-z0-9._:/=+-]{1,128}$/;
const SLOW_MS = 1_000;
/** Counted and limited; health, metrics, docs and the WebSocket upgrade are not. */
const isLimited = (path: string): boolean => path.startsWith('/api/v1') && path !== '/api/v1/health';

/**
 * What every request passes before anything can fail: request id, security headers, who is calling, rate limit. It runs
 * ahead of the body parser and the router, so that their errors are counted, identified and headed like any other.
 */
@Injectable()
export class FrontDoor {
  private readonly fixedHeaders = securityHeaders();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly authenticator: Authenticator,
    private readonly limiter: RateLimiter,
    private readonly idempotency: Idempotency,
  ) {}

  readonly handle = async (request: OpsRequest, response: Response, next: NextFunction): Promise<void> => {
    const context = this.open(request);
    request.context = context;
    response.setHeader('X-Request-Id', context.requestId);
    for (const [name, value] of this.fixedHeaders) response.setHeader(name, value);
    if (this.config.LOG_REQUESTS !== 'none') response.once('finish', () => this.note(request, response));
    try {
      const path = request.path;
      if (path.startsWith('/api/')) {
        response.setHeader('Cache-Control', 'private, no-cache');
        await this.identify(request, context);
        if (isLimited(path)) await this.limiter.admit(context, response);
      }
      next();
    } catch (error) {
      next(error);
    }
  };

  private open(request: OpsRequest): RequestContext {
    const { headers } = request;
    const wanted = headers['x-request-id'];
    return {
      requestId: typeof wanted === 'string' && SANE_REQUEST_ID.test(wanted) ? wanted : randomUUID(),
      startedAt: performance.now(),
      ip: request.ip ?? '',
      userAgent: headers['user-agent']?.slice(0, 512) ?? null,
      baseUrl: this.config.PUBLIC_URL || `${request.protocol}://${headers.host ?? 'localhost'}`,
      principal: null,
      refusal: null,
      credential: 'none',
      precondition: readPrecondition(request),
      once:
        headers['idempotency-key'] === undefined
          ? null
          : (work) => this.idempotency.once(request, work),
    };
  }

  private async identify(request: OpsRequest, context: RequestContext): Promise<void> {
    const { authorization, cookie } = request.headers;
    let credential: string | undefined;
    if (authorization !== undefined) {
      context.credential = 'bearer';
      credential = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
      if (!credential) {
        context.refusal = new Unauthorized('The Authorization header must read: Bearer <token>.');
        return;
      }
    } else if (cookie !== undefined) {
      credential = parseCookies(cookie)[SESSION_COOKIE];
      if (credential) context.credential = 'cookie';
    }
    if (!credential) return;
    try {
      context.principal =
        this.authenticator.recall(credential) ?? (await this.authenticator.authenticate(credential));
    } catch (error) {
      // A bad token refuses only routes that need one: signing in must work with a stale cookie.
      if (!(error instanceof DomainError)) throw error;
      context.refusal = error;
    }
  }

  private note(request: OpsRequest, response: Response): void {
    const { context } = request;
    const ms = Math.round(performance.now() - context.startedAt);
    if (this.config.LOG_REQUESTS === 'notable' && response.statusCode < 400 && ms < SLOW_MS) return;
    log.info(
      {
        request_id: context.requestId,
        method: request.method,
        // The query may carry a token (?token=) and is left out.
        path: request.originalUrl.split('?', 1)[0],
        status: response.statusCode,
        ms,
        ip: context.ip,
        user_id: context.principal?.userId,
      },
      'request',
    );
  }
}

function readPrecondition(request: OpsRequest): readonly string[] | null {
  const header = request.headers['if-match'];
  if (
    header === undefined ||
    request.method === 'GET' ||
    request.method === 'HEAD' ||
    request.method === 'POST'
  )
    return null;
  return header.split(',').map((tag) => tag.trim());
}
