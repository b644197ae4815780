import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { query, readBooks } from '../../faults/bookkeeping';
import { openFolder, signIn } from '../../faults/kill-rounds';
import { Writers } from '../../faults/load';
import { ServerProcess } from '../../faults/server-process';
import { Actor } from '../../support/actor';
import { LiveClient } from '../../support/live-client';
import { cloneDatabase } from '../../support/template-database';
import { open } from '../gateway/scene';

const WAITING = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;

describe('SIGTERM', () => {
  const folder = openFolder('occ-shutdown-');
  let database: { url: string; drop: () => Promise<void> };
  let server: ServerProcess;
  let token: string;
  beforeAll(async () => {
    database = await cloneDatabase();
    server = await ServerProcess.with({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
    });
    // Time to compile the server where that has not been done yet.
  }, 120_000);
  beforeEach(async () => {
    await server.start();
    token ??= await signIn(server.url, 'engineer@example.com');
  });
  afterEach(() => server.kill());
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A bare connection. */
  const connect = async (): Promise<Socket> => {
    const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };

  it('under load loses nothing acknowledged, closes sockets with 1001 and ends with 0 within 10 s', async () => {
    const clients = [1, 2, 3].map(() => LiveClient.connect(`${server.wsUrl}?token=${token}`));
    for (const client of clients) await client.until(() => client.socket.readyState === 1, 'open');
    const writers = new Writers(server.url, token, 6);
    await writers.progress(50);
    const from = Date.now();
    const exitCode = await server.end('SIGTERM');
    expect(Date.now() - from).toBeLessThan(10_000);
    expect(exitCode).toBe(0);
    await writers.stop();
    for (const client of clients)
      expect(await client.untilClosed()).toEqual({ code: 1001, reason: 'Shutting down' });
    expect(writers.surprises).toEqual([]);
    const books = await readBooks(database.url);
    expect(writers.acknowledged.filter((id) => !books.incidents.has(id))).toEqual([]);
    expect(books).toMatchObject({ unbalanced: [], phantoms: 0 });
  });

  it('lets a request under way finish, and takes no new ones, whatever a silent socket does', async () => {
    const silent = await LiveClient.open(`${server.wsUrl}?token=${token}`);
    silent.socket.pause();
    const actor = new Actor(server.url, { authorization: `Bearer ${token}` });
    const { id } = await open(actor);
    const holder = new Client({ connectionString: database.url });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from incidents where id = $1 for update', [id]);
    const underWay = actor.patch(`/infra/incidents/${id}`, { title: 'Finished in time' });
    while ((await query(database.url, WAITING)).length === 0) await sleep(10);

    const ended = server.end('SIGTERM');
    await sleep(500);
    await expect(new Actor(server.url).get('//health')).rejects.toThrow('fetch failed');
    await holder.query('commit');
    await holder.end();
    const answer = await underWay;
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ title: 'Finished in time' });
    expect(await ended).toBe(0);
    silent.end();
    expect(await query(database.url, 'select title from incidents where id = $1', [id])).toEqual([
      { title: 'Finished in time' },
    ]);
  });

  it('is not held up by idle connections, silent sockets or a second signal', async () => {
    const idle = await fetch(`${server.url}/health`);
    await idle.arrayBuffer();
    const silent = await LiveClient.open(server.wsUrl);
    silent.socket.pause();
    const neverUsed = await connect();
    const from = Date.now();
    const ended = server.end('SIGTERM');
    await sleep(50);
    void server.end('SIGINT');
    expect(await ended).toBe(0);
    expect(Date.now() - from).toBeLessThan(5_000);
    silent.end();
    neverUsed.destroy();
  });

  it('waits only so long for those who do not read, who do not finish sending, and for locked rows', async () => {
    await query(
      database.url,
      `insert into incidents (title, description, severity, squad, environment)
       select 'Bulk', repeat('x', 20000), 'low', 'Bulk', 'staging' from generate_series(1, 1000)`,
    );
    const head = `Host: x\r\nAuthorization: Bearer ${token}\r\n`;
    const reader = await connect();
    reader.write(`GET /api/v1/infra/incidents?format=csv HTTP/1.1\r\n${head}\r\n`);
    await once(reader, 'readable');
    const [sender, dawdler] = [await connect(), await connect()];
    sender.write(`POST /api/v1/infra/incidents HTTP/1.1\r\n${head}Content-Length: 1000\r\n\r\n{`);
    dawdler.write('GET /health HTTP/1.1\r\nHost');

    const actor = new Actor(server.url, { authorization: `Bearer ${token}` });
    const { id } = await open(actor);
    const holder = new Client({ connectionString: database.url });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from incidents where id = $1 for update', [id]);
    const underWay = expect(actor.patch(`/infra/incidents/${id}`, { title: 'In vain' })).rejects.toThrow();
    while ((await query(database.url, WAITING)).length === 0) await sleep(10);

    const from = Date.now();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(Date.now() - from).toBeLessThan(10_000);
    await underWay;
    await holder.query('rollback');
    await holder.end();
    for (const socket of [reader, sender, dawdler]) socket.destroy();
    expect(await query(database.url, `select from incidents where title = 'In vain'`)).toEqual([]);
  });
});
