import type { ErrorBody } from './generated/types.gen.js';

/** What the server refused, and why. Everything else that can go wrong is the TypeError of `fetch`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Stable name, e.g. INVALID_REQUEST. */
  readonly code: string;
  readonly details: ErrorBody['error']['details'];
  /** For the log of the server, and whoever reads it. */
  readonly requestId: string;
  /** Seconds to wait; with 429 and 503. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly status: number,
    { error }: ErrorBody,
  ) {
    super(error.message);
    this.code = error.code;
    this.details = error.details;
    this.requestId = error.request_id;
    this.retryAfter = error.retry_after;
  }

  /** What is wrong with each field of an INVALID_REQUEST, e.g. { title: 'title must be …' }. */
  get fields(): Record<string, string> {
    const faults = Array.isArray(this.details) ? this.details : [];
    return Object.fromEntries(
      faults.map(({ field, message }) => [String(field), String(message)] as const).reverse(),
    );
  }
}

/** Whether this is an answer of the server to something it refused. */
export const isErrorBody = (value: unknown): value is ErrorBody =>
  typeof (value as Partial<ErrorBody> | null)?.error?.code === 'string';
