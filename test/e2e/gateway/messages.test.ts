import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type WebSocket } from 'ws';
import { PROBLEMS } from '../../../src/gateway/refusals';
import { startServer, type TestServer } from '../../support/app';
import { type LiveClient } from '../../support/live-client';
import { answers, heard, open } from './scene';

describe('messages on a socket', () => {
  let server: TestServer;
  let client: LiveClient;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    client = await server.live('viewer');
  });
  afterEach(() => client.end());

  const ask = async (...messages: unknown[]) => {
    const already = client.messages.length;
    for (const message of messages) client.send(message);
    await client.until(() => client.messages.length >= already + messages.length, 'answers');
    return client.messages.slice(already);
  };

  it('are answered exactly as documented', async () => {
    expect(
      await ask(
        { type: 'subscribe', channels: ['incidents', 'production', 'squad:Payments'] },
        { type: 'ping' },
        { type: 'unsubscribe', channels: ['production'] },
        { type: 'unsubscribe', channels: ['tasks'] },
      ),
    ).toEqual([
      { type: 'subscribed', channels: ['incidents', 'production', 'squad:Payments'] },
      { type: 'pong' },
      { type: 'unsubscribed', channels: ['production'] },
      { type: 'unsubscribed', channels: ['tasks'] },
    ]);
  });

  it('of the older dialect are answered in kind', async () => {
    const filters = { environment: 'production', squad: 'Payments' };
    expect(
      await ask(
        { action: 'subscribe', topics: ['incidents'], filters },
        { action: 'subscribe', topics: ['tasks'] },
        { action: 'ping' },
        { action: 'unsubscribe', topics: ['tasks'] },
      ),
    ).toEqual([
      { action: 'subscribed', topics: ['incidents'], filters },
      { action: 'subscribed', topics: ['tasks'] },
      { action: 'pong' },
      { action: 'unsubscribed', topics: ['tasks'] },
    ]);
    expect(await ask({ action: 'shout' })).toEqual([{ action: 'error', message: expect.any(String) }]);
  });

  it.each([
    ['bad JSON', '{"type":"ping"', PROBLEMS.notJson()],
    ['no object', '[]', PROBLEMS.notAnObject()],
    ['an unknown type', { type: 'shout' }, 'type must be one of subscribe, unsubscribe, ping, auth.'],
    ['binary', Buffer.from('{"type":"ping"}'), 'Send text frames, not binary ones.'],
    ['no channels', { type: 'subscribe' }, 'channels must be a list of 1 to 100 names.'],
    [
      'too many channels',
      { type: 'subscribe', channels: Array.from({ length: 101 }, (_, index) => `squad:${index}`) },
      'channels must be a list of 1 to 100 names.',
    ],
    [
      'a bad since',
      { type: 'subscribe', channels: ['incidents'], since: 'x' },
      'since must be the id of an event, or 0.',
    ],
  ])('with %s get an error, and the connection lives', async (_what, message, text) => {
    expect(await ask(message)).toEqual([{ type: 'error', message: text }]);
    expect(await ask({ type: 'ping' })).toEqual([{ type: 'pong' }]);
  });

  it('with one unknown channel subscribe to none of the others', async () => {
    const [{ type, message }] = await ask({ type: 'subscribe', channels: ['incidents', 'weather'] });
    expect(type).toBe('error');
    expect(message).toMatch(/^There is no channel "weather"\. Choose from incidents, .* and squad:<name>\.$/);
    const witness = await server.live('viewer', 'incidents');
    await heard(witness, await open(await server.as('engineer')));
    await client.quiet();
    expect(client.events).toEqual([]);
    witness.end();
  });

  it('cannot pile up subscriptions without end', async () => {
    const batch = (from: number) => Array.from({ length: 100 }, (_, index) => `squad:${from + index}`);
    for (let from = 0; from < 1_000; from += 100) {
      expect(await ask({ type: 'subscribe', channels: batch(from) })).toEqual([
        { type: 'subscribed', channels: batch(from) },
      ]);
    }
    expect(await ask({ type: 'subscribe', channels: ['squad:0', 'squad:1000'] })).toEqual([
      { type: 'error', message: PROBLEMS.tooManyChannels(1_000) },
    ]);
    expect(await ask({ type: 'subscribe', channels: ['squad:0'] })).toEqual([
      { type: 'subscribed', channels: ['squad:0'] },
    ]);
  });

  it('beyond a hundred a minute get an error and the end', async () => {
    const pings = Array.from({ length: 100 }, () => ({ type: 'ping' }));
    expect(await ask(...pings)).toEqual(pings.map(() => ({ type: 'pong' })));
    client.send({ type: 'ping' });
    expect(await client.untilClosed()).toEqual({ code: 1008, reason: 'Too many messages' });
    expect(answers(client).slice(100)).toEqual([{ type: 'error', message: PROBLEMS.tooMany() }]);
  });

  it('of 64 KiB are read', async () => {
    const frame = '{"type":"ping"}'.padEnd(64 * 1024);
    expect(await ask(frame)).toEqual([{ type: 'pong' }]);
  });

  it.each([[64 * 1024 + 1], [8 * 1024 * 1024]])('of %i bytes end the connection with 1009', async (size) => {
    client.send('{"type":"ping"}'.padEnd(size));
    expect((await client.untilClosed()).code).toBe(1009);
  });

  it.each([
    // Masked text frames of one byte, 0xff; the second one lacks its mask.
    ['that are not UTF-8', 1007, [0x81, 0x81, 0, 0, 0, 0, 0xff]],
    ['that break the protocol', 1002, [0x81, 0x01, 0xff]],
  ])('%s end the connection with %i', async (_what, code, bytes) => {
    const socket = client.socket as WebSocket & { _socket: { write(bytes: Buffer): void } };
    socket._socket.write(Buffer.from(bytes));
    expect((await client.untilClosed()).code).toBe(code);
  });
});
