import type { Channel, LiveEvent } from './live-events.js';
import type { LiveOptions, LiveSocket, LiveSocketConstructor, LiveState } from './live-options.js';

export type * from './live-options.js';

type Message = LiveEvent | { type: 'subscribed' | 'unsubscribed' | 'pong'; id?: undefined } | ErrorMessage;
interface ErrorMessage {
  type: 'error';
  message: string;
  id?: undefined;
}
type Timer = ReturnType<typeof setTimeout>;

/** What the server is asked. It answers in the order it was asked, each with one message. */
interface Request {
  type: 'subscribe' | 'unsubscribe' | 'ping';
  channels?: readonly Channel[];
  since?: number;
}

const UNAUTHORIZED = { code: 1008, reason: 'Unauthorized' };
/** After so many in a row nothing more is tried. The first may have come of a page that was frozen as it signed in. */
const MOST_REFUSALS = 2;
/** What the server takes, in a message and in all. */
const CHANNELS_A_MESSAGE = 100;
const MOST_CHANNELS = 1_000;
/** Errors that say nothing against what was asked. */
const PASSING = /^(The service is not available|There were more than \d+ messages)/;
const browser = globalThis as unknown as {
  readonly location?: { readonly href: string };
  readonly navigator?: { readonly onLine?: boolean };
  readonly WebSocket?: LiveSocketConstructor;
  readonly addEventListener?: (type: string, listener: () => void) => void;
  readonly removeEventListener?: (type: string, listener: () => void) => void;
  readonly reportError?: (error: unknown) => void;
};

/** Connects to the server's live events, and keeps connected until `close()`. */
export const connectLive = (options: LiveOptions): LiveConnection => new LiveConnection(options);

export class LiveConnection {
  private readonly url: URL;
  private readonly Socket: LiveSocketConstructor;
  private readonly channels: Set<Channel>;
  private current: LiveState = 'connecting';
  private last: number | undefined;
  private socket: LiveSocket | undefined;
  private isOpen = false;
  private mustReread = true;
  /** Not answered yet. */
  private asked: Request[] = [];
  /** What comes while a resumption takes several messages, each of which brings its part from the beginning. */
  private held: LiveEvent[] | undefined;
  private attempts = 0;
  private refusals = 0;
  /** Of which attempt an answer that comes late was. */
  private round = 0;
  private retryTimer: Timer | undefined;
  private beatTimer: Timer | undefined;
  private stableTimer: Timer | undefined;

  constructor(private readonly options: LiveOptions) {
    const url = new URL(options.url, browser.location?.href);
    url.protocol = url.protocol.replace('http', 'ws');
    if (url.pathname === '/') url.pathname = '/ws';
    const Socket = options.WebSocket ?? browser.WebSocket;
    if (!Socket) throw new Error('There is no WebSocket here: pass a constructor, e.g. that of `ws`.');
    this.Socket = Socket;
    this.url = url;
    this.channels = new Set(options.channels);
    this.last = Number.isSafeInteger(options.since) && options.since! >= 0 ? options.since : undefined;
    browser.addEventListener?.('online', this.whenOnline);
    browser.addEventListener?.('offline', this.whenOffline);
    // Later, so that the callbacks find the connection that they belong to.
    const { round } = this;
    void Promise.resolve().then(() => (round === this.round ? this.open() : undefined));
  }

  get state(): LiveState {
    return this.current;
  }

  /** Id of the last event: `since` of a later connection. Undefined before the first one. */
  get lastId(): number | undefined {
    return this.last;
  }

  /** Events of these channels from now on. What they concern is read by you, once this is sent. */
  subscribe(...channels: Channel[]): void {
    for (const channel of channels) this.channels.add(channel);
    if (!this.isOpen) return;
    this.leaveOutExcess();
    for (const part of inParts(channels.filter((channel) => this.channels.has(channel))))
      this.ask({ type: 'subscribe', channels: part });
  }

  unsubscribe(...channels: Channel[]): void {
    for (const channel of channels) this.channels.delete(channel);
    if (this.isOpen) for (const part of inParts(channels)) this.ask({ type: 'unsubscribe', channels: part });
  }

  /** Tries at once, e.g. after signing in again. Does nothing while the connection stands. */
  reconnect(): void {
    if (this.socket || this.current === 'closed') return;
    this.attempts = this.refusals = 0;
    void this.open();
  }

  close(): void {
    this.forget(1000);
    browser.removeEventListener?.('online', this.whenOnline);
    browser.removeEventListener?.('offline', this.whenOffline);
    this.become('closed');
  }

  private readonly whenOnline = (): void => {
    if (this.current === 'offline') this.reconnect();
  };
  private readonly whenOffline = (): void => {
    if (this.socket) this.lose();
  };

  private async open(): Promise<void> {
    this.forget();
    const { round } = this;
    const { token, timeoutMs = 10_000 } = this.options;
    // Also of a token that never comes.
    this.beatTimer = setTimeout(() => this.lose(), timeoutMs);
    this.become('connecting');
    try {
      const credential = typeof token === 'function' ? await token() : token;
      if (round === this.round) this.connect(credential);
    } catch (error) {
      if (round !== this.round) return;
      this.lose();
      this.complain(messageOf(error));
    }
  }

