import { ArgumentsHost, Catch, ExceptionFilter, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AuditTrail } from '../audit/audit-trail';
import { requestContext } from '../context/request-context';
import { SAFE_METHODS } from '../http/methods';
import type { OpsRequest } from '../http/request';
import { log } from '../logging/logger';
import { isLimited } from '../rate-limit/rate-limiter';
import { maskCredentials } from '../text/mask-credentials';
import { type DescribedError, describeError, errorBody } from './describe-error';

/** The one place where an error becomes an answer. It also puts refused attempts on record. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly audit: AuditTrail) {}

  catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<OpsRequest>();
    const response = http.getResponse<Response>();
    // What is refused before the router has not entered its context yet.
    return requestContext.run(request.context, () => this.answer(error, request, response));
  }

  private async answer(error: unknown, request: OpsRequest, response: Response): Promise<void> {
    const described = describeError(error);
    const requestId = request.context?.requestId ?? '';
    if (described.status >= 500)
      log.error({ err: error, request_id: requestId, path: maskCredentials(request.path) }, 'request failed');
    // Before the answer: whoever sees the refusal can also see its audit row.
    if (this.isOnRecord(request, described)) await this.audit.recordRefusal(request, described);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendError(response, described, requestId);
  }

  /**
   * 403 always, other 4xx on changes. Sign-in keeps its own record of failures; floods (429) would only repeat
   * themselves. What is not rate limited, or no route at all, would let anybody write to the log without end.
   */
  private isOnRecord({ context, path, method }: OpsRequest, { status, code }: DescribedError): boolean {
    if (!context || status >= 500 || status === 429 || code === 'NOT_FOUND') return false;
    if (!path.startsWith('/api/v1/') || !isLimited(path)) return false;
    if (path === '/api/v1/auth/login' && status === 401) return false;
    return status === 403 || !SAFE_METHODS.has(method);
  }
}

export function sendError(response: Response, described: DescribedError, requestId: string): void {
  if (described.retryAfter !== undefined) response.setHeader('Retry-After', String(described.retryAfter));
  if (described.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  const body = Buffer.from(JSON.stringify(errorBody(described, requestId)));
  response.statusCode = described.status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', body.length);
  response.end(body);
}
