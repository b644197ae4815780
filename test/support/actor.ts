export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text when the answer is something else; null when it is empty. */
  readonly body: T;
  readonly text: string;
}

type Extra = Record<string, string>;

/** Somebody who talks to the API over HTTP. Paths are below /api/v1 unless they begin with `//`. */
export class Actor {
  constructor(
    readonly url: string,
    readonly headers: Extra = {},
  ) {}

  get token(): string {
    return (this.headers.authorization ?? '').replace(/^Bearer /, '');
  }

  /** The same with other headers on every request. */
  with(headers: Extra): Actor {
    return new Actor(this.url, { ...this.headers, ...headers });
  }

  get<T = Record<string, unknown>>(path: string, headers?: Extra): Promise<Answer<T>> {
    return this.send('GET', path, undefined, headers);
  }

  post<T = Record<string, unknown>>(path: string, body?: unknown, headers?: Extra): Promise<Answer<T>> {
    return this.send('POST', path, body, headers);
  }

  patch<T = Record<string, unknown>>(path: string, body?: unknown, headers?: Extra): Promise<Answer<T>> {
    return this.send('PATCH', path, body, headers);
  }

  delete<T = Record<string, unknown>>(path: string, headers?: Extra): Promise<Answer<T>> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Objects go as JSON; FormData, text and bytes as they are. */
  async send<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Extra = {},
  ): Promise<Answer<T>> {
    const raw =
      body === undefined ||
      typeof body === 'string' ||
      body instanceof FormData ||
      body instanceof Uint8Array;
    const isJson = body !== undefined && !(body instanceof FormData);
    const response = await fetch(this.url + (path.startsWith('//') ? path.slice(1) : `/api/v1${path}`), {
      method,
      redirect: 'manual',
      headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...this.headers, ...headers },
      body: raw ? (body as RequestInit['body']) : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed: unknown =
      text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text || null;
    return { status: response.status, headers: response.headers, body: parsed as T, text };
  }
}
