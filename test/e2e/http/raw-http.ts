import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface RawRequest {
  readonly method?: string;
  /** The request target as it goes over the wire. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  /** Sends the body without Content-Length. */
  readonly chunked?: boolean;
}

/** Sends what `fetch` would refuse to send or would tidy up first. */
export function sendRaw(url: string, { method = 'GET', path, headers, body, chunked }: RawRequest) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(
      { hostname, port, method, path, headers: { connection: 'close', ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: headersOf(response.rawHeaders),
            text: Buffer.concat(chunks).toString(),
          }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    if (chunked) request.setHeader('transfer-encoding', 'chunked');
    request.end(body);
  });
}

/** Writes text straight to the socket, for what is no HTTP at all, and reads until the server closes. */
export function sendText(url: string, text: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head, ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n');
      const [start, ...lines] = head.split('\r\n');
      const pairs = lines.map((line) => /^([^:]+): *(.*)$/.exec(line)!.slice(1, 3) as [string, string]);
      resolve({
        status: Number(start.split(' ')[1]),
        headers: new Headers(pairs),
        text: rest.join('\r\n\r\n'),
      });
    });
  });
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let i = 0; i < raw.length; i += 2) headers.append(raw[i], raw[i + 1]);
  return headers;
}
