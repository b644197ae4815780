import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { heard, open, UNAUTHORIZED } from './scene';

const HANDSHAKE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe('the upgrade to a WebSocket', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  /** The plain HTTP answer to an upgrade that is refused. */
  const refusal = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: unknown }>(
      (resolve, reject) => {
        const sent = request(server.url + path, { headers: { ...HANDSHAKE, ...headers } }, (response) => {
          let text = '';
          response.on('data', (chunk) => (text += chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode!, headers: response.headers, body: JSON.parse(text) }),
          );
        });
        sent.on('upgrade', () => reject(new Error('was accepted')));
        sent.on('error', reject);
        sent.end();
      },
    );

  it.each([['/ws/other'], ['/'], ['/api/v1/ws'], ['/WS'], ['/api/v1/infra/incidents']])(
    'of the unknown path %s is answered 404 with the error envelope',
    async (path) => {
      const { status, headers, body } = await refusal(path);
      expect(status).toBe(404);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      expect(body).toEqual({
        error: {
          code: 'NOT_FOUND',
          message: 'There is no WebSocket at this path. Connect to /ws.',
          details: null,
          timestamp: expect.stringMatching(/Z$/),
          request_id: headers['x-request-id'],
        },
      });
    },
  );

  it.each([
    ['an unknown version', { 'sec-websocket-version': '7' }],
    ['a bad key', { 'sec-websocket-key': 'short' }],
  ])('with %s is answered 400 with the error envelope', async (_what, change) => {
    const { status, headers, body } = await refusal('/ws', change);
    expect(status).toBe(400);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['sec-websocket-version']).toBe('13, 8');
    expect(body).toEqual({
      error: {
        code: 'INVALID_REQUEST',
        message: expect.stringMatching(
          /^(Missing or invalid )?Sec-WebSocket.* Connect with a WebSocket client/,
        ),
        details: [{ field: '', message: expect.stringMatching(/Sec-WebSocket/) }],
        timestamp: expect.stringMatching(/Z$/),
        request_id: headers['x-request-id'],
      },
    });
  });

  it('keeps the request id of the client', async () => {
    const { headers } = await refusal('/nowhere', { 'x-request-id': 'from-the-client' });
    expect(headers['x-request-id']).toBe('from-the-client');
  });

  it('works at /api/ws as at /ws', async () => {
    const { token } = await server.as('viewer');
    const client = await LiveClient.open(`${server.url.replace('http', 'ws')}/api/ws?token=${token}`);
    await client.subscribe(['incidents']);
    await heard(client, await open(await server.as('engineer')));
    client.end();
    const stranger = LiveClient.connect(`${server.url.replace('http', 'ws')}/api/ws?token=wrong`);
    expect(await stranger.untilClosed()).toEqual(UNAUTHORIZED);
  });

  it('compresses nothing unless configured', async () => {
    const client = await server.live('viewer');
    expect(client.socket.extensions).toBe('');
    client.end();
  });
});

describe('the end of the server', () => {
  it('closes every socket with 1001', async () => {
    const server = await startServer();
    const clients = await Promise.all([
      server.live('viewer'),
      server.live('engineer'),
      server.live('viewer'),
    ]);
    const silent = await LiveClient.open(server.wsUrl);
    await server.close();
    for (const client of [...clients, silent])
      expect(await client.untilClosed()).toEqual({ code: 1001, reason: 'Shutting down' });
  });

  it('does not wait for a client that does not answer', async () => {
    const server = await startServer();
    const client = await server.live('viewer');
    client.socket.pause();
    const from = Date.now();
    await server.close();
    expect(Date.now() - from).toBeLessThan(8_000);
    client.end();
  });
});