  private connect(token: string | undefined): void {
    const url = new URL(this.url);
    const inBrowser = browser.location !== undefined;
    if (inBrowser && token !== undefined) url.searchParams.set('token', token);
    const socket = (this.socket = new this.Socket(url.href));
    socket.onerror = () => undefined;
    socket.onopen = () => {
      if (socket !== this.socket) return;
      this.isOpen = true;
      this.mustReread = this.last === undefined;
      // Elsewhere there are no cookies, and a message is in no proxy's log.
      if (!inBrowser && token !== undefined) this.send({ type: 'auth', token });
      this.leaveOutExcess();
      this.resume(inParts([...this.channels]));
    };
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (socket !== this.socket) return;
      this.beat();
      this.call(() => this.receive(JSON.parse(String(data)) as Message));
    };
    socket.onclose = ({ code, reason }: { code: number; reason: string }) => {
      if (socket !== this.socket) return;
      if (code !== UNAUTHORIZED.code || reason !== UNAUTHORIZED.reason) return this.lose();
      this.refusals += 1;
      if (this.refusals < MOST_REFUSALS) return this.lose();
      this.forget();
      this.become('unauthorized');
    };
  }

  /**
   * Subscribes on a new connection. The pong to a ping after several messages tells that everything that was missed has
   * come; with nothing to subscribe to, that the credentials are good.
   */
  private resume(parts: Channel[][]): void {
    if (parts.length > 1) this.held ??= [];
    for (const channels of parts) this.ask({ type: 'subscribe', channels, since: this.last });
    if (parts.length !== 1) this.ask({ type: 'ping' });
  }

  private receive(message: Message): void {
    if (message.type === 'error') {
      if (message.message !== 'resync') return this.refused(message.message);
      // Numbers may begin anew, as they do with another database.
      this.last = undefined;
      this.mustReread = true;
    } else if (message.id === undefined) {
      this.asked.shift();
      this.settle();
    } else if (this.held) this.held.push(message);
    else this.deliver(message);
  }

  private deliver(event: LiveEvent): void {
    if (event.id <= (this.last ?? -1)) return;
    this.last = event.id;
    this.call(() => this.options.onEvent(event));
  }

  /** Which of several channels the server refuses is found by halves; that one is left out from then on. */
  private refused(message: string): void {
    const request = this.asked.shift();
    if (request && PASSING.test(message)) this.lose();
    else if (request?.type === 'subscribe') {
      const channels = request.channels!.filter((channel) => this.channels.has(channel));
      if (channels.length > 1) {
        const halves = inParts(channels, Math.ceil(channels.length / 2));
        if (this.current !== 'live') return this.resume(halves);
        this.mustReread = true;
        for (const half of halves) this.ask({ type: 'subscribe', channels: half });
        return;
      }
      for (const channel of channels) this.channels.delete(channel);
    }
    this.complain(message);
    this.settle();
  }

  /** Once the server has answered everything, the connection is live. */
  private settle(): void {
    if (!this.isOpen || this.asked.length > 0) return;
    const { round, held = [] } = this;
    this.held = undefined;
    if (this.current !== 'live') {
      const { stableMs = 10_000 } = this.options;
      this.stableTimer = setTimeout(() => (this.attempts = this.refusals = 0), stableMs);
      this.become('live');
    }
    if (this.mustReread && round === this.round) {
      this.mustReread = false;
      this.call(() => this.options.onResync?.());
    }
    for (const event of held.sort((a, b) => a.id - b.id)) if (round === this.round) this.deliver(event);
  }

  /** Something was heard. Silence is broken by a ping; if that is not answered either, nobody is there. */
  private beat(): void {
    const { heartbeatMs = 25_000, timeoutMs = 10_000 } = this.options;
    clearTimeout(this.beatTimer);
    this.beatTimer = setTimeout(() => {
      this.ask({ type: 'ping' });
      this.beatTimer = setTimeout(() => this.lose(), timeoutMs);
    }, heartbeatMs);
  }

  private lose(): void {
    this.forget();
    const { firstDelayMs = 500, longestDelayMs = 30_000 } = this.options;
    const delay =
      browser.navigator?.onLine === false
        ? longestDelayMs
        : Math.min(longestDelayMs, firstDelayMs * 2 ** this.attempts);
    this.attempts += 1;
    this.retryTimer = setTimeout(() => void this.open(), delay * (0.5 + Math.random() / 2));
    this.become('offline');
  }

  /** Nothing that is under way counts any more. */
  private forget(code?: number): void {
    this.round += 1;
    for (const timer of [this.retryTimer, this.beatTimer, this.stableTimer]) clearTimeout(timer);
    const { socket } = this;
    this.socket = undefined;
    this.isOpen = false;
    this.asked = [];
    this.held = undefined;
    socket?.close(code);
  }

  private ask(request: Request): void {
    if (!this.isOpen) return;
    this.asked.push(request);
    this.send(request);
  }

  private send(message: object): void {
    if (this.isOpen) this.socket?.send(JSON.stringify(message));
  }

  private leaveOutExcess(): void {
    const excess = [...this.channels].slice(MOST_CHANNELS);
    for (const channel of excess) this.channels.delete(channel);
    if (excess.length > 0)
      this.complain(`${excess.length} channels were left out: there can be ${MOST_CHANNELS} at most.`);
  }

  private become(state: LiveState): void {
    if (state === this.current && state !== 'connecting') return;
    this.current = state;
    this.call(() => this.options.onState?.(state));
  }

  private complain(message: string): void {
    try {
      this.options.onError?.(message);
    } catch (error) {
      browser.reportError?.(error);
    }
  }

  /** A callback that throws ends nothing here. */
  private call(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      browser.reportError?.(error);
      this.complain(messageOf(error));
    }
  }
}

function inParts(channels: readonly Channel[], size = CHANNELS_A_MESSAGE): Channel[][] {
  const parts: Channel[][] = [];
  for (let from = 0; from < channels.length; from += size) parts.push(channels.slice(from, from + size));
  return parts;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
