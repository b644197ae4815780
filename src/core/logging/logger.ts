import type { LoggerService } from '@nestjs/common';
import pino from 'pino';
import { requestContext } from '../context/request-context';
import { currentTrace, type Trace } from '../telemetry/trace';

const SECRET_KEYS = [
  'password',
  'current_password',
  'new_password',
  'token',
  'authorization',
  'cookie',
  'secret',
  'password_hash',
];

/** JSON lines on standard output. Secrets are blanked by key, one and two levels deep, and never logged on purpose. */
export const log = pino({
  level: 'info',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: {
    paths: SECRET_KEYS.flatMap((key) => [
      key,
      `*.${key}`,
      `*.*.${key}`,
      `*.headers["${key}"]`,
      `headers["${key}"]`,
    ]),
    censor: '[redacted]',
  },
  serializers: { err: serializeError },
  // Of a job there is no request.
  mixin: () => ({ request_id: requestContext.current()?.requestId, ...traceIds(currentTrace()) }),
});

/** How log lines name what they are about, so that they are found by the trace, and the trace by them. */
export function traceIds(trace: Trace | null | undefined): { trace_id?: string; span_id?: string } {
  return trace ? { trace_id: trace.traceId, span_id: trace.spanId } : {};
}

/** Message and stack, but never the statement's parameters, which may hold what users typed. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, table } = error as { code?: string; constraint?: string; table?: string };
  return { type: error.name, message: error.message, code, constraint, table, stack: error.stack };
}

/** Lets Nest's own messages go through the same stream. */
export const nestLogger: LoggerService = {
  log: (message: unknown, ...rest: unknown[]) => log.debug({ context: rest.at(-1) }, String(message)),
  warn: (message: unknown, ...rest: unknown[]) => log.warn({ context: rest.at(-1) }, String(message)),
  error: (message: unknown, ...rest: unknown[]) =>
    log.error({ context: rest.at(-1), detail: rest[0] }, String(message)),
  debug: (message: unknown, ...rest: unknown[]) => log.trace({ context: rest.at(-1) }, String(message)),
  verbose: (message: unknown, ...rest: unknown[]) => log.trace({ context: rest.at(-1) }, String(message)),
  fatal: (message: unknown, ...rest: unknown[]) => log.fatal({ context: rest.at(-1) }, String(message)),
};
