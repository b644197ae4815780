import { WebSocket, type ClientOptions } from 'ws';

export interface LiveMessage {
  readonly type?: string;
  readonly action?: string;
  readonly id?: number;
  readonly data?: Record<string, unknown>;
  readonly [field: string]: unknown;
}

/** A WebSocket client that keeps what it hears and can be asked to wait for something. */
export class LiveClient {
  readonly messages: LiveMessage[] = [];
  closed: { code: number; reason: string } | null = null;
  private readonly waiters = new Set<() => void>();

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.messages.push(JSON.parse((data as Buffer).toString()) as LiveMessage);
      this.wake();
    });
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.wake();
    });
    socket.on('open', () => this.wake());
    socket.on('error', () => undefined);
  }

  static connect(url: string, options?: ClientOptions): LiveClient {
    return new LiveClient(new WebSocket(url, options));
  }

  static async open(url: string, options?: ClientOptions): Promise<LiveClient> {
    const client = LiveClient.connect(url, options);
    await client.until(() => client.socket.readyState === WebSocket.OPEN || client.closed !== null, 'open');
    return client;
  }

  send(message: unknown): void {
    this.socket.send(
      typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
    );
  }

  /** Subscribes and waits for the answer. */
  async subscribe(channels: string[], more: Record<string, unknown> = {}): Promise<void> {
    const already = this.messages.filter(({ type }) => type === 'subscribed').length;
    this.send({ type: 'subscribe', channels, ...more });
    await this.until(
      () => this.messages.filter(({ type }) => type === 'subscribed').length > already,
      'subscribed',
    );
  }

  /** The first message that fits, waiting for it if need be. */
  async next(fits: (message: LiveMessage) => boolean, what = 'a message'): Promise<LiveMessage> {
    await this.until(() => this.messages.some(fits), what);
    return this.messages.find(fits)!;
  }

  /** Events only, without answers to what this client said. */
  get events(): LiveMessage[] {
    return this.messages.filter(({ id }) => id !== undefined);
  }

  async untilClosed(): Promise<{ code: number; reason: string }> {
    await this.until(() => this.closed !== null, 'the socket to close');
    return this.closed!;
  }

  async until(condition: () => boolean, what: string, timeoutMs = 15_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!condition()) {
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(
          `Waited in vain for ${what}; heard: ${JSON.stringify(this.messages).slice(0, 2_000)}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, Math.min(left, 50));
        const { waiters } = this;
        function done(): void {
          clearTimeout(timer);
          waiters.delete(done);
          resolve();
        }
        waiters.add(done);
      });
    }
  }

  /** Long enough for anything that should not come to have come. */
  async quiet(ms = 300): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  end(): void {
    this.socket.terminate();
  }

  private wake(): void {
    for (const done of [...this.waiters]) done();
  }
}
