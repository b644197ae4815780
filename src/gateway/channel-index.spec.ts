import { describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { PublishedEvent } from '../core/events/published-event';
import { ChannelIndex } from './channel-index';
import { Connection } from './connection';

const connect = (waiting = 0): { connection: Connection; heard: number[]; calls: string[] } => {
  const heard: number[] = [];
  const calls: string[] = [];
  const transport = { cork: () => calls.push('cork'), uncork: () => calls.push('uncork') };
  const socket = {
    readyState: 1,
    bufferedAmount: waiting,
    on: () => undefined,
    send: (data: Buffer) => {
      calls.push('send');
      heard.push(Number(data.toString()));
    },
  };
  const connection = new Connection(socket as unknown as WebSocket, transport as unknown as Socket);
  connection.principal = {
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
  return { connection, heard, calls };
};

const event = (id: number, ...channels: string[]): PublishedEvent => ({
  id,
  type: 'incident',
  action: 'created',
  channels,
  permission: 'read:incidents',
  environment: 'production',
  audience: null,
  message: String(id),
});

describe('the channel index', () => {
  it('brings an event once to a client that listens to several of its channels', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['incidents', 'production', 'squad:Payments'], 0);
    index.dispatch([event(1, 'incidents', 'production', 'squad:Payments')]);
    expect(heard).toEqual([1]);
  });

  it('brings nothing of a channel that was left, and the rest of what remains', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['incidents', 'staging'], 0);
    index.remove(connection, ['incidents', 'never-subscribed']);
    index.dispatch([event(1, 'incidents', 'production')]);
    index.dispatch([event(2, 'incidents', 'staging')]);
    expect(heard).toEqual([2]);
    index.remove(connection, connection.channels.keys());
    index.dispatch([event(3, 'incidents', 'staging')]);
    expect(heard).toEqual([2]);
  });

  it('brings an event to whoever listens, whatever another client may not hear', () => {
    const index = new ChannelIndex();
    const [stranger, listener] = [connect(), connect()];
    stranger.connection.principal = null;
    for (const { connection } of [stranger, listener]) index.add(connection, ['incidents'], 0);
    index.dispatch([event(1, 'incidents')]);
    expect([stranger.heard, listener.heard]).toEqual([[], [1]]);
  });

  it('does not repeat what the client had heard on that channel before it came to this instance', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['tasks'], 0);
    // This instance has got to 5 only, while another one had told the client everything up to 7.
    index.dispatch([event(5, 'tasks')]);
    index.add(connection, ['incidents'], 7);
    index.dispatch([event(6, 'incidents')]);
    index.dispatch([event(7, 'incidents', 'tasks')]);
    index.dispatch([event(8, 'incidents')]);
    expect(heard).toEqual([5, 7, 8]);
  });

  it('keeps the earlier start when a channel is subscribed again', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['incidents'], 3);
    index.add(connection, ['incidents'], 9);
    index.dispatch([event(4, 'incidents')]);
    expect(heard).toEqual([4]);
  });

  it('holds live events back while a resume is under way', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['incidents'], 0);
    connection.isCatchingUp = true;
    index.dispatch([event(1, 'incidents')]);
    expect(heard).toEqual([]);
  });

  it('sends what comes together in one go to each client, and a single event at once', () => {
    const index = new ChannelIndex();
    const [both, one] = [connect(), connect()];
    index.add(both.connection, ['incidents', 'tasks'], 0);
    index.add(one.connection, ['tasks'], 0);
    index.dispatch([event(1, 'incidents'), event(2, 'tasks'), event(3, 'incidents')]);
    expect([both.heard, one.heard]).toEqual([[1, 2, 3], [2]]);
    expect(both.calls).toEqual(['cork', 'send', 'send', 'send', 'uncork']);
    expect(one.calls).toEqual(['cork', 'send', 'uncork']);
    index.dispatch([event(4, 'incidents')]);
    expect(both.calls.slice(5)).toEqual(['send']);
  });

  it('does not hold back so much that a fast client looks slow', () => {
    const index = new ChannelIndex();
    const { connection, calls } = connect(65_537);
    index.add(connection, ['incidents'], 0);
    index.dispatch([event(1, 'incidents'), event(2, 'incidents')]);
    expect(calls).toEqual(['cork', 'send', 'uncork', 'cork', 'send', 'uncork']);
  });
});
