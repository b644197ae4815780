import { AsyncLocalStorage } from 'node:async_hooks';
import { requestContext } from '../context/request-context';

/** What is going on belongs to this trace, and to this span of ours if there is one. */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId?: string;
  readonly isSampled: boolean;
}

const spans = new AsyncLocalStorage<Trace>();

export const withTrace = <T>(trace: Trace, work: () => T): T => spans.run(trace, work);

/** Of the running request, job or batch. */
export const currentTrace = (): Trace | undefined =>
  spans.getStore() ?? requestContext.current()?.trace ?? undefined;

const TRACE_PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Whose work a request is part of, by the header `traceparent` (W3C Trace Context); null if it makes no sense. */
export function callerOf(traceparent: string | string[] | undefined): Required<Trace> | null {
  if (typeof traceparent !== 'string') return null;
  const [, version, traceId, spanId, flags, more] = TRACE_PARENT.exec(traceparent) ?? [];
  // Later versions may say more, the first says nothing else.
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (parseInt(flags, 16) & 1) === 1 };
}
