import { type INestApplicationContext } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import type { Express } from 'express';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type DescribedError, described, errorBody } from '../core/errors/describe-error';
import { INVALID_REQUEST, NO_SUCH_ROUTE } from '../core/errors/error-kinds';
import { SANE_REQUEST_ID } from '../core/http/visit';

const PATHS = new Set(['/ws', '/api/ws']);
const MAX_FRAME_BYTES = 64 * 1024;
const CLOSE_GRACE_MS = 2_000;

const ELSEWHERE = described(NO_SUCH_ROUTE, {
  happened: 'There is no WebSocket at this path.',
  remedy: 'Connect to /ws.',
});
const notAnUpgrade = (fault: string): DescribedError =>
  described(INVALID_REQUEST, {
    happened: `${fault}.`,
    details: [{ field: '', message: fault }],
    remedy: 'Connect with a WebSocket client of version 13.',
  });

/**
 * Nest's adapter for `ws`, with what it leaves out: an answer for upgrades of unknown paths, a frame limit, and an orderly
 * end. Messages are read by the gateway itself: the adapter would drop malformed ones without a word.
 */
export class OpsWsAdapter extends WsAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly express: Express,
    private readonly compression: boolean,
  ) {
    super(app);
  }

  override create(): WebSocketServer {
    const server = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: this.compression,
      allowSynchronousEvents: true,
    });
    (this.httpServer as Server).on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // A peer may vanish at any moment; without a listener that would end the process.
      socket.on('error', () => socket.destroy());
      const path = (request.url ?? '').split('?', 1)[0];
      if (!PATHS.has(path)) return refuse(request, socket, ELSEWHERE);
      // As Express does with requests: from then on its address is the one that trusted proxies tell.
      Object.setPrototypeOf(request, this.express.request);
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    });
    server.on('wsClientError', (error: Error, socket: Duplex, request: IncomingMessage) =>
      refuse(request, socket, notAnUpgrade(error.message)),
    );
    return server;
  }

  override bindMessageHandlers(): void {
    // See the class comment.
  }

  /**
   * Cuts off clients that do not go although they were told to. Does not wait for them: the HTTP server has to stop
   * accepting now, and waits for every connection itself.
   */
  override close(server: WebSocketServer): Promise<void> {
    const cutOff = setTimeout(() => {
      for (const client of server.clients) client.terminate();
    }, CLOSE_GRACE_MS);
    server.close(() => clearTimeout(cutOff));
    return Promise.resolve();
  }
}

/** Answers an upgrade with an error like any other request. */
function refuse(request: IncomingMessage, socket: Duplex, error: DescribedError): void {
  const wanted = request.headers['x-request-id'];
  const requestId = typeof wanted === 'string' && SANE_REQUEST_ID.test(wanted) ? wanted : randomUUID();
  const body = JSON.stringify(errorBody(error, requestId));
  const headers = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Sec-WebSocket-Version: 13, 8',
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
