import { HttpException } from '@nestjs/common';
import { types } from 'node:util';
import { DomainError, type Violation } from './domain-error';
import type { ErrorBody } from './error-body';
import type { ErrorKind } from './error-kind';
import * as kinds from './error-kinds';

/** What a caller is told about an error. */
export interface DescribedError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: unknown;
  readonly retryAfter?: number;
}

const BROKEN_PATH = 'the path is not valid percent-encoding: encode % as %25';

const BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  401: kinds.UNAUTHORIZED,
  403: kinds.FORBIDDEN,
  404: kinds.NO_SUCH_ROUTE,
  409: kinds.CONFLICT,
  412: kinds.PRECONDITION_FAILED,
  413: kinds.PAYLOAD_TOO_LARGE,
  415: kinds.UNSUPPORTED_MEDIA_TYPE,
  429: kinds.RATE_LIMIT_EXCEEDED,
};

/** The answer of an error that no class of ours stands for. */
export const described = (
  kind: ErrorKind,
  { happened = kind.meaning, details = null, remedy = kind.remedy }: Partial<Wording> = {},
): DescribedError => ({
  ...{ status: kind.status, code: kind.code, message: `${happened} ${remedy}`, details },
});

interface Wording {
  readonly happened: string;
  readonly details: unknown;
  readonly remedy: string;
}

const unavailable = (happened: string, remedy = 'Try again in a moment.'): DescribedError => ({
  ...described(kinds.SERVICE_UNAVAILABLE, { happened, remedy }),
  retryAfter: 2,
});

/** A 400 that says in details what is wrong. */
export const invalid = (field: string, message: string): DescribedError =>
  described(kinds.INVALID_REQUEST, {
    happened: 'The request is not valid.',
    details: [{ field, message } satisfies Violation],
  });

/** The answer for anything that was thrown. What is not meant for callers becomes a 500 that says nothing. */
export function describeError(error: unknown): DescribedError {
  if (error instanceof DomainError) {
    const { status, code, message, details, retryAfter } = error;
    return { status, code, message, details, retryAfter };
  }
  return (
    describeBodyError(error) ??
    describeHttpException(error) ??
    describeDatabaseError(error) ??
    described(kinds.INTERNAL_ERROR)
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
  if (type === 'entity.parse.failed')
    return invalid('', 'the body is not valid JSON: check commas, quotes and brackets');
  if (type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE') {
    return described(kinds.PAYLOAD_TOO_LARGE, {
      happened: limit
        ? `The body or the file is larger than the ${limit} bytes that are allowed here.`
        : 'The file is too large.',
      details: limit ? { max_bytes: limit } : null,
    });
  }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return described(kinds.UNSUPPORTED_MEDIA_TYPE, {
      happened: 'This encoding is not supported.',
      remedy: 'Send UTF-8, as it is or packed by gzip.',
    });
  }
  if (type === 'request.aborted' || type === 'request.size.invalid')
    return invalid('', 'the body ended too early: send it whole');
  if (typeof code === 'string' && code.startsWith('LIMIT_'))
    return invalid(
      field ?? '',
      'is unexpected in this form, or too large: send the parts that the documentation names',
    );
  if (error instanceof URIError) return invalid('', BROKEN_PATH);
  if (
    error instanceof Error &&
    /Multipart:|Unexpected end of form|Malformed part header/.test(error.message)
  ) {
    return invalid(
      '',
      'the multipart form is broken: let the client build it, with its boundary in Content-Type',
    );
  }
  return undefined;
}

function describeHttpException(error: unknown): DescribedError | undefined {
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown })?.status;
  if (typeof status !== 'number' || status < 400 || status > 499) {
    return status === 503 ? unavailable('The service is not available for the moment.') : undefined;
  }
  const inner = (error as { cause?: unknown }).cause;
  const known = inner ? describeBodyError(inner) : undefined;
  if (known) return known;
  if (status === 400) return describeBadRequest((error as Error).message);
  const kind = BY_STATUS[status];
  if (kind) return described(kind);
  return { ...described(kinds.INVALID_REQUEST, { happened: 'The request is refused.' }), status };
}

/** The framework's own 400s say in prose what is wrong; callers look for it in details. */
function describeBadRequest(message: string): DescribedError {
  return invalid('', /^Failed to decode param/.test(message) ? BROKEN_PATH : message || 'cannot be read');
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
  if (isDatabaseUnavailable(error)) return unavailable('The database is not available for the moment.');
  const pg = ((error as PgError)?.driverError ?? error) as PgError | undefined;
  if (!(pg instanceof Error) || !/^[0-9A-Z]{5}$/.test(pg.code ?? '')) return undefined;
  const columns = keyOf(pg.detail ?? '');
  switch (pg.code) {
    case '23505':
      return described(kinds.CONFLICT, {
        happened: `There is already one with the same ${columns?.join(' and ') ?? 'key'}.`,
        details: columns ? { fields: columns } : null,
        remedy: 'Choose another value, or change the one that is there.',
      });
    case '23503':
      return described(kinds.CONFLICT, {
        happened: 'This refers to something that does not exist, or something still refers to it.',
        details: columns ? { fields: columns } : null,
        remedy: 'Check what it refers to, or remove what refers to it first.',
      });
    case '40001':
    case '40P01':
    case '55P03':
      return described(kinds.CONFLICT, {
        happened: 'Another change got in between.',
        remedy: 'Try again: nothing was changed by this request.',
      });
    case '57014':
      return unavailable(
        'The request took too long and was stopped.',
        'Try again in a moment: something may have stood in its way. If it is stopped again ask for less, by filters or a shorter time.',
      );
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
