import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connectLive, type LiveConnection, type LiveOptions, type LiveState } from '../src/live.js';
import type { LiveEvent } from '../src/live-events.js';

/** Stands for the server's end: does what the test says, and keeps what it was sent. */
class FakeSocket {
  static readonly made: FakeSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly sent: unknown[] = [];
  isClosed = false;

  constructor(readonly url: string) {
    FakeSocket.made.push(this);
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.isClosed = true;
  }

  says(...messages: object[]): void {
    for (const message of messages) this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** Takes the connection and the subscription. */
  accepts(): void {
    this.onopen?.();
    this.says({ type: 'subscribed', channels: ['incidents'] });
  }

  drops(code = 1006, reason = ''): void {
    this.onclose?.({ code, reason });
  }
}

const event = (id: number): LiveEvent =>
  ({ type: 'incident', action: 'created', id, data: { id: `incident ${id}` } }) as unknown as LiveEvent;

describe('the live connection', () => {
  const live: LiveConnection[] = [];
  let ids: number[];
  let states: LiveState[];
  let rereads: number;
  let errors: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(1);
    FakeSocket.made.length = 0;
    [ids, states, rereads, errors] = [[], [], 0, []];
  });
  afterEach(() => {
    for (const connection of live.splice(0)) connection.close();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const connect = async (options: Partial<LiveOptions> = {}): Promise<LiveConnection> => {
    const connection = connectLive({
      ...{ url: 'https://ops.example.com', channels: ['incidents'], WebSocket: FakeSocket },
      onEvent: ({ id }) => ids.push(id),
      onState: (state) => states.push(state),
      onResync: () => (rereads += 1),
      onError: (message) => errors.push(message),
      ...options,
    });
    live.push(connection);
    await Promise.resolve();
    return connection;
  };
  const newest = (): FakeSocket => FakeSocket.made.at(-1)!;

  it('signs in by the first message, subscribes, and asks to read anew what is on display', async () => {
    const connection = await connect({ token: 'secret' });
    expect(newest().url).toBe('wss://ops.example.com/ws');
    newest().accepts();
    expect(newest().sent).toEqual([
      { type: 'auth', token: 'secret' },
      { type: 'subscribe', channels: ['incidents'] },
    ]);
    expect([states, rereads, connection.state]).toEqual([['connecting', 'live'], 1, 'live']);
  });

  it('leaves it to the cookie when there is no token, and reads nothing anew after a known event', async () => {
    await connect({ since: 7, url: 'http://localhost:8000/api/ws' });
    newest().accepts();
    expect(newest().url).toBe('ws://localhost:8000/api/ws');
    expect(newest().sent).toEqual([{ type: 'subscribe', channels: ['incidents'], since: 7 }]);
    expect(rereads).toBe(0);
  });

  it('asks for the token at each attempt, and takes no answer that comes after the end', async () => {
    let count = 0;
    const connection = await connect({ token: () => Promise.resolve(`token ${(count += 1)}`) });
    await Promise.resolve();
    newest().accepts();
    newest().drops();
    await jest.advanceTimersByTimeAsync(500);
    newest().accepts();
    expect(FakeSocket.made.map(({ sent }) => sent[0])).toEqual([
      { type: 'auth', token: 'token 1' },
      { type: 'auth', token: 'token 2' },
    ]);
    newest().drops();
    jest.advanceTimersByTime(1_000);
    connection.close();
    await Promise.resolve();
    expect(FakeSocket.made).toHaveLength(2);
  });

  it('resumes after the last event, and tells each one once', async () => {
    const connection = await connect();
    newest().accepts();
    newest().says(event(4), event(5));
    newest().drops(1001, 'Shutting down');
    expect([states.at(-1), connection.lastId]).toEqual(['offline', 5]);
    jest.advanceTimersByTime(500);
    newest().accepts();
    expect(newest().sent).toEqual([{ type: 'subscribe', channels: ['incidents'], since: 5 }]);
    newest().says(event(5), event(6), event(6), event(9));
    expect([ids, rereads]).toEqual([[4, 5, 6, 9], 1]);
  });

  it('reads anew when the connection was lost before anything was heard', async () => {
    await connect();
    newest().accepts();
    newest().drops();
    jest.advanceTimersByTime(500);
    newest().accepts();
    expect(rereads).toBe(2);
  });

  it('reads anew when the server kept no record of what was missed, and takes numbers that begin anew', async () => {
    await connect({ since: 900 });
    newest().onopen?.();
    newest().says({ type: 'error', message: 'resync' });
    expect(rereads).toBe(0);
    newest().says({ type: 'subscribed', channels: ['incidents'] }, event(3));
    expect([ids, rereads, errors]).toEqual([[3], 1, []]);
  });

  it('doubles its waits up to the longest, and begins anew once a connection has held', async () => {
    await connect({ firstDelayMs: 100, longestDelayMs: 350, stableMs: 5_000 });
    const waitsFor = (ms: number): void => {
      const made = FakeSocket.made.length;
      newest().drops();
      jest.advanceTimersByTime(ms - 1);
      expect(FakeSocket.made).toHaveLength(made);
      jest.advanceTimersByTime(1);
      expect(FakeSocket.made).toHaveLength(made + 1);
    };
    for (const ms of [100, 200, 350, 350]) waitsFor(ms);
    newest().accepts();
    jest.advanceTimersByTime(4_999);
    waitsFor(350);
    newest().accepts();
    jest.advanceTimersByTime(5_000);
    waitsFor(100);
  });

  it('leaves up to half of a wait to chance, so that not everybody comes back at once', async () => {
    await connect({ firstDelayMs: 100 });
    jest.spyOn(Math, 'random').mockReturnValue(0);
    newest().drops();
    jest.advanceTimersByTime(49);
    expect(FakeSocket.made).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it('breaks silence by a ping, and gives up a server that does not answer', async () => {
    await connect({ heartbeatMs: 1_000, timeoutMs: 300 });
    const [first] = FakeSocket.made;
    first.accepts();
    jest.advanceTimersByTime(1_000);
    expect(first.sent.at(-1)).toEqual({ type: 'ping' });
    first.says({ type: 'pong' });
    jest.advanceTimersByTime(1_299);
    expect(states.at(-1)).toBe('live');
    jest.advanceTimersByTime(1);
    expect([states.at(-1), first.isClosed]).toEqual(['offline', true]);
    first.says(event(1));
    expect(ids).toEqual([]);
  });

  it('gives up a server that never takes the connection', async () => {
    await connect({ timeoutMs: 300 });
    jest.advanceTimersByTime(300);
    expect(states).toEqual(['connecting', 'offline']);
  });

  it('stays away once refused twice, until it is told to try again', async () => {
    const connection = await connect();
    newest().onopen?.();
    newest().drops(1008, 'Unauthorized');
    // A page that was frozen as it signed in was refused for nothing.
    jest.advanceTimersByTime(500);
    newest().onopen?.();
    newest().drops(1008, 'Unauthorized');
    jest.advanceTimersByTime(600_000);
    expect([states, FakeSocket.made.length]).toEqual([
      ['connecting', 'offline', 'connecting', 'unauthorized'],
      2,
    ]);
    connection.reconnect();
    newest().accepts();
    expect(connection.state).toBe('live');
    connection.reconnect();
    expect(FakeSocket.made).toHaveLength(3);
  });

  it('in a browser sends the token where it wins over a cookie', async () => {
    Object.assign(globalThis, { location: { href: 'https://ops.example.com/page' } });
    try {
      await connect({ url: '/ws', token: 'a&b' });
    } finally {
      delete (globalThis as { location?: unknown }).location;
    }
    expect(newest().url).toBe('wss://ops.example.com/ws?token=a%26b');
    newest().accepts();
    expect(newest().sent).toEqual([{ type: 'subscribe', channels: ['incidents'] }]);
  });

  const subscribed = { type: 'subscribed' };
  const pong = { type: 'pong' };

  it('is live without a channel, also after the last one was given up', async () => {
    const connection = await connect();
    newest().accepts();
    connection.unsubscribe('incidents');
    newest().says({ type: 'unsubscribed' });
    newest().drops();
    jest.advanceTimersByTime(500);
    newest().onopen?.();
    expect(newest().sent).toEqual([{ type: 'ping' }]);
    newest().says(pong);
    expect(connection.state).toBe('live');
  });

  it('subscribes to many channels in several messages, and tells what was missed once and in order', async () => {
    const channels = Array.from({ length: 1_002 }, (_, index) => `squad:Team ${index}` as const);
    await connect({ channels, since: 3 });
    newest().onopen?.();
    const sent = newest().sent as { type: string; channels?: string[]; since?: number }[];
    expect(sent.map(({ type, channels: { length } = [], since }) => [type, length, since])).toEqual([
      ...Array.from({ length: 10 }, () => ['subscribe', 100, 3]),
      ['ping', 0, undefined],
    ]);
    expect(errors).toEqual(['2 channels were left out: there can be 1000 at most.']);
    newest().says(subscribed, event(4), event(7), subscribed, event(5), event(7));
    expect(ids).toEqual([]);
    newest().says(...Array.from({ length: 8 }, () => subscribed), pong, event(8));
    expect([ids, states.at(-1)]).toEqual([[4, 5, 7, 8], 'live']);
  });

  it('leaves out a channel that the server refuses, and hears the others', async () => {
    const wrong = { type: 'error', message: 'There is no channel "tsks".' };
    const connection = await connect({ channels: ['incidents', 'assets', 'tsks' as 'tasks'], since: 1 });
    newest().onopen?.();
    newest().says(wrong);
    expect(newest().sent.slice(1)).toEqual([
      { type: 'subscribe', channels: ['incidents', 'assets'], since: 1 },
      { type: 'subscribe', channels: ['tsks'], since: 1 },
      { type: 'ping' },
    ]);
    newest().says(subscribed, event(2), wrong, pong);
    expect([errors, ids, connection.state, rereads]).toEqual([[wrong.message], [2], 'live', 0]);

    connection.subscribe('alerts', 'tsks' as 'tasks');
    newest().says(wrong, subscribed, wrong);
    // In between something may have been missed of the channel beside it.
    expect([errors.length, connection.state, rereads]).toEqual([2, 'live', 1]);
    newest().drops();
    jest.advanceTimersByTime(500);
    newest().onopen?.();
    expect(newest().sent).toEqual([
      { type: 'subscribe', channels: ['incidents', 'assets', 'alerts'], since: 2 },
    ]);
  });

  it('ends nothing when a callback throws, and runs none before it is known', async () => {
    let known: LiveConnection | undefined = undefined as LiveConnection | undefined;
    const seen: unknown[] = [];
    const fails = (): void => {
      seen.push(known);
      throw new Error('of the page');
    };
    known = connectLive({
      ...{ url: 'http://localhost', channels: ['incidents'] as const, WebSocket: FakeSocket },
      ...{ onEvent: fails, onState: fails, onResync: fails },
      onError: (message) => {
        errors.push(message);
        throw new Error(message);
      },
    });
    live.push(known);
    expect(seen).toEqual([]);
    await Promise.resolve();
    newest().accepts();
    newest().says(event(1));
    expect([seen.every((one) => one === known), known.state, known.lastId]).toEqual([true, 'live', 1]);
    // connecting, live, the reading anew, the event; and an answer that is none of the server's
    newest().onmessage?.({ data: 'no JSON' });
    expect([errors.slice(0, 4), errors.length]).toEqual([Array(4).fill('of the page'), 5]);
  });

  it('tries again when a token does not come or cannot be had, and says so', async () => {
    const answers = [
      () => new Promise<string>(() => undefined),
      () => Promise.reject(new Error('No vault.')),
    ];
    const token = (): Promise<string> => (answers.shift() ?? (() => Promise.resolve('secret')))();
    await connect({ token, timeoutMs: 300 });
    await jest.advanceTimersByTimeAsync(300);
    expect(states).toEqual(['connecting', 'offline']);
    await jest.advanceTimersByTimeAsync(500);
    expect([states.at(-1), errors, FakeSocket.made.length]).toEqual(['offline', ['No vault.'], 0]);
    await jest.advanceTimersByTimeAsync(1_000);
    newest().accepts();
    expect(states.at(-1)).toBe('live');
  });

  it('comes back after it said too much', async () => {
    await connect();
    newest().accepts();
    newest().drops(1008, 'Too many messages');
    jest.advanceTimersByTime(500);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it('tries a subscription again that failed in passing, and resumes where it was', async () => {
    const away = {
      type: 'error',
      message: 'The service is not available for the moment: try again shortly.',
    };
    const connection = await connect({ since: 6 });
    newest().onopen?.();
    newest().says(away);
    expect([errors, states.at(-1)]).toEqual([[away.message], 'offline']);
    jest.advanceTimersByTime(500);
    newest().accepts();
    connection.subscribe('tasks');
    newest().says(event(7), away);
    expect(states.at(-1)).toBe('offline');
    jest.advanceTimersByTime(1_000);
    newest().accepts();
    expect(newest().sent).toEqual([{ type: 'subscribe', channels: ['incidents', 'tasks'], since: 7 }]);
  });

  it('keeps what was subscribed later over a new connection', async () => {
    const connection = await connect();
    newest().accepts();
    connection.subscribe('tasks', 'squad:Payments');
    connection.unsubscribe('incidents');
    expect(newest().sent.slice(1)).toEqual([
      { type: 'subscribe', channels: ['tasks', 'squad:Payments'] },
      { type: 'unsubscribe', channels: ['incidents'] },
    ]);
    newest().drops();
    jest.advanceTimersByTime(500);
    newest().accepts();
    expect(newest().sent).toEqual([{ type: 'subscribe', channels: ['tasks', 'squad:Payments'] }]);
  });

  it('is silent and tries nothing once it is closed', async () => {
    const connection = await connect();
    newest().accepts();
    connection.close();
    expect(newest().isClosed).toBe(true);
    newest().says(event(1));
    newest().drops();
    connection.reconnect();
    jest.advanceTimersByTime(600_000);
    expect([ids, states.at(-1), FakeSocket.made.length]).toEqual([[], 'closed', 1]);
  });

  it('says at once when there is no WebSocket, or no address', async () => {
    await expect(connect({ url: 'nowhere' })).rejects.toThrow(/Invalid URL/);
    const global = globalThis as { WebSocket?: unknown };
    const kept = global.WebSocket;
    delete global.WebSocket;
    try {
      expect(() =>
        connectLive({ url: 'http://localhost', channels: [], onEvent: () => undefined }),
      ).toThrow();
    } finally {
      if (kept !== undefined) global.WebSocket = kept;
    }
  });
});
