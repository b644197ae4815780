import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Contender } from './contenders';
import { withClient } from './database';
import { sleep } from './processes';

/** How long events may take after the last creation was answered. */
const DRAIN_MS = 10_000;
/** Until requests that the load generator gave up at the end of its round have committed or not. */
const SETTLE_MS = 500;

export interface EventCount {
  /** Creations that were answered. */
  acknowledged: number;
  /** Includes those whose answer came after the end of the round. */
  committed: number;
  delivered: number;
}

/** Opens a socket to the server under test that hears of incidents. */
export async function subscribe({ server, token }: Contender): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws?token=${encodeURIComponent(token)}`);
  await once(socket, 'open');
  const subscribed = new Promise<void>((resolve, reject) => {
    socket.on('message', (data: Buffer) => data.includes('"type":"subscribed"') && resolve());
    socket.once('close', () => reject(new Error('The server under test closed the socket')));
  });
  socket.send(JSON.stringify({ type: 'subscribe', channels: ['incidents'] }));
  await subscribed;
  return socket;
}

/** A creation counts only if its event arrives: this listens while the server under test is measured. */
export class Deliveries {
  readonly count: EventCount = { acknowledged: 0, committed: 0, delivered: 0 };

  private constructor(
    private readonly socket: WebSocket,
    private readonly databaseUrl: string,
    private readonly before: number,
  ) {
    socket.on('message', (data: Buffer) => {
      if (data.includes('"type":"incident"')) this.count.delivered++;
    });
  }

  static async listen(ours: Contender, databaseUrl: string): Promise<Deliveries> {
    const socket = await subscribe(ours);
    await sleep(SETTLE_MS);
    return new Deliveries(socket, databaseUrl, await eventsIn(databaseUrl));
  }

  /** After a round: waits until as many events have arrived as rows were committed. */
  async settle(acknowledged: number): Promise<void> {
    this.count.acknowledged += acknowledged;
    await sleep(SETTLE_MS);
    this.count.committed = (await eventsIn(this.databaseUrl)) - this.before;
    const deadline = Date.now() + DRAIN_MS;
    while (this.count.delivered < this.count.committed && Date.now() < deadline) await sleep(20);
  }

  close(): void {
    this.socket.terminate();
  }
}

function eventsIn(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from events');
    return rows[0].count;
  });
}
