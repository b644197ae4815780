import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Metrics } from '../telemetry/metrics';
import { callerOf, type Trace } from '../telemetry/trace';
import { type OpenSpan, Tracing } from '../telemetry/tracing';
import type { OpsRequest } from './request';

const BUCKETS = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** What came to no route: paths that nobody serves, and what is refused before the router, as 413 and 429 are. */
const UNMATCHED = 'unmatched';

/**
 * How long requests take, by route. Labels have few values whatever is asked for: the route's template, never the path, and
 * known methods.
 */
@Injectable()
export class RequestWatch {
  private inFlight = 0;
  private readonly histogram;
  private readonly aborted;
  /** Looking up the series of labels costs more than counting in it. */
  private readonly series = new Map<string, (seconds: number) => void>();
  private readonly spans = new WeakMap<Response, OpenSpan>();

  constructor(
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    this.histogram = metrics.histogram(
      'http_request_duration_seconds',
      'Time from the arrival of a request to the end of its answer, by method, route and status.',
      ['method', 'route', 'status'],
      BUCKETS,
    );
    this.aborted = metrics.counter(
      'http_requests_aborted_total',
      'Requests whose answer did not leave whole, because the client went away or the answer broke off.',
      ['method', 'route'],
    );
    metrics.gauge('http_requests_in_flight', 'Requests that are being answered now.', () => this.inFlight);
  }

  /** Gives the trace that the request belongs to, if there is one. */
  enter({ method, headers }: OpsRequest, response: Response): Trace | null {
    this.inFlight += 1;
    const caller = headers.traceparent === undefined ? null : callerOf(headers.traceparent);
    const name = methodOf(method);
    const span = this.tracing.open(name, 'server', { 'http.request.method': name }, caller);
    if (span) this.spans.set(response, span);
    // Without spans of our own the trace is known all the same; the span would be the caller's.
    return span ?? (caller && { traceId: caller.traceId, isSampled: caller.isSampled });
  }

  /** When the connection has let go of the answer, sent whole or not. */
  leave(response: Response): void {
    this.inFlight -= 1;
    const request = response.req as OpsRequest;
    const method = methodOf(request.method);
    const route = routeOf(request);
    const { statusCode: status, writableFinished: isWhole } = response;
    if (isWhole)
      this.observer(method, route, status)((performance.now() - request.context.startedAt) / 1_000);
    else this.aborted.inc({ method, route });
    const span = this.spans.get(response);
    if (!span) return;
    const isKnown = route !== UNMATCHED;
    if (isKnown) span.rename(`${method} ${route}`);
    span.describe({
      ...(isKnown && { 'http.route': route }),
      ...(isWhole && { 'http.response.status_code': status }),
    });
    if (isWhole) span.end(status >= 500 ? String(status) : undefined);
    else span.end('aborted');
  }

  private observer(method: string, route: string, status: number): (seconds: number) => void {
    const key = `${method} ${status} ${route}`;
    let observe = this.series.get(key);
    if (!observe) {
      const series = this.histogram.labels(method, route, String(status));
      observe = (seconds) => series.observe(seconds);
      this.series.set(key, observe);
    }
    return observe;
  }
}

const methodOf = (method: string): string => (METHODS.has(method) ? method : 'other');

function routeOf({ route }: OpsRequest): string {
  const { path } = (route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path : UNMATCHED;
}
