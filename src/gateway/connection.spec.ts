import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Principal } from '../core/access/principal';
import type { PublishedEvent } from '../core/events/published-event';
import { Connection } from './connection';
import type { Filters } from './protocol';
import { Traffic } from './traffic';

/** Stands for a client that does what the test says. */
class FakeSocket extends EventEmitter {
  readyState = 1;
  bufferedAmount = 0;
  pings = 0;
  terminated = false;
  readonly sent: string[] = [];

  send(data: string | Buffer): void {
    this.sent.push(String(data));
  }

  ping(): void {
    this.pings += 1;
  }

  terminate(): void {
    this.terminated = true;
    this.readyState = 3;
  }
}

const connect = (traffic = new Traffic()): { socket: FakeSocket; connection: Connection } => {
  const socket = new FakeSocket();
  return { socket, connection: new Connection(socket as unknown as WebSocket, new Socket(), '', traffic) };
};

const principal = (fields: Partial<Principal> = {}): Principal => ({
  kind: 'session',
  userId: 'ann',
  userName: 'Ann',
  userEmail: 'ann@example.com',
  role: 'viewer',
  permissions: new Set(['read:incidents']),
  environment: null,
  credentialId: 'session-1',
  expiresAt: Infinity,
  ...fields,
});

const event = (fields: Partial<PublishedEvent> = {}): PublishedEvent => ({
  id: 1,
  type: 'incident',
  action: 'created',
  channels: ['incidents', 'production', 'squad:Payments'],
  permission: 'read:incidents',
  environment: 'production',
  audience: null,
  message: '{}',
  ...fields,
});

const hears = (
  who: Principal | null,
  what: Partial<PublishedEvent> = {},
  filters: Filters | null = null,
): boolean => {
  const { connection } = connect();
  connection.principal = who;
  connection.filters = filters;
  return connection.mayHear(event(what));
};

describe('who may hear an event', () => {
  it('nobody who has not signed in', () => {
    expect(hears(null)).toBe(false);
  });

  it('only who holds the permission of its type', () => {
    expect(hears(principal())).toBe(true);
    expect(hears(principal({ permissions: new Set(['read:tasks', 'write:incidents']) }))).toBe(false);
    expect(hears(principal(), { permission: 'read:tasks' })).toBe(false);
  });

  it('credentials bound to an environment hear only of that one', () => {
    const bound = principal({ kind: 'api_token', environment: 'staging' });
    expect(hears(bound, { environment: 'staging' })).toBe(true);
    expect(hears(bound, { environment: 'production' })).toBe(false);
    // What belongs to no environment is invisible to them over HTTP too.
    expect(hears(bound, { environment: null })).toBe(false);
  });

  it('what is for one user is heard by that user alone', () => {
    expect(hears(principal(), { audience: 'ann' })).toBe(true);
    expect(hears(principal(), { audience: 'bob' })).toBe(false);
    expect(hears(principal({ permissions: new Set() }), { audience: 'ann' })).toBe(false);
  });

  it('filters of the older dialect must all hold', () => {
    const filtered = (environment: string[] | null, squad: string[] | null): boolean =>
      hears(principal(), {}, { environment, squad, said: {} });
    expect(filtered(null, null)).toBe(true);
    expect(filtered(['production'], null)).toBe(true);
    expect(filtered(['staging', 'production'], ['Payments'])).toBe(true);
    expect(filtered(['staging'], ['Payments'])).toBe(false);
    expect(filtered(['production'], ['Search'])).toBe(false);
  });
});

describe('a heartbeat', () => {
  it('ends the socket after two missed pongs and not before', () => {
    const { socket, connection } = connect();
    connection.beat();
    connection.beat();
    expect(socket).toMatchObject({ pings: 2, terminated: false });
    connection.beat();
    expect(socket).toMatchObject({ pings: 2, terminated: true });
  });

  it('keeps a socket that answers, however late it was before', () => {
    const { socket, connection } = connect();
    for (let beat = 0; beat < 10; beat += 1) {
      connection.beat();
      connection.beat();
      socket.emit('pong');
    }
    expect(socket).toMatchObject({ pings: 20, terminated: false });
  });

  it('ends a socket whose goodbye is never answered', () => {
    const { socket, connection } = connect();
    connection.beat();
    connection.beat();
    socket.readyState = 2;
    connection.beat();
    expect(socket.terminated).toBe(true);
  });
});

describe('a client that does not read', () => {
  it('is cut off once more than 1 MiB waits for it', () => {
    const traffic = new Traffic();
    const { socket, connection } = connect(traffic);
    socket.bufferedAmount = 1024 * 1024;
    connection.send('still fits');
    expect(socket).toMatchObject({ terminated: false, sent: ['still fits'] });
    socket.bufferedAmount += 1;
    connection.send('too much');
    expect(socket).toMatchObject({ terminated: true, sent: ['still fits'] });
    expect(traffic).toMatchObject({ sent: 1, cutOff: 1 });
  });

  it('is sent nothing once it is closing', () => {
    const { socket, connection } = connect();
    socket.readyState = 2;
    connection.send('too late');
    expect(socket.sent).toEqual([]);
  });
});

describe('the message limit', () => {
  it('lets 100 messages a minute through, counted anew each minute', () => {
    const { connection } = connect();
    const at = (ms: number, count: number): boolean[] =>
      Array.from({ length: count }, () => connection.countMessage(1_000_000 + ms));
    expect(at(0, 100)).toEqual(Array(100).fill(true));
    expect(at(59_999, 1)).toEqual([false]);
    expect(at(60_000, 101)).toEqual([...Array<boolean>(100).fill(true), false]);
  });
});
