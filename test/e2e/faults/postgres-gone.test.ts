import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/core/database/embedded';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { createTemplate } from '../../support/template-database';
import { until } from '../../support/until';
import { query } from '../../faults/bookkeeping';
import { Doorway } from '../../faults/doorway';
import { openFolder } from '../../faults/kill-rounds';
import { draft, heard, open } from '../gateway/scene';

describe('while Postgres is gone', () => {
  const folder = openFolder('occ-gone-');
  const doorway = new Doorway();
  let postgres: EmbeddedPostgres;
  let server: TestServer;
  let engineer: Actor;
  let client: LiveClient;

  const startPostgres = async (): Promise<void> => {
    postgres = await startEmbeddedPostgres({ dataDir: folder, ephemeral: true });
  };
  const stopPostgres = async (): Promise<void> => {
    await doorway.close();
    await postgres.stop();
  };
  const health = async () => {
    const { status, body } = await server.anonymous.get<{ status: string; checks: unknown }>('//health');
    return { status, word: body.status, checks: body.checks };
  };
  const untilHealthy = (): Promise<boolean> =>
    until('the server recovers', async () => (await health()).status === 200, 15_000);

  beforeAll(async () => {
    await startPostgres();
    await createTemplate(postgres.url);
    const port = await doorway.open(Number(new URL(postgres.url).port));
    const url = Object.assign(new URL(postgres.url), { port: String(port), pathname: '/occ_template' });
    server = await startServer({}, url.toString());
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    await stopPostgres();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => client.end());

  it('everything answers 503, and all is well again without a restart when it is back', async () => {
    client = await server.live('viewer');
    await client.subscribe(['incidents']);
    const incident = await open(engineer);
    await heard(client, incident);
    await stopPostgres();

    const unavailable = {
      error: {
        code: 'SERVICE_UNAVAILABLE',
        message: expect.any(String),
        details: null,
        timestamp: expect.any(String),
        request_id: expect.any(String),
        retry_after: 2,
      },
    };
    const path = `/infra/incidents/${incident.id}`;
    for (const answer of [
      await engineer.get('/infra/incidents'),
      await engineer.get(path),
      await engineer.post('/infra/incidents', draft()),
      await engineer.patch(path, { title: 'While it is away' }),
      await engineer.delete(path),
      await engineer.get('/auth/me'),
      await server.anonymous.post('/auth/login', { email: 'viewer@example.com', password: 'password123' }),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.body).toEqual(unavailable);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(answer.headers.get('x-ratelimit-limit')).toMatch(/^\d+$/);
      expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|at /);
    }
    expect((await engineer.get('//api/docs')).status).toBe(200);
    expect(await engineer.get('//api/v1/health')).toMatchObject({
      status: 503,
      body: { status: 'unhealthy' },
    });
    expect(await health()).toEqual({
      status: 503,
      word: 'unhealthy',
      checks: { database: false, redis: true, websocket: true },
    });
    client.send({ type: 'ping' });
    await client.next(({ type }) => type === 'pong');
    client.send({ type: 'subscribe', channels: ['tasks'], since: 0 });
    expect((await client.next(({ type }) => type === 'error')).message).toMatch(/try again/);

    await startPostgres();
    await doorway.open(Number(new URL(postgres.url).port));
    await untilHealthy();
    expect((await engineer.get(path)).body).toEqual(incident);
    await heard(client, await open(engineer));
    expect(client).toMatchObject({ closed: null });
    expect(client.events).toHaveLength(2);
  });

  it('signing in on a socket is not refused as unauthorised', async () => {
    client = await server.live('viewer');
    const fresh = await server.signIn('viewer');
    await stopPostgres();
    const stranger = LiveClient.connect(`${server.wsUrl}?token=${fresh.token}`);
    expect(await stranger.untilClosed()).toEqual({ code: 1013, reason: 'Try again later' });
    await startPostgres();
    await doorway.open(Number(new URL(postgres.url).port));
    await untilHealthy();
    const again = await LiveClient.open(`${server.wsUrl}?token=${fresh.token}`);
    await again.subscribe(['incidents']);
    again.end();
  });

  it('a session that ended behind its back closes the socket once it is back', async () => {
    const leaving = await server.signIn('viewer');
    client = await LiveClient.open(`${server.wsUrl}?token=${leaving.token}`);
    await client.subscribe(['incidents']);
    await doorway.close();
    const { sid } = JSON.parse(Buffer.from(leaving.token.split('.')[1], 'base64url').toString()) as {
      sid: string;
    };
    const direct = Object.assign(new URL(postgres.url), { pathname: '/occ_template' }).toString();
    await query(direct, 'update sessions set ended_at = now() where id = $1', [sid]);
    expect(client.closed).toBeNull();
    await doorway.open(Number(new URL(postgres.url).port));
    expect(await client.untilClosed()).toEqual({ code: 1008, reason: 'Unauthorized' });
  });

  it('a resume that it cuts short ends the socket, and the next one goes on where that was', async () => {
    await untilHealthy();
    client = await server.live('viewer');
    const [{ since }] = await server.sql<{ since: string }>(
      'select case when is_called then last_value else 0 end as since from event_ids',
    );
    await server.sql(`insert into events (type, action, channels, permission, environment, data)
      select 'incident', 'updated', '{squad:Flood}', 'read:incidents', 'production',
        json_build_object('n', n, 'text', repeat('x', 60000)) from generate_series(1, 600) n`);
    const witness = await server.live('viewer');
    await witness.subscribe(['incidents']);
    await heard(witness, await open(engineer));
    witness.end();
    const flood = await server.sql<{ id: string }>(
      `select id from events where '{squad:Flood}' = channels order by id`,
    );

    client.socket.pause();
    client.send({ type: 'subscribe', channels: ['squad:Flood'], since: Number(since) });
    await sleep(500);
    await stopPostgres();
    client.socket.resume();
    expect(await client.untilClosed()).toEqual({ code: 1013, reason: 'Try again later' });
    const seen = client.events.map(({ id }) => id!);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(flood.length);

    await startPostgres();
    await doorway.open(Number(new URL(postgres.url).port));
    await untilHealthy();
    client = await server.live('viewer');
    await client.subscribe(['squad:Flood'], { since: seen.at(-1) });
    await client.until(() => seen.length + client.events.length === flood.length, 'the rest');
    seen.push(...client.events.map(({ id }) => id!));
    expect(seen).toEqual(flood.map(({ id }) => Number(id)));
  });

  it('killed with -9 it comes back by itself, and so does the service', async () => {
    await untilHealthy();
    client = await server.live('viewer');
    await client.subscribe(['incidents']);
    const before = await open(engineer);
    const { pid } = postgres;
    process.kill(pid, 'SIGKILL');
    const deadline = Date.now() + 10_000;
    while (postgres.pid === pid && Date.now() < deadline) await sleep(20);
    expect(postgres.pid).not.toBe(pid);
    await untilHealthy();
    expect((await engineer.get(`/infra/incidents/${before.id}`)).status).toBe(200);
    await heard(client, await open(engineer));
    expect(client.events).toHaveLength(2);
    expect(client.closed).toBeNull();
  });
});
