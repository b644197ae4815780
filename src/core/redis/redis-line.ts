import type { Redis } from 'ioredis';

const CONNECT_MS = 2_000;
/** A line that has been silent for so long over a question is cut and made anew. */
const SILENCE_MS = 3_000;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;

const SETTINGS = {
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  // Subscribed anew whenever the line is ready, which is the same for the first time and after an outage.
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  connectTimeout: CONNECT_MS,
  socketTimeout: SILENCE_MS,
  disableClientInfo: true,
} as const;

/**
 * One connection, made anew whenever it breaks: ever more slowly until it is told that it `serves`, as one that can be made
 * but is of no use must not be made without end.
 */
export class RedisLine {
  readonly client: Redis;
  /** What went wrong last. */
  fault?: unknown;
  private attempts = 0;

  constructor(Client: typeof Redis, url: string) {
    this.client = new Client(url, { ...SETTINGS, retryStrategy: () => this.nextWait() });
    this.client.on('error', (error) => (this.fault = error));
    this.client.on('connect', () => guard(this.client.stream));
  }

  serves(): void {
    this.attempts = 0;
    this.fault = undefined;
  }

  /** Begins anew. */
  cut(fault: unknown): void {
    this.fault = fault;
    this.client.disconnect(true);
  }

  private nextWait(): number {
    this.attempts = Math.min(this.attempts + 1, 10);
    return Math.min(FIRST_WAIT_MS * 2 ** this.attempts, LONGEST_WAIT_MS) * (0.75 + Math.random() / 4);
  }
}

/** The package throws over answers that Redis never gives, where nobody could catch it: that ends the connection instead. */
function guard(stream: Redis['stream']): void {
  const emit = stream.emit.bind(stream) as (event: string, ...rest: unknown[]) => boolean;
  stream.emit = (event: string, ...rest: unknown[]): boolean => {
    if (event !== 'data') return emit(event, ...rest);
    try {
      return emit(event, ...rest);
    } catch {
      stream.destroy(new Error('this is no Redis'));
      return true;
    }
  };
}
