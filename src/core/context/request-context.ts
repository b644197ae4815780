import { AsyncLocalStorage } from 'node:async_hooks';
import type { Principal } from '../access/principal';
import type { Trace } from '../telemetry/trace';

/** What is known of the request that is being served. Opened by the front door, before anything can fail. */
export interface RequestContext {
  readonly requestId: string;
  readonly startedAt: number;
  /** The trace that the request belongs to, if it is known. */
  readonly trace?: Trace | null;
  readonly ip: string;
  readonly userAgent: string | null;
  /** Scheme and host of absolute URLs in answers, e.g. `https://ops.example.com`. */
  readonly baseUrl: string;
  principal: Principal | null;
  /** Why credentials that were sent are no good, or could not be looked at; null when none were sent or they are good. */
  refusal: Error | null;
  /** How the credentials came. */
  credential: 'bearer' | 'cookie' | 'none';
  /** Version demanded by If-Match; the first row that a request changes answers for it. */
  precondition: readonly string[] | null;
  /** Set when the request carries an Idempotency-Key: runs the work, or gives what it gave the first time. */
  readonly once: ((work: () => Promise<unknown>) => Promise<unknown>) | null;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const requestContext = {
  run: <T>(context: RequestContext, work: () => T): T => storage.run(context, work),
  /** The context of the running request, or undefined in jobs, seeds and timers. */
  current: (): RequestContext | undefined => storage.getStore(),
};
