import { HttpException } from '@nestjs/common';
import { types } from 'node:util';
import { DomainError, type Violation } from './domain-error';
import type { ErrorBody } from './error-body';

/** What a caller is told about an error. */
export interface DescribedError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: unknown;
  readonly retryAfter?: number;
}

const CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMIT_EXCEEDED',
  503: 'SERVICE_UNAVAILABLE',
};

const UNAVAILABLE: DescribedError = {
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  message: 'The database is not available for the moment: try again shortly.',
  details: null,
  retryAfter: 2,
};

/** The answer for anything that was thrown. What is not meant for callers becomes a 500 that says nothing. */
export function describeError(error: unknown): DescribedError {
  if (error instanceof DomainError) {
    const { status, code, message, details, retryAfter } = error;
    return { status, code, message, details, retryAfter };
  }
  return (
    describeBodyError(error) ??
    describeHttpException(error) ??
    describeDatabaseError(error) ?? {
      status: 500,
      code: 'INTERNAL_ERROR',
      message: 'Something went wrong on our side. Quote the request id when you report it.',
      details: null,
    }
  );
}

/** Errors of body parser, multer and router carry a `type`, `code` or `status` of their own. */
function describeBodyError(error: unknown): DescribedError | undefined {
  // Anything can be thrown: null too, and a DOMException has a number for a code.
  const { type, code, limit, field } = (error ?? {}) as {
    type?: string;
    code?: unknown;
    limit?: number;
    field?: string;
  };
  const invalid = (name: string, message: string): DescribedError => ({
    status: 400,
    code: CODES[400],
    message: 'The request is not valid: see details.',
    details: [{ field: name, message } satisfies Violation],
  });
  if (type === 'entity.parse.failed') return invalid('', 'the body is not valid JSON');
  if (type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE') {
    return {
      status: 413,
      code: CODES[413],
      message: limit
        ? `The body is larger than the ${limit} bytes that are allowed here.`
        : 'The file is too large.',
      details: limit ? { max_bytes: limit } : null,
    };
  }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return {
      status: 415,
      code: CODES[415],
      message: 'This encoding is not supported: send UTF-8.',
      details: null,
    };
  }
  if (type === 'request.aborted' || type === 'request.size.invalid')
    return invalid('', 'the body ended too early');
  if (typeof code === 'string' && code.startsWith('LIMIT_'))
    return invalid(field ?? '', 'unexpected or oversized part of the form');
  if (error instanceof URIError) return invalid('', 'the path is not valid percent-encoding');
  if (
    error instanceof Error &&
    /Multipart:|Unexpected end of form|Malformed part header/.test(error.message)
  ) {
    return invalid('', 'the multipart form is broken');
  }
  return undefined;
}

function describeHttpException(error: unknown): DescribedError | undefined {
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown })?.status;
  if (typeof status !== 'number' || status < 400 || status > 499) {
    return status === 503
      ? { ...UNAVAILABLE, message: 'The service is not available for the moment.' }
      : undefined;
  }
  const inner = (error as { cause?: unknown }).cause;
  const described = inner ? describeBodyError(inner) : undefined;
  if (described) return described;
  if (status === 400) return describeBadRequest((error as Error).message);
  const message =
    status === 404
      ? 'There is nothing at this path: see /api/docs for all routes.'
      : (error as Error).message || 'Bad request';
  return { status, code: CODES[status] ?? 'INVALID_REQUEST', message, details: null };
}

/** The framework's own 400s say in prose what is wrong; callers look for it in details. */
function describeBadRequest(message: string): DescribedError {
  const fault = /^Failed to decode param/.test(message) ? 'the path is not valid percent-encoding' : message;
  return {
    status: 400,
    code: CODES[400],
    message: 'The request is not valid: see details.',
    details: [{ field: '', message: fault || 'Bad request' } satisfies Violation],
  };
}

interface PgError extends Error {
  code?: string;
  constraint?: string;
  table?: string;
  detail?: string;
  driverError?: PgError;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** Too many connections, too many locks at a time. */
const FULL = new Set(['53300', '53200']);
const CONNECTION_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|connection error and is not queryable|Cannot use a pool after|server closed the connection/i;

/** Whether the error says that Postgres is gone, starting, stopping or full, rather than that a statement is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const pg = ((error as PgError)?.driverError ?? error) as PgError | undefined;
  // Errors of the network may come from another realm (a worker, a test runner), where `instanceof` says no.
  if (!types.isNativeError(pg)) return false;
  const code = String(pg.code ?? '');
  if (CONNECTION_CODES.has(code) || code.startsWith('08') || FULL.has(code) || code.startsWith('57P'))
    return true;
  if ('errors' in pg && Array.isArray(pg.errors)) return pg.errors.some(isDatabaseUnavailable);
  return CONNECTION_WORDS.test(pg.message);
}

/** Serialization, deadlock, lock timeout: the same again may well succeed. */
const CONTENTION = new Set(['40001', '40P01', '55P03']);

/** Whether the error says that another change got in between. */
export const isContention = (error: unknown): boolean => {
  const { code } = ((error as PgError | null)?.driverError ?? error ?? {}) as { code?: unknown };
  return typeof code === 'string' && CONTENTION.has(code);
};

function describeDatabaseError(error: unknown): DescribedError | undefined {
  if (isDatabaseUnavailable(error)) return UNAVAILABLE;
  const pg = ((error as PgError)?.driverError ?? error) as PgError | undefined;
  if (!(pg instanceof Error) || !/^[0-9A-Z]{5}$/.test(pg.code ?? '')) return undefined;
  const columns = keyOf(pg.detail ?? '');
  switch (pg.code) {
    case '23505':
      return {
        status: 409,
        code: CODES[409],
        message: `There is already one with the same ${columns?.join(' and ') ?? 'key'}.`,
        details: columns ? { fields: columns } : null,
      };
    case '23503':
      return {
        status: 409,
        code: CODES[409],
        message: 'This refers to something that does not exist, or something still refers to it.',
        details: columns ? { fields: columns } : null,
      };
    case '40001':
    case '40P01':
    case '55P03':
      return {
        status: 409,
        code: CODES[409],
        message: 'Another change got in between: try again.',
        details: null,
      };
    case '57014':
      return {
        ...UNAVAILABLE,
        message: 'The request took too long and was stopped: narrow it down and try again.',
      };
    default:
      return undefined;
  }
}

/** The columns of a broken constraint: of an index on `lower(email)`, too, what callers know is `email`. */
const keyOf = (detail: string): string[] | undefined =>
  /^Key \((.+?)\)=\(/
    .exec(detail)?.[1]
    .split(', ')
    .map((part) => part.replace(/^\w+\((\w+)(?:::\w+)?\)$/, '$1'));

/** The body of an error answer. */
export function errorBody(described: DescribedError, requestId: string): ErrorBody {
  return {
    error: {
      code: described.code,
      message: described.message,
      details: described.details ?? null,
      timestamp: new Date().toISOString(),
      request_id: requestId,
      ...(described.retryAfter === undefined ? {} : { retry_after: described.retryAfter }),
    },
  };
}
