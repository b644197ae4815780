import { errorKind } from './error-kind';

/** The errors that any resource may answer with. Those of one resource alone stand beside it. */
export const INVALID_REQUEST = errorKind({
  code: 'INVALID_REQUEST',
  status: 400,
  meaning: 'The path, the query, a header or the body is not valid.',
  remedy: 'Correct what details name, each by its field, and send the request again.',
});

export const UNAUTHORIZED = errorKind({
  code: 'UNAUTHORIZED',
  status: 401,
  meaning: 'The request carries no valid credentials.',
  remedy: 'Sign in, and send the new token or cookie.',
});

export const INVALID_CREDENTIALS = errorKind({
  code: 'INVALID_CREDENTIALS',
  status: 401,
  meaning: 'The e-mail address or the password is wrong.',
  remedy: 'Check both and try again, or ask an administrator to set a new password.',
});

export const FORBIDDEN = errorKind({
  code: 'FORBIDDEN',
  status: 403,
  meaning: 'Your credentials do not allow this.',
  remedy: 'Ask an administrator for the permission that details name, or use other credentials.',
});

export const NO_SUCH_ROUTE = errorKind({
  code: 'NOT_FOUND',
  status: 404,
  meaning: 'There is nothing at this path.',
  remedy: 'See /api/docs for all routes.',
  where: 'any path that is no route; an upgrade to WebSocket elsewhere than at /ws',
});

export const FILE_NOT_FOUND = errorKind({
  code: 'FILE_NOT_FOUND',
  status: 404,
  meaning: 'There is no file.',
  remedy: 'Read what it would belong to: that says whether there is one, and a report can be made again.',
});

export const REQUEST_TIMEOUT = errorKind({
  code: 'REQUEST_TIMEOUT',
  status: 408,
  meaning: 'The request did not arrive in time.',
  remedy: 'Send it again over a better connection, or in smaller parts.',
  where: 'any request that is not there whole within REQUEST_TIMEOUT_SECONDS, its headers within 30 s',
});

export const CONFLICT = errorKind({
  code: 'CONFLICT',
  status: 409,
  meaning: 'Another change got in between, or what is there already stands against it.',
  remedy: 'Read what is there now, and repeat the change if it is still wanted.',
});

export const IDEMPOTENCY_KEY_REUSED = errorKind({
  code: 'IDEMPOTENCY_KEY_REUSED',
  status: 409,
  meaning: 'This Idempotency-Key was used for another request.',
  remedy: 'Send a new key with a new request; repeat a key only with the very same request.',
});

export const PRECONDITION_FAILED = errorKind({
  code: 'PRECONDITION_FAILED',
  status: 412,
  meaning: 'The resource was changed since you read it.',
  remedy: 'Read it again and repeat the change with its new ETag.',
});

export const PAYLOAD_TOO_LARGE = errorKind({
  code: 'PAYLOAD_TOO_LARGE',
  status: 413,
  meaning: 'The body or the file is larger than is allowed here.',
  remedy: 'Send less: a smaller file, or several smaller requests.',
});

export const UNSUPPORTED_MEDIA_TYPE = errorKind({
  code: 'UNSUPPORTED_MEDIA_TYPE',
  status: 415,
  meaning: 'The body or the file is of a kind that is not taken here.',
  remedy: 'Send it in a form that the route takes, and say so in Content-Type.',
});

export const RATE_LIMIT_EXCEEDED = errorKind({
  code: 'RATE_LIMIT_EXCEEDED',
  status: 429,
  meaning: 'There were too many requests, or too many failed sign-ins.',
  remedy: 'Wait for as many seconds as Retry-After says, then try again.',
});

export const HEADERS_TOO_LARGE = errorKind({
  code: 'HEADERS_TOO_LARGE',
  status: 431,
  meaning: 'URL and headers are too long.',
  remedy: 'Shorten the query or leave out headers and cookies that are not needed.',
  where: 'any request',
});

export const INTERNAL_ERROR = errorKind({
  code: 'INTERNAL_ERROR',
  status: 500,
  meaning: 'Something went wrong on our side.',
  remedy: 'Try again later, and quote the request id when you report it.',
  where: 'any request: it is a fault of the server, and its log says more under the request id',
});

export const SERVICE_UNAVAILABLE = errorKind({
  code: 'SERVICE_UNAVAILABLE',
  status: 503,
  meaning: 'The database is away for the moment, or too much is waiting.',
  remedy: 'Try again after as many seconds as Retry-After says.',
});
