import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

type Answer = (response: ServerResponse, heard: Heard, count: number) => void;

/** A real HTTP server that keeps what it was sent, and answers as the test says. */
export class Receiver {
  readonly heard: Heard[] = [];
  readonly url: string;
  answer: Answer;
  private readonly server;

  private constructor(server: ReturnType<typeof createServer>, answer: Answer) {
    this.server = server;
    this.answer = answer;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const heard = { path: request.url ?? '', headers: request.headers, text };
        this.heard.push(heard);
        this.answer(response, heard, this.heard.length);
      });
      response.on('error', () => undefined);
    });
  }

  static async open(answer: Answer = (response) => response.end('ok')): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Receiver(server, answer);
  }

  /** Bodies of what was heard, parsed. */
  get bodies(): Record<string, unknown>[] {
    return this.heard.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  }

  /** Forgets what it has heard and says yes to everything. */
  reset(): void {
    this.heard.splice(0);
    this.answer = answering(200);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);
