import { describe, expect, it } from '@jest/globals';
import type { WebSocket } from 'ws';
import type { PublishedEvent } from '../core/events/published-event';
import { ChannelIndex } from './channel-index';
import { Connection } from './connection';

const connect = (): { connection: Connection; heard: number[] } => {
  const heard: number[] = [];
  const socket = {
    readyState: 1,
    bufferedAmount: 0,
    on: () => undefined,
    send: (data: Buffer) => heard.push(Number(data.toString())),
  };
  const connection = new Connection(socket as unknown as WebSocket);
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
  return { connection, heard };
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
    index.dispatch(event(1, 'incidents', 'production', 'squad:Payments'));
    expect(heard).toEqual([1]);
  });

  it('brings nothing of a channel that was left, and the rest of what remains', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['incidents', 'staging'], 0);
    index.remove(connection, ['incidents', 'never-subscribed']);
    index.dispatch(event(1, 'incidents', 'production'));
    index.dispatch(event(2, 'incidents', 'staging'));
    expect(heard).toEqual([2]);
    index.remove(connection, connection.channels.keys());
    index.dispatch(event(3, 'incidents', 'staging'));
    expect(heard).toEqual([2]);
  });

  it('brings an event to whoever listens, whatever another client may not hear', () => {
    const index = new ChannelIndex();
    const [stranger, listener] = [connect(), connect()];
    stranger.connection.principal = null;
    for (const { connection } of [stranger, listener]) index.add(connection, ['incidents'], 0);
    index.dispatch(event(1, 'incidents'));
    expect([stranger.heard, listener.heard]).toEqual([[], [1]]);
  });

  it('does not repeat what the client had heard on that channel before it came to this instance', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['tasks'], 0);
    // This instance has got to 5 only, while another one had told the client everything up to 7.
    index.dispatch(event(5, 'tasks'));
    index.add(connection, ['incidents'], 7);
    index.dispatch(event(6, 'incidents'));
    index.dispatch(event(7, 'incidents', 'tasks'));
    index.dispatch(event(8, 'incidents'));
    expect(heard).toEqual([5, 7, 8]);
  });

  it('keeps the earlier start when a channel is subscribed again', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['incidents'], 3);
    index.add(connection, ['incidents'], 9);
    index.dispatch(event(4, 'incidents'));
    expect(heard).toEqual([4]);
  });

  it('holds live events back while a resume is under way', () => {
    const index = new ChannelIndex();
    const { connection, heard } = connect();
    index.add(connection, ['incidents'], 0);
    connection.isCatchingUp = true;
    index.dispatch(event(1, 'incidents'));
    expect(heard).toEqual([]);
  });
});
