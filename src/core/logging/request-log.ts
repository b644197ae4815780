import type { Response } from 'express';
import type { OpsRequest } from '../http/request';
import { maskCredentials } from '../text/mask-credentials';
import { log } from './logger';

const SLOW_MS = 1_000;

/** A listener of a response's `finish` that logs the request, or null when nothing is to be logged. */
export function requestLog(which: 'all' | 'notable' | 'none'): ((this: Response) => void) | null {
  if (which === 'none') return null;
  return function note(this: Response): void {
    const request = this.req as OpsRequest;
    const { context } = request;
    const ms = Math.round(performance.now() - context.startedAt);
    if (which === 'notable' && this.statusCode < 400 && ms < SLOW_MS) return;
    log.info(
      {
        request_id: context.requestId,
        method: request.method,
        // The query may carry a token (?token=) and is left out.
        path: maskCredentials(request.originalUrl.split('?', 1)[0]),
        status: this.statusCode,
        ms,
        ip: context.ip,
        user_id: context.principal?.userId,
      },
      'request',
    );
  };
}
