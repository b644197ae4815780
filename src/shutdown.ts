import type { NestExpressApplication } from '@nestjs/platform-express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from './core/database/database';
import type { EmbeddedPostgres } from './core/database/embedded';
import { log } from './core/logging/logger';

/** Everything must be down within 10 s of a SIGTERM. */
const LIMIT_MS = 9_000;
/** Requests under way have this long to finish, also those whose clients neither send nor read. */
const CUT_OFF_MS = 6_000;
/** Statements of requests that were cut off are not waited for any longer than this. */
const DATABASE_MS = 1_500;
const LOOK_MS = 50;

/** A connection of Node's server knows the answer that is under way on it. */
type Serving = Socket & { readonly _httpMessage?: ServerResponse | null };

/** Ends the process in order on SIGTERM and SIGINT: Postgres last. */
export class Shutdown {
  isUnderWay = false;
  private postgres?: Promise<EmbeddedPostgres>;
  private app?: NestExpressApplication;
  private readonly sockets = new Set<Socket>();

  constructor() {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        this.end(signal).catch((error: unknown) => {
          log.error({ err: error }, 'shutting down failed');
          process.exit(1);
        });
      });
    }
  }

  /** This Postgres, or the one that is just starting, is to be stopped too. */
  covers(postgres: Promise<EmbeddedPostgres>): Promise<EmbeddedPostgres> {
    return (this.postgres = postgres);
  }

  /** From here on there may be clients, whose requests have to finish. */
  serves(app: NestExpressApplication): void {
    this.app = app;
    app.getHttpServer().on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  private async end(signal: string): Promise<void> {
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    log.info({ signal }, 'shutting down');
    setTimeout(() => process.exit(1), LIMIT_MS).unref();
    if (this.app) await this.close(this.app);
    // Nobody has been promised anything yet. Postgres undoes what the start had begun, which may fail in any way.
    else process.on('uncaughtException', () => undefined);
    const postgres = await this.postgres?.catch(() => undefined);
    await postgres?.stop();
    process.exit(0);
  }

  private async close(app: NestExpressApplication): Promise<void> {
    const server = app.getHttpServer();
    // Whoever keeps a connection learns with this answer that it is the last one on it, and does not send another into the void.
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) =>
      announce(response),
    );
    for (const { _httpMessage: answer } of this.sockets as Set<Serving>) if (answer) announce(answer);
    // Idle connections would hold the server open, and so would those that browsers open ahead and never use.
    const idle = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
    }, LOOK_MS);
    const cutOff = setTimeout(() => this.sockets.forEach((socket) => socket.destroy()), CUT_OFF_MS);
    await app.close();
    clearInterval(idle);
    clearTimeout(cutOff);
    const { dataSource } = app.get(Database);
    if (dataSource.isInitialized) await Promise.race([dataSource.destroy(), sleep(DATABASE_MS)]);
  }
}

function announce(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('Connection', 'close');
}
