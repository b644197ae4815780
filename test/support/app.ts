import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { buildApp, startApp } from '../../src/app.setup';
import { readConfig } from '../../src/config';
import { Actor } from './actor';
import { comparesWithDocument } from './openapi-comparison';
import { PASSWORD, type Persona, PERSONAS } from './personas';
import { LiveClient } from './live-client';
import { cloneDatabase } from './template-database';

/** A whole server on a database of its own, over real HTTP and WebSocket. */
export interface TestServer {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly wsUrl: string;
  readonly databaseUrl: string;
  readonly storagePath: string;
  /** Without credentials. */
  readonly anonymous: Actor;
  /** Signed in; the session is opened once and shared. */
  as(persona: Persona): Promise<Actor>;
  /** A new session of the persona. */
  signIn(persona: Persona): Promise<Actor>;
  /** A socket signed in as the persona, already open, that listens to these channels. */
  live(persona: Persona, ...channels: string[]): Promise<LiveClient>;
  /** Runs SQL behind the application's back. */
  sql<R = Record<string, unknown>>(statement: string, values?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

/**
 * Starts a server. `settings` are environment variables, e.g. { RATE_LIMIT_ANONYMOUS: '3' }. With a `databaseUrl` it
 * works on that database, which outlives it, as another instance or after a restart. `prepare` may alter the application
 * before it connects to anything.
 */
export async function startServer(
  settings: Record<string, string> = {},
  databaseUrl?: string,
  prepare: (app: NestExpressApplication) => void = () => undefined,
): Promise<TestServer> {
  const database = databaseUrl ? { url: databaseUrl, drop: () => Promise.resolve() } : await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'occ-data-'));
  await chmod(dataDir, 0o755);
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
    RATE_LIMIT_ANONYMOUS: '100000',
    RATE_LIMIT_AUTHENTICATED: '100000',
    LOG_LEVEL: 'silent',
    ...settings,
  });
  const app = await buildApp(config, database.url);
  prepare(app);
  await startApp(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const anonymous = new Actor(url, {}, comparesWithDocument(app, config.RESPONSE_ENVELOPE));
  const sessions = new Map<Persona, Promise<Actor>>();
  const signIn = async (persona: Persona): Promise<Actor> => {
    const answer = await anonymous.post('/auth/login', {
      email: PERSONAS[persona].email,
      password: PASSWORD,
    });
    if (answer.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(answer.body)}`);
    return anonymous.with({ authorization: `Bearer ${(answer.body as { token: string }).token}` });
  };
  const as = (persona: Persona): Promise<Actor> => {
    let session = sessions.get(persona);
    if (!session) sessions.set(persona, (session = signIn(persona)));
    return session;
  };
  const wsUrl = `${url.replace(/^http/, 'ws')}/ws`;
  return {
    app,
    url,
    wsUrl,
    databaseUrl: database.url,
    storagePath: config.STORAGE_PATH,
    anonymous,
    as,
    signIn,
    live: async (persona, ...channels) => {
      const client = await LiveClient.open(`${wsUrl}?token=${(await as(persona)).token}`);
      if (channels.length > 0) await client.subscribe(channels);
      return client;
    },
    sql: (statement, values) => app.get(DataSource).query(statement, values),
    close: async () => {
      await app.close();
      const dataSource = app.get(DataSource);
      if (dataSource.isInitialized) await dataSource.destroy();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
