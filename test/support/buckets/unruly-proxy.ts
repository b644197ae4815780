import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one request. */
export type Mood =
  | 'calm'
  | 'slow down' // 503, as S3 says it
  | 'forbid' // 403
  | 'hang up' // before anything is done
  | 'lose the answer' // after it was done
  | 'be silent'
  | 'begin and stop' // after the headers of the answer
  | 'fall silent' // after half of the answer
  | 'cut off' // after half of the answer
  | 'flip a byte up'
  | 'flip a byte down';

/** Stands before a server and does to its requests what networks and servers under load do. */
export class UnrulyProxy {
  /** Asked for each request; `calm` at first. */
  mood: (method: string, path: string) => Mood = () => 'calm';
  /** `PUT /bucket/key?query` in the order they came. */
  readonly asked: string[] = [];
  private readonly server = createServer((request, response) => void this.serve(request, response));

  private constructor(private readonly target: string) {}

  static async before(target: string): Promise<UnrulyProxy> {
    const proxy = new UnrulyProxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Connections that clients hold open. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  }

  /** Misbehaves so many times, then never again. */
  misbehave(mood: Mood, times = Infinity, matching: RegExp = /./): void {
    let left = times;
    this.mood = (method, path) => {
      if (left === 0 || !matching.test(`${method} ${path}`)) return 'calm';
      left -= 1;
      return mood;
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    this.asked.push(`${method} ${url}`);
    const mood = this.mood(method, url);
    response.on('error', () => undefined);
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks);
    if (mood === 'be silent') return;
    if (mood === 'hang up') return void response.destroy();
    if (mood === 'slow down') return refuse(response, 503, 'SlowDown');
    if (mood === 'forbid') return refuse(response, 403, 'AccessDenied');
    if (mood === 'flip a byte up' && body.length > 0) body[body.length >> 1] ^= 1;
    if (!isAsSigned(request, body)) return refuse(response, 400, 'BadDigest');
    this.forward(request, body, response, mood);
  }

  private forward(request: IncomingMessage, body: Buffer, response: ServerResponse, mood: Mood): void {
    const options = { method: request.method, headers: request.headers, agent: false as const };
    const onward = httpRequest(this.target + request.url, options, (answer) => {
      const length = Number(answer.headers['content-length'] ?? 0);
      let passed = 0;
      if (mood === 'lose the answer') {
        answer.resume().once('end', () => response.destroy());
        return;
      }
      if (mood === 'begin and stop') {
        answer.resume();
        return response.writeHead(answer.statusCode ?? 500, answer.headers).flushHeaders();
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      response.once('close', () => answer.destroy());
      answer.on('data', (chunk: Buffer) => {
        const half = length / 2;
        const isHalf = passed <= half && passed + chunk.length > half;
        if (isHalf && mood === 'flip a byte down') chunk[Math.floor(half - passed)] ^= 1;
        passed += chunk.length;
        if (passed > half && mood === 'fall silent') return void answer.pause();
        if (passed > half && mood === 'cut off') return void response.destroy();
        if (!response.write(chunk)) {
          answer.pause();
          response.once('drain', () => answer.resume());
        }
      });
      answer.once('end', () => response.end());
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
  }
}

/** S3 refuses what is not as its headers say; the server behind does not look. */
function isAsSigned({ headers }: IncomingMessage, body: Buffer): boolean {
  const md5 = headers['content-md5'];
  const sha256 = headers['x-amz-content-sha256'];
  if (sha256 === undefined) return true;
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) return false;
  return sha256 === createHash('sha256').update(body).digest('hex');
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>ops-test at 127.0.0.1</Message></Error>`,
  );
}
