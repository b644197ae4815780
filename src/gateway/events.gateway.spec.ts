import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { readConfig } from '../config';
import { Authenticator } from '../core/access/authenticator';
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

  recall(): undefined {
    return undefined;
  }

  authenticate(): Promise<Principal> {
    return new Promise((resolve) => (this.answer = resolve));
  }

  renew(known: Principal): Promise<Principal> {
    return this.hasEnded ? Promise.reject(new Unauthorized('It has ended.')) : Promise.resolve(known);
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

async function signingIn(): Promise<{
  authenticator: SlowAuthenticator;
  socket: FakeSocket;
  end: () => void;
}> {
  const authenticator = new SlowAuthenticator();
  const relay = { position: 0, onEvent: () => undefined } as unknown as EventRelay;
  const gateway = new EventsGateway(config, authenticator, relay, {} as Resume);
  gateway.afterInit();
  const socket = new FakeSocket();
  gateway.handleConnection(
    socket as unknown as WebSocket,
    { url: '/ws?token=good', headers: {} } as IncomingMessage,
  );
  socket.emit('message', Buffer.from('{"type":"ping"}'), false);
  await settle();
  return { authenticator, socket, end: () => gateway.beforeApplicationShutdown() };
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

  it('stands when the news was about somebody else', async () => {
    const { authenticator, socket, end } = await signingIn();
    authenticator.tell('bob');
    authenticator.answer(principal);
    await settle();
    expect(socket.closed).toBeNull();
    expect(socket.sent).toEqual(['{"type":"pong"}']);
    end();
  });
});
