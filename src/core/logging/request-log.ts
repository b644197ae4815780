import type { Response } from 'express';
import type { OpsRequest } from '../http/request';
import { maskCredentials } from '../text/mask-credentials';
import { log, traceIds } from './logger';

const SLOW_MS = 1_000;

/** What logs a request once its answer has been let go of, or null when nothing is to be logged. */
export function requestLog(which: 'all' | 'notable' | 'none'): ((response: Response) => void) | null {
  if (which === 'none') return null;
  return function note(response: Response): void {
    const request = response.req as OpsRequest;
    const { context } = request;
    const ms = Math.round(performance.now() - context.startedAt);
    const isWhole = response.writableFinished;
    if (which === 'notable' && isWhole && response.statusCode < 400 && ms < SLOW_MS) return;
    log.info(
      {
        request_id: context.requestId,
        ...traceIds(context.trace),
        method: request.method,
        // The query may carry a token (?token=) and is left out.
        path: maskCredentials(request.originalUrl.split('?', 1)[0]),
        status: response.statusCode,
        ms,
        ip: context.ip,
        user_id: context.principal?.userId,
        ...(!isWhole && { aborted: true }),
      },
      'request',
    );
  };
}
