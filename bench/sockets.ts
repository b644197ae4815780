import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';
import { serve } from './worker';

// Many clients in one process. What they do is the same for every server, so what they cost is, too.

export type SocketOrder =
  | {
      readonly kind: 'connect';
      readonly url: string;
      readonly count: number;
      /** Sent once a socket is open; it counts as connected when it has been answered. */
      readonly greeting?: string;
    }
  | {
      readonly kind: 'fire';
      readonly url: string;
      readonly headers: Record<string, string>;
      readonly body: string;
    }
  | { readonly kind: 'disconnect' };

const BATCH = 100;
const PATIENCE_MS = 30_000;
const INCIDENT = Buffer.from('"type":"incident"');
const agent = new Agent({ keepAlive: true });

let sockets: WebSocket[] = [];
let heard = 0;
let lastHeard = 0n;
let onAllHeard: (() => void) | undefined;

serve<SocketOrder>(async (order) => {
  if (order.kind === 'fire') return fire(order);
  if (order.kind === 'disconnect') {
    const closed = sockets.map((socket) => once(socket, 'close'));
    for (const socket of sockets) socket.removeAllListeners('message').terminate();
    await Promise.all(closed);
    sockets = [];
    return 0;
  }
  while (sockets.length < order.count) {
    const size = Math.min(BATCH, order.count - sockets.length);
    sockets.push(
      ...(await Promise.all(Array.from({ length: size }, () => connect(order.url, order.greeting)))),
    );
  }
  return sockets.length;
});

async function connect(url: string, greeting: string | undefined): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  if (greeting) {
    const answered = once(socket, 'message');
    socket.send(greeting);
    await answered;
  }
  socket.on('message', (data: Buffer) => {
    if (!data.includes(INCIDENT)) return;
    if (++heard < sockets.length) return;
    lastHeard = process.hrtime.bigint();
    onAllHeard?.();
  });
  return socket;
}

/** Milliseconds from just before the request until the last socket has the event. */
async function fire({ url, headers, body }: SocketOrder & { kind: 'fire' }): Promise<number> {
  heard = 0;
  const allHeard = new Promise<void>((resolve, reject) => {
    const impatience = setTimeout(
      () => reject(new Error(`Only ${heard} of ${sockets.length} sockets have the event`)),
      PATIENCE_MS,
    );
    onAllHeard = () => {
      clearTimeout(impatience);
      resolve();
    };
  });
  const start = process.hrtime.bigint();
  const [status] = await Promise.all([post(url, headers, body), allHeard]);
  if (status !== 201) throw new Error(`The POST that raises the event answered ${status}`);
  return Number(lastHeard - start) / 1e6;
}

function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject).end(body);
  });
}
