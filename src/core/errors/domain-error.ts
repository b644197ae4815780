import { maskCredentials } from '../text/mask-credentials';
import { type ErrorKind, notFoundKind } from './error-kind';
import * as kinds from './error-kinds';

/** One thing that is wrong with one field of a request. */
export interface Violation {
  /** Dotted path, e.g. `steps.0.title`; empty for the body as a whole. */
  readonly field: string;
  readonly message: string;
}

/** As many as one answer tells of. */
export const MAX_VIOLATIONS = 100;
/** Names that a caller made up come back to it, but not by the megabyte. */
const MAX_FIELD = 500;
const MAX_MESSAGE = 2_000;

/**
 * An error that is meant for the caller: its kind decides code and status. The message says what has happened and then
 * what to do next; both are safe to send.
 */
export abstract class DomainError extends Error {
  readonly code: string;
  /** A property, as Express's body parser writes it upon what it is thrown. */
  readonly status: number;

  constructor(
    readonly kind: ErrorKind,
    happened: string = kind.meaning,
    readonly details: unknown = null,
    remedy: string = kind.remedy,
  ) {
    super(`${happened} ${remedy}`);
    this.name = new.target.name;
    this.code = kind.code;
    this.status = kind.status;
  }

  /** Seconds after which a retry makes sense; sent as Retry-After and inside the body. */
  get retryAfter(): number | undefined {
    return undefined;
  }
}

export class InvalidRequest extends DomainError {
  constructor(violations: readonly Violation[], happened = 'The request is not valid.') {
    super(
      kinds.INVALID_REQUEST,
      happened,
      violations
        .slice(0, MAX_VIOLATIONS)
        .map((one) => ({ field: one.field.slice(0, MAX_FIELD), message: one.message.slice(0, MAX_MESSAGE) })),
    );
  }
  static field(field: string, message: string): InvalidRequest {
    return new InvalidRequest([{ field, message }]);
  }
}

export class Unauthorized extends DomainError {
  constructor(happened?: string, remedy?: string, kind = kinds.UNAUTHORIZED) {
    super(kind, happened, null, remedy);
  }
}

export class Forbidden extends DomainError {
  constructor(happened: string, details: unknown, remedy?: string) {
    super(kinds.FORBIDDEN, happened, details, remedy);
  }
}

/** A write that goes beyond the environment that the caller's credentials are bound to. */
export class ForeignEnvironment extends Forbidden {
  constructor(bound: string) {
    super(
      `These credentials are bound to the environment ${bound}.`,
      { environment: bound },
      `Name ${bound}, or use credentials that are bound to none.`,
    );
  }
}

export class NotFound extends DomainError {
  /** `resource` in the singular, e.g. `incident` → INCIDENT_NOT_FOUND. Its words are those of the kind if that is declared. */
  constructor(resource: string, id?: string, happened?: string, remedy?: string) {
    super(
      notFoundKind(resource),
      happened,
      id === undefined ? null : { [`${resource}_id`]: maskCredentials(id).slice(0, 128) },
      remedy,
    );
  }
}

export class Conflict extends DomainError {
  constructor(happened?: string, details: unknown = null, kind = kinds.CONFLICT, remedy?: string) {
    super(kind, happened, details, remedy);
  }
}

export class PreconditionFailed extends DomainError {
  constructor(current: string) {
    super(kinds.PRECONDITION_FAILED, undefined, { current_etag: current });
  }
}

export class PayloadTooLarge extends DomainError {
  constructor(maxBytes: number) {
    super(
      kinds.PAYLOAD_TOO_LARGE,
      `The body or the file is larger than the ${maxBytes} bytes that are allowed here.`,
      { max_bytes: maxBytes },
    );
  }
}

export class UnsupportedMediaType extends DomainError {
  constructor(happened: string, details: unknown = null, remedy?: string) {
    super(kinds.UNSUPPORTED_MEDIA_TYPE, happened, details, remedy);
  }
}

export class RateLimitExceeded extends DomainError {
  constructor(
    private readonly seconds: number,
    happened = 'There were too many requests.',
  ) {
    const wait = `Wait for ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then try again.`;
    super(kinds.RATE_LIMIT_EXCEEDED, happened, { retry_after: seconds }, wait);
  }
  override get retryAfter(): number {
    return this.seconds;
  }
}

export class ServiceUnavailable extends DomainError {
  constructor(happened = 'The service is not available for the moment.', remedy = 'Try again in a moment.') {
    super(kinds.SERVICE_UNAVAILABLE, happened, null, remedy);
  }
  override get retryAfter(): number {
    return 2;
  }
}
