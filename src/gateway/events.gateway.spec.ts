import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { readConfig } from '../config';
import { Authenticator } from '../core/access/authenticator';
import { LookUps } from '../core/access/look-ups';
import type { Principal } from '../core/access/principal';
import { Unauthorized } from '../core/errors/domain-error';
import type { EventRelay } from '../core/events/event-relay';
import { EventsGateway } from './events.gateway';
import type { Resume } from './resume';

const config = readConfig({
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://nowhere/none',
  JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
});

const principal: Principal = {
  kind: 'session',
  userId: 'ann',
  userName: 'Ann',
  userEmail: 'ann@example.com',
  role: 'viewer',
  permissions: new Set(['read:incidents']),
  environment: null,
  credentialId: 'session-1',
  expiresAt: Infinity,
};

/** Answers when the test says so. */
class SlowAuthenticator extends Authenticator {
  answer!: (found: Principal) => void;
  tell!: (userId: string | null) => void;
  hasEnded = false;
  isAway = false;
  /** While set, asking anew takes until the test lets it go on. */
  renewing: Promise<void> | null = null;

  recall(): undefined {
    return undefined;
  }

  authenticate(): Promise<Principal> {
    return new Promise((resolve) => (this.answer = resolve));
  }

  /** What is true when it is asked, not when it answers: as a query does. */
  async renew(known: Principal): Promise<Principal> {
    const { hasEnded, isAway } = this;
    await this.renewing;
    if (isAway) throw new Error('connect ECONNREFUSED');
    if (hasEnded) throw new Unauthorized('It has ended.');
    return { ...known, expiresAt: Infinity };
  }

  forget(): void {
    // Nothing is remembered here.
  }

  onChange(listener: (userId: string | null) => void): void {
    this.tell = listener;
  }
}

class FakeSocket extends EventEmitter {
  readyState = 1;
  readonly bufferedAmount = 0;
  readonly sent: string[] = [];
  closed: unknown[] | null = null;

  send(data: string): void {
    this.sent.push(data);
  }

  close(...how: unknown[]): void {
    this.readyState = 2;
    this.closed ??= how;
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

async function signingIn(resume: Partial<Resume> = {}): Promise<{
  authenticator: SlowAuthenticator;
  socket: FakeSocket;
  gateway: EventsGateway;
  end: () => void;
}> {
  const authenticator = new SlowAuthenticator();
  const relay = { position: 0, onEvents: () => undefined } as unknown as EventRelay;
  const gateway = new EventsGateway(
    config,
    authenticator,
    new LookUps(config, authenticator),
    relay,
    resume as Resume,
  );
  gateway.afterInit();
  const socket = new FakeSocket();
  gateway.handleConnection(
    socket as unknown as WebSocket,
    { url: '/ws?token=good', headers: {} } as IncomingMessage,
  );
  socket.emit('message', Buffer.from('{"type":"ping"}'), false);
  await settle();
  return { authenticator, socket, gateway, end: () => gateway.beforeApplicationShutdown() };
}

describe('signing in on a socket', () => {
  it('is refused when the session ends between the look at it and the answer', async () => {
    const { authenticator, socket, end } = await signingIn();
    authenticator.hasEnded = true;
    authenticator.tell('ann');
    authenticator.answer(principal);
    await settle();
    expect(socket.closed).toEqual([1008, 'Unauthorized']);
    expect(socket.sent).toEqual([]);
    end();
  });

  it('is refused when the session ends while other news is being looked into', async () => {
    const { authenticator, socket, end } = await signingIn();
    let goOn!: () => void;
    authenticator.renewing = new Promise((resolve) => (goOn = resolve));
    authenticator.tell('bob');
    authenticator.answer(principal);
    await settle();
    authenticator.hasEnded = true;
    authenticator.tell('ann');
    goOn();
    await settle();
    expect(socket.closed).toEqual([1008, 'Unauthorized']);
    expect(socket.sent).toEqual([]);
    end();
  });

  it('stands when the news was about somebody else', async () => {
    const { authenticator, socket, end } = await signingIn();
    authenticator.tell('bob');
    authenticator.answer(principal);
    await settle();
    expect(socket.closed).toBeNull();
    expect(socket.sent).toEqual(['{"type":"pong"}']);
    end();
  });

  it('by a token stands when the session of the cookie before it ends while that is looked into', async () => {
    const { authenticator, gateway, end } = await signingIn();
    const socket = new FakeSocket();
    const headers = { cookie: 'session_token=x', origin: 'http://localhost:5173', host: 'here' };
    gateway.handleConnection(socket as unknown as WebSocket, { url: '/ws', headers } as IncomingMessage);
    await settle();
    authenticator.answer(principal);
    await settle();
    let goOn!: () => void;
    authenticator.renewing = new Promise((resolve) => (goOn = resolve));
    authenticator.hasEnded = true;
    authenticator.tell('ann');
    socket.emit('message', Buffer.from('{"type":"auth","token":"said"}'), false);
    await settle();
    authenticator.answer({ ...principal, userId: 'bob', credentialId: 'session-2' });
    await settle();
    goOn();
    await settle();
    expect(socket.closed).toBeNull();
    end();
  });
});

describe('a socket whose session has ended', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('closes as soon as the database can be asked, however often that has failed', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const { authenticator, socket, end } = await signingIn();
    authenticator.answer(principal);
    await settle();
    Object.assign(authenticator, { hasEnded: true, isAway: true });
    authenticator.tell('ann');
    await settle();
    jest.advanceTimersByTime(1_000);
    await settle();
    expect(socket.closed).toBeNull();
    authenticator.isAway = false;
    jest.advanceTimersByTime(1_000);
    await settle();
    expect(socket.closed).toEqual([1008, 'Unauthorized']);
    end();
  });

  it('is asked about once at a time', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const { authenticator, end } = await signingIn();
    authenticator.answer({ ...principal, expiresAt: 0 });
    await settle();
    const renew = jest.spyOn(authenticator, 'renew');
    let goOn!: () => void;
    authenticator.renewing = new Promise((resolve) => (goOn = resolve));
    jest.advanceTimersByTime(5_000);
    expect(renew).toHaveBeenCalledTimes(1);
    goOn();
    await settle();
    end();
  });
});

