import { join } from 'node:path';
import { DIST } from './contenders';
import { residentKb } from './machine';
import { median } from './median';
import { type ServerProcess, sleep } from './processes';
import type { SocketOrder } from './sockets';
import { Worker } from './worker';

export interface SocketFigures {
  /** Median milliseconds until the last socket has the event. */
  readonly ms: number;
  readonly kbPerSocket: number;
}

/** Sockets that come and go before memory is first read, so that code and pools are loaded. */
const REHEARSAL = 200;
const CALM_MS = 3_000;

/** One server with all its clients. */
export class Audience {
  readonly times: number[] = [];
  kbPerSocket = 0;
  private readonly clients = new Worker(join(DIST, 'bench/sockets.js'));

  constructor(
    private readonly server: ServerProcess,
    private readonly socketPath: string,
    private readonly greeting: string | undefined,
    private readonly firing: SocketOrder & { kind: 'fire' },
  ) {}

  async gather(count: number): Promise<void> {
    await this.connect(REHEARSAL);
    await this.clients.ask({ kind: 'disconnect' } satisfies SocketOrder);
    await sleep(CALM_MS);
    const before = residentKb(this.server.pid);
    await this.connect(count);
    await sleep(CALM_MS);
    this.kbPerSocket = (residentKb(this.server.pid) - before) / count;
  }

  async fire(): Promise<number> {
    const ms = await this.clients.ask<number>(this.firing);
    this.server.check();
    return ms;
  }

  get figures(): SocketFigures {
    return { ms: median(this.times), kbPerSocket: this.kbPerSocket };
  }

  stop(): void {
    this.clients.stop();
  }

  private connect(count: number): Promise<unknown> {
    const url = `ws://127.0.0.1:${this.server.port}${this.socketPath}`;
    return this.clients.ask({ kind: 'connect', url, count, greeting: this.greeting } satisfies SocketOrder);
  }
}
