import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';

const TRICKLE_MS = 1_000;

/** Connections whose requests never end: of half of them the headers, of the others the body. */
export class SlowSockets {
  /** Still connected. */
  open = 0;
  /** The status lines that they were answered with. */
  readonly answers: string[] = [];
  /** How long the last one of them was put up with, in milliseconds. */
  longestMs = 0;
  private readonly sockets: Socket[] = [];
  private readonly trickle: NodeJS.Timeout;

  private constructor() {
    this.trickle = setInterval(() => {
      for (const socket of this.sockets) if (socket.writable) socket.write('x');
    }, TRICKLE_MS);
  }

  static async open(url: string, token: string, count: number): Promise<SlowSockets> {
    const slow = new SlowSockets();
    for (let at = 0; at < count; at += 1) await slow.connect(url, token, at % 2 === 0);
    return slow;
  }

  close(): void {
    clearInterval(this.trickle);
    for (const socket of this.sockets) socket.destroy();
  }

  private async connect(url: string, token: string, hasBody: boolean): Promise<void> {
    const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const from = performance.now();
    this.sockets.push(socket);
    this.open += 1;
    const head = `POST /api/v1/infra/incidents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`;
    const body = 'Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"title":"';
    socket.write(hasBody ? head + body : `${head}X-Slow: `);
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    socket.once('close', () => {
      this.open -= 1;
      this.answers.push(text.split('\r\n')[0]);
      this.longestMs = Math.max(this.longestMs, performance.now() - from);
    });
  }
}
