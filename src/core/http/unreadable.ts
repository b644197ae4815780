import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DescribedError, described, errorBody, invalid } from '../errors/describe-error';
import { HEADERS_TOO_LARGE, PAYLOAD_TOO_LARGE, REQUEST_TIMEOUT } from '../errors/error-kinds';

const FAULTS: Readonly<Record<string, DescribedError>> = {
  HPE_HEADER_OVERFLOW: described(HEADERS_TOO_LARGE),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: described(PAYLOAD_TOO_LARGE, {
    happened: 'The chunk extensions are too long.',
    remedy: 'Send the body without chunk extensions.',
  }),
  ERR_HTTP_REQUEST_TIMEOUT: described(REQUEST_TIMEOUT),
};
const UNREADABLE = invalid(
  '',
  'this is not a request that HTTP allows: use a client or proxy that keeps to it',
);

/** Answers what Node cannot read as HTTP, so that these errors too have a body and a request id. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  const { _httpMessage: answer } = socket as Duplex & { _httpMessage?: { headersSent: boolean } | null };
  if (!socket.writable || error.code === 'ECONNRESET' || answer?.headersSent) {
    socket.destroy();
    return;
  }
  const fault = FAULTS[error.code ?? ''] ?? UNREADABLE;
  const { status } = fault;
  const requestId = randomUUID();
  const body = JSON.stringify(errorBody(fault, requestId));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'X-Content-Type-Options: nosniff',
      '',
      body,
    ].join('\r\n'),
  );
}
