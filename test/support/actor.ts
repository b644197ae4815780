export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text when the answer is something else; null when it is empty. */
  readonly body: T;
  readonly text: string;
}

type Extra = Record<string, string>;

/** Looks at every answer, and throws if it is not as documented. */
export type OnAnswer = (
  asked: { method: string; path: string; headers: Headers },
  answered: Answer<unknown>,
) => void;

/** Somebody who talks to the API over HTTP. Paths are below /api/v1 unless they begin with `//`. */
export class Actor {
  constructor(
    readonly url: string,
    readonly headers: Extra = {},
    private readonly onAnswer?: OnAnswer,
  ) {}

  get token(): string {
    return (this.headers.authorization ?? '').replace(/^Bearer /, '');
  }

  /** The same with other headers on every request. */
  with(headers: Extra): Actor {
    return new Actor(this.url, { ...this.headers, ...headers }, this.onAnswer);
  }

  /** The same, talking to a server that was broken on purpose: its answers need not be as documented. */
  unchecked(_reason: string): Actor {
    return new Actor(this.url, this.headers);
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
    const target = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
    const sent = { ...(isJson ? { 'content-type': 'application/json' } : {}), ...this.headers, ...headers };
    const response = await fetch(this.url + target, {
      method,
      redirect: 'manual',
      headers: sent,
      body: raw ? (body as RequestInit['body']) : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed: unknown =
      text && /\bjson\b/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text || null;
    const answer = { status: response.status, headers: response.headers, body: parsed as T, text };
    this.onAnswer?.({ method, path: target, headers: new Headers(sent) }, answer);
    return answer;
  }
}