describe('news of a user with several sockets', () => {
  it('is looked into once for all sockets of a session, and once more for all that comes meanwhile', async () => {
    const { authenticator, socket, gateway, end } = await signingIn();
    authenticator.answer(principal);
    await settle();
    const others = [new FakeSocket(), new FakeSocket(), new FakeSocket()];
    const credentialIds = ['session-1', 'session-1', 'session-2'];
    for (const [index, other] of others.entries()) {
      gateway.handleConnection(
        other as unknown as WebSocket,
        { url: '/ws?token=good', headers: {} } as IncomingMessage,
      );
      await settle();
      authenticator.answer({ ...principal, credentialId: credentialIds[index] });
      await settle();
    }
    const renew = jest.spyOn(authenticator, 'renew');
    authenticator.tell('ann');
    await settle();
    expect(renew).toHaveBeenCalledTimes(2);

    let goOn!: () => void;
    authenticator.renewing = new Promise((resolve) => (goOn = resolve));
    for (let n = 0; n < 50; n += 1) authenticator.tell('ann');
    authenticator.hasEnded = true;
    authenticator.tell('ann');
    authenticator.renewing = null;
    goOn();
    await settle();
    expect(renew.mock.calls.length).toBeLessThan(10);
    for (const each of [socket, ...others]) expect(each.closed).toEqual([1008, 'Unauthorized']);
    end();
  });
});

describe('a socket that closes while its resume is being looked into', () => {
  it('listens to nothing, and is forgotten', async () => {
    let look!: (isPossible: boolean) => void;
    const asked = new Promise<boolean>((resolve) => (look = resolve));
    const { authenticator, socket, gateway, end } = await signingIn({ isPossible: () => asked });
    authenticator.answer(principal);
    await settle();
    socket.emit('message', Buffer.from('{"type":"subscribe","channels":["incidents"],"since":1}'), false);
    await settle();
    socket.readyState = 3;
    socket.emit('close');
    const listening = jest.spyOn(gateway['index'], 'add');
    look(true);
    await settle();
    expect(listening).not.toHaveBeenCalled();
    expect(gateway.connectionCount).toBe(0);
    end();
  });
});
