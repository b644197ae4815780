import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/principal';
import type { RequestContext } from '../context/request-context';
import type { Trace } from '../telemetry/trace';
import type { Idempotency } from './idempotency';
import type { OpsRequest } from './request';

export const SANE_REQUEST_ID = /^[A-Za-z0-9._:/=+-]{1,128}$/;
/** Methods whose If-Match is a condition on a change. */
const CONDITIONAL = new Set(['PUT', 'PATCH', 'DELETE']);

/** The context of an HTTP request. What is costly to find out and seldom asked for is found out when it is asked for. */
export class Visit implements RequestContext {
  readonly requestId: string;
  readonly startedAt = performance.now();
  trace: Trace | null = null;
  principal: Principal | null = null;
  refusal: Error | null = null;
  credential: RequestContext['credential'] = 'none';
  precondition: readonly string[] | null;
  readonly once: RequestContext['once'];

  constructor(
    private readonly request: OpsRequest,
    private readonly publicUrl: string,
    idempotency: Idempotency,
  ) {
    const { method, headers } = request;
    const wanted = headers['x-request-id'];
    this.requestId = typeof wanted === 'string' && SANE_REQUEST_ID.test(wanted) ? wanted : randomUUID();
    const tags = headers['if-match'];
    this.precondition =
      tags !== undefined && CONDITIONAL.has(method) ? tags.split(',').map((tag) => tag.trim()) : null;
    this.once = headers['idempotency-key'] === undefined ? null : (work) => idempotency.once(request, work);
  }

  get ip(): string {
    return this.request.ip ?? '';
  }

  get userAgent(): string | null {
    return this.request.headers['user-agent']?.slice(0, 512) ?? null;
  }

  get baseUrl(): string {
    return this.publicUrl || `${this.request.protocol}://${this.request.host ?? 'localhost'}`;
  }
}
