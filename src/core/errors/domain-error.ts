import { maskCredentials } from '../text/mask-credentials';

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

/** An error that is meant for the caller: its class decides code and status, its message is safe to send. */
export abstract class DomainError extends Error {
  abstract readonly status: number;

  constructor(
    readonly code: string,
    message: string,
    readonly details: unknown = null,
  ) {
    super(message);
    this.name = new.target.name;
  }

  /** Seconds after which a retry makes sense; sent as Retry-After and inside the body. */
  get retryAfter(): number | undefined {
    return undefined;
  }
}

export class InvalidRequest extends DomainError {
  readonly status = 400;
  constructor(violations: readonly Violation[], message = 'The request is not valid: see details.') {
    super(
      'INVALID_REQUEST',
      message,
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
  readonly status = 401;
  constructor(message: string, code = 'UNAUTHORIZED') {
    super(code, message);
  }
}

export class Forbidden extends DomainError {
  readonly status = 403;
  constructor(message: string, details: unknown) {
    super('FORBIDDEN', message, details);
  }
}

/** A write that goes beyond the environment that the caller's credentials are bound to. */
export class ForeignEnvironment extends Forbidden {
  constructor(bound: string) {
    super(`These credentials are bound to the environment ${bound}.`, { environment: bound });
  }
}

export class NotFound extends DomainError {
  readonly status = 404;
  /** `resource` in the singular, e.g. `incident` → INCIDENT_NOT_FOUND. */
  constructor(resource: string, id?: string) {
    super(
      `${resource.toUpperCase()}_NOT_FOUND`,
      `There is no ${resource.replaceAll('_', ' ')} with this id.`,
      id === undefined ? null : { [`${resource}_id`]: maskCredentials(id).slice(0, 128) },
    );
  }
}

export class Conflict extends DomainError {
  readonly status = 409;
  constructor(message: string, details: unknown = null, code = 'CONFLICT') {
    super(code, message, details);
  }
}

export class PreconditionFailed extends DomainError {
  readonly status = 412;
  constructor(current: string) {
    super(
      'PRECONDITION_FAILED',
      'The resource has changed since you read it: read it again and repeat the change.',
      {
        current_etag: current,
      },
    );
  }
}

export class PayloadTooLarge extends DomainError {
  readonly status = 413;
  constructor(maxBytes: number) {
    super('PAYLOAD_TOO_LARGE', `The body is larger than the ${maxBytes} bytes that are allowed here.`, {
      max_bytes: maxBytes,
    });
  }
}

export class UnsupportedMediaType extends DomainError {
  readonly status = 415;
  constructor(message: string, details: unknown = null) {
    super('UNSUPPORTED_MEDIA_TYPE', message, details);
  }
}

export class RateLimitExceeded extends DomainError {
  readonly status = 429;
  constructor(
    private readonly seconds: number,
    message = 'Too many requests: wait and try again.',
  ) {
    super('RATE_LIMIT_EXCEEDED', message, { retry_after: seconds });
  }
  override get retryAfter(): number {
    return this.seconds;
  }
}

export class ServiceUnavailable extends DomainError {
  readonly status = 503;
  constructor(message = 'The service is not available for the moment: try again shortly.') {
    super('SERVICE_UNAVAILABLE', message);
  }
  override get retryAfter(): number {
    return 2;
  }
}
