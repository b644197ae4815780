import { type INestApplicationContext } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { describeError, errorBody } from '../core/errors/describe-error';
import { NotFound } from '../core/errors/domain-error';

const PATHS = new Set(['/ws', '/api/ws']);
const MAX_FRAME_BYTES = 64 * 1024;
const CLOSE_GRACE_MS = 2_000;

/**
 * Nest's adapter for `ws`, with what it leaves out: an answer for upgrades of unknown paths, a frame limit, and an orderly
 * end. Messages are read by the gateway itself: the adapter would drop malformed ones without a word.
 */
export class OpsWsAdapter extends WsAdapter {
  constructor(
    app: INestApplicationContext,
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
      if (!PATHS.has(path)) return refuse(socket);
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    });
    return server;
  }

  override bindMessageHandlers(): void {
    // See the class comment.
  }

  /** Waits for clients that were told to go, then cuts off the rest. */
  override async close(server: WebSocketServer): Promise<void> {
    const deadline = Date.now() + CLOSE_GRACE_MS;
    while (server.clients.size > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 25));
    for (const client of server.clients) (client as WebSocket).terminate();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

function refuse(socket: Duplex): void {
  const requestId = randomUUID();
  const described = {
    ...describeError(new NotFound('path', '')),
    code: 'NOT_FOUND',
    message: 'WebSockets are served at /ws.',
    details: null,
  };
  const body = JSON.stringify(errorBody(described, requestId));
  socket.end(
    `HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `X-Request-Id: ${requestId}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
