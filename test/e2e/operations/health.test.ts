import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { HealthChecks } from '../../../src/core/health/health-checks';
import { Doorway } from '../../faults/doorway';
import { startServer, type TestServer } from '../../support/app';
import { cloneDatabase } from '../../support/template-database';

const PATIENCE_MS = 15_000;

describe('liveness, readiness and health', () => {
  const doorway = new Doorway();
  let database: { url: string; drop: () => Promise<void> };
  let server: TestServer;
  let port: number;
  let isClosed = false;
  beforeAll(async () => {
    database = await cloneDatabase();
    const url = new URL(database.url);
    port = Number(url.port);
    url.port = String(await doorway.open(port));
    server = await startServer({ RATE_LIMIT_ANONYMOUS: '3' }, url.toString());
  });
  afterAll(async () => {
    if (!isClosed) await server.close();
    await doorway.close();
    await database.drop();
  });

  const ask = async (path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const { status, body } = await server.anonymous.get(`//health${path}`);
    return { status, body };
  };

  it('all is well, however often it is asked', async () => {
    const timestamp = expect.stringMatching(/^\d{4}-.*Z$/);
    for (let time = 0; time < 5; time += 1) {
      expect(await ask('/live')).toEqual({ status: 200, body: { status: 'alive', timestamp } });
      expect(await ask('/ready')).toEqual({
        status: 200,
        body: { status: 'ready', checks: { database: true, accepting: true }, timestamp },
      });
      expect(await ask('')).toEqual({
        status: 200,
        body: { status: 'healthy', checks: { database: true, redis: true, websocket: true }, timestamp },
      });
    }
  });

  it('without its database a server is alive and not ready, and ready again when that is back', async () => {
    await doorway.close();
    expect((await ask('/live')).status).toBe(200);
    expect(await ask('/ready')).toMatchObject({
      status: 503,
      body: { status: 'not_ready', checks: { database: false, accepting: true } },
    });
    expect(await ask('')).toMatchObject({ status: 503, body: { status: 'unhealthy' } });
    await doorway.open(port);
    for (const deadline = Date.now() + PATIENCE_MS; (await ask('/ready')).status !== 200; await sleep(20))
      if (Date.now() > deadline) throw new Error('never ready again');
  });

  it('from the moment it is told to stop it is alive, not ready and not healthy', async () => {
    // Requests that have begun to come when the server is told to stop.
    const begun = await Promise.all(
      ['/live', '/ready', ''].map(async (path) => {
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
        socket.on('error', () => undefined);
        await once(socket, 'connect');
        socket.write(`GET /health${path} HTTP/1.1\r\nHost: localhost\r\n`);
        return socket;
      }),
    );
    const checks = server.app.get(HealthChecks);
    // An answered request: what was written before has come by then.
    await ask('/live');
    isClosed = true;
    const closed = server.close();
    while (!checks.isStopping) await sleep(1);
    const answers = await Promise.all(
      begun.map(async (socket) => {
        let text = '';
        socket.on('data', (data: Buffer) => (text += data.toString()));
        socket.write('Connection: close\r\n\r\n');
        await once(socket, 'close');
        return text;
      }),
    );
    await closed;
    expect(answers.map((text) => text.slice(9, 12))).toEqual(['200', '503', '503']);
    expect(answers[1]).toContain('"accepting":false');
    expect(answers[2]).toContain('"websocket":false');
  });
});
