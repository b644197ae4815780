import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import { WebSocket } from 'ws';

/** What the page keeps between visits. */
export class LocalStorage {
  private readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

export interface Wrapped<T> {
  readonly success: boolean;
  readonly data: T;
  readonly timestamp: string;
  readonly pagination?: Readonly<Record<string, number | boolean>>;
}

/** What the bar at the top of the page shows of the rate limit. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: Date;
}

const TOKEN = 'auth_token';
const ORIGIN = 'http://localhost:5173';

/**
 * The product's frontend as far as it talks to the server: an axios instance whose interceptors add the token, watch the rate
 * limit and leave for the sign-in page on a 401; every answer is read as `data.data`.
 */
export class FrontendClient {
  readonly localStorage = new LocalStorage();
  /** Where the router has gone. */
  location = '/';
  rateLimit: RateLimit | null = null;
  private readonly api: AxiosInstance;

  constructor(
    private readonly origin: string,
    headers: Readonly<Record<string, string>>,
  ) {
    this.api = axios.create({
      baseURL: `${origin}/api/v1`,
      headers: { Origin: ORIGIN, ...headers },
      timeout: 20_000,
      proxy: false,
    });
    this.api.interceptors.request.use((config) => {
      const token = this.localStorage.getItem(TOKEN);
      if (token) config.headers.Authorization = `Bearer ${token}`;
      return config;
    });
    this.api.interceptors.response.use(
      (response) => {
        this.watchLimit(response);
        return response;
      },
      (error: AxiosError) => {
        if (error.response) this.watchLimit(error.response);
        if (error.response?.status === 401) {
          this.localStorage.removeItem(TOKEN);
          this.location = '/login';
        }
        return Promise.reject(error);
      },
    );
  }

  async login(email: string, password: string): Promise<Record<string, unknown>> {
    const { token, user } = await this.post<{ token: string; user: Record<string, unknown> }>('/auth/login', {
      email,
      password,
    });
    this.localStorage.setItem(TOKEN, token);
    this.location = '/';
    return user;
  }

  async logout(): Promise<Wrapped<unknown>> {
    const { data } = await this.api.post<Wrapped<unknown>>('/auth/logout');
    this.localStorage.removeItem(TOKEN);
    return data;
  }

  get token(): string | null {
    return this.localStorage.getItem(TOKEN);
  }

  readonly get = async <T>(path: string): Promise<T> => (await this.api.get<Wrapped<T>>(path)).data.data;
  readonly post = async <T>(path: string, body: unknown): Promise<T> =>
    (await this.api.post<Wrapped<T>>(path, body)).data.data;
  readonly patch = async <T>(path: string, body: unknown): Promise<T> =>
    (await this.api.patch<Wrapped<T>>(path, body)).data.data;

  /** The whole answer, for what is no envelope. */
  raw<T>(
    method: string,
    path: string,
    responseType: 'json' | 'text' | 'arraybuffer' = 'json',
  ): Promise<AxiosResponse<T>> {
    return this.api.request<T>({ method, url: path, responseType });
  }

  /** A page of a table, as the table component takes it. */
  async table<T>(path: string): Promise<{ rows: T[]; pagination: Wrapped<T>['pagination'] }> {
    const { data } = await this.api.get<Wrapped<T[]>>(path);
    return { rows: data.data, pagination: data.pagination };
  }

  /** A socket that speaks the older dialect. */
  openSocket(): WebSocket {
    return new WebSocket(`${this.origin.replace(/^http/, 'ws')}/ws?token=${this.token}`, { origin: ORIGIN });
  }

  /** As a browser would: a header that CORS does not expose cannot be read. */
  private watchLimit({ headers }: AxiosResponse): void {
    const exposed = String(headers['access-control-expose-headers']).toLowerCase().split(',');
    const read = (name: string): number =>
      exposed.includes(name) && headers[name] !== undefined ? Number(headers[name]) : NaN;
    this.rateLimit = {
      limit: read('x-ratelimit-limit'),
      remaining: read('x-ratelimit-remaining'),
      resetsAt: new Date(read('x-ratelimit-reset') * 1_000),
    };
  }
}

/** What the page shows of a failed call. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ status: number; body: { error: Record<string, unknown> } }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AxiosError && error.response)
      return {
        status: error.response.status,
        body: error.response.data as { error: Record<string, unknown> },
      };
    throw error;
  }
  throw new Error('This call was expected to be refused');
}
