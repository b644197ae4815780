import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { EventRelay } from '../../../src/core/events/event-relay';
import { DatabaseFigures } from '../../../src/core/telemetry/database-figures';
import { Doorway } from '../../faults/doorway';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { describeWithPrograms } from '../../support/real-program';
import { declaredRoutes } from '../../support/routes';
import { cloneDatabase } from '../../support/template-database';
import { open } from '../gateway/scene';
import { Scrape } from './scrape';

const PROMTOOL = '/usr/bin/promtool';
const PATIENCE_MS = 15_000;
const DURATIONS = 'http_request_duration_seconds_count';

/** What it says, and how it ends. */
const promtool = (args: readonly string[], input = ''): { code: number | null; said: string } => {
  const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { input, encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
};

describe('/metrics', () => {
  const doorway = new Doorway();
  let database: { url: string; drop: () => Promise<void> };
  let server: TestServer;
  let engineer: Actor;
  let databasePort: number;
  beforeAll(async () => {
    database = await cloneDatabase();
    databasePort = Number(new URL(database.url).port);
    const url = new URL(database.url);
    url.port = String(await doorway.open(databasePort));
    server = await startServer({}, url.toString());
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    await doorway.close();
    await database.drop();
  });

  const scrape = (): Promise<Scrape> => Scrape.of(server.anonymous);
  /** As if nobody had asked for seconds. */
  const forget = (): void => void Object.assign(server.app.get(DatabaseFigures), { keptAt: -Infinity });
  const until = async (isThere: (found: Scrape) => boolean): Promise<Scrape> => {
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(20)) {
      forget();
      const found = await scrape();
      if (isThere(found)) return found;
      if (Date.now() > deadline) throw new Error(found.text);
    }
  };
  /** Somebody else at the database. */
  const intruder = async (statement: string): Promise<Client> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('begin');
    await client.query(statement);
    return client;
  };

  it('counts requests by method, route and status, under the template of the route', async () => {
    const incident = await open(engineer);
    const route = '/api/v1/infra/incidents/:id';
    const before = (await scrape()).value(DURATIONS, { route }) ?? 0;
    await engineer.get(`/infra/incidents/${incident.id}`);
    await engineer.get(`/infra/incidents/${incident.jira_id}`);
    await engineer.patch(`/infra/incidents/${incident.id}`, { title: 'x' });
    const after = await until((found) => found.value(DURATIONS, { route }) === before + 3);
    expect(after.value(DURATIONS, { route, method: 'GET', status: '200' })).toBe(2);
    expect(after.value(DURATIONS, { route, method: 'PATCH', status: '400' })).toBe(1);
    const [{ value: sum }] = after.all('http_request_duration_seconds_sum', { route, method: 'PATCH' });
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(30);
    expect(after.text).not.toContain(incident.id);
    expect(after.value('ops_database_query_duration_seconds_count', { result: 'ok' })).toBeGreaterThan(3);
    expect(after.value('ops_database_transaction_wait_seconds_count')).toBeGreaterThan(0);
  });

  it('has as few series after 1,000 made-up paths and methods as before', async () => {
    await server.anonymous.get('/nowhere');
    await server.anonymous.send('PROPFIND', '/nowhere');
    await server.anonymous.get('/infra/incidents/nowhere');
    await server.anonymous.get('//nowhere');
    const seen = (found: Scrape): number => found.value(DURATIONS)!;
    const before = await scrape();
    const methods = ['GET', 'PROPFIND', 'MKCOL', 'LOCK', 'PURGE'];
    const ways = Array.from({ length: 1_000 }, (_, n): [string, string] => {
      const path = [`/nowhere-${n}`, `/infra/incidents/nowhere-${n}`, `//nowhere/${n}"}\\n`][n % 3];
      return [n % 3 === 1 ? 'GET' : methods[n % methods.length], encodeURI(path)];
    });
    const left = ways.values();
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (const [method, path] of left) await server.anonymous.send(method, path);
      }),
    );
    const after = await until((found) => seen(found) >= seen(before) + 1_000);
    // The scrape itself may have been the first of its own series.
    const fresh = after.all(DURATIONS).filter(({ labels }) => before.all(DURATIONS, labels).length === 0);
    expect(fresh.map(({ labels }) => labels.route).filter((route) => route !== '/metrics')).toEqual([]);
    expect(after.text).not.toMatch(/nowhere/);
    const templates = declaredRoutes(server.app).map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1'));
    const known = new Set([...templates, 'unmatched', '/', '/api/docs-json', '/api/docs']);
    expect(after.all(DURATIONS).filter(({ labels }) => !known.has(labels.route))).toEqual([]);
    expect(after.value(DURATIONS, { method: 'other' })).toBeGreaterThan(500);
  });

  it('tells of requests under way, and of those whose client has gone', async () => {
    const { id } = await open(engineer);
    const holder = await intruder(`select from incidents where id = '${id}' for update`);
    const asked = request(`${server.url}/api/v1/infra/incidents/${id}`, {
      method: 'PATCH',
      headers: { authorization: engineer.headers.authorization, 'content-type': 'application/json' },
    });
    asked.on('error', () => undefined);
    asked.end(JSON.stringify({ title: 'In vain' }));
    // The scrape is one of them.
    await until((found) => found.value('http_requests_in_flight') === 2);
    const gone = new Promise((resolve) => asked.once('close', resolve));
    asked.destroy();
    await gone;
    const aborted = { method: 'PATCH', route: '/api/v1/infra/incidents/:id' };
    await until((found) => found.value('http_requests_aborted_total', aborted) === 1);
    expect((await scrape()).value('http_requests_in_flight')).toBe(1);
    await holder.end();
  });

  it('tells of sockets, what they listen to and what they were sent', async () => {
    const client = await server.live('viewer', 'incidents', 'production');
    await open(engineer);
    await client.next(({ type }) => type === 'incident');
    const live = await scrape();
    expect(live.value('ops_websocket_connections')).toBe(1);
    expect(live.value('ops_websocket_subscriptions')).toBe(2);
    expect(live.value('ops_websocket_messages_sent_total')).toBeGreaterThanOrEqual(2);
    expect(live.value('ops_websocket_messages_received_total')).toBeGreaterThanOrEqual(1);
    expect(live.value('ops_websocket_slow_clients_total')).toBe(0);
    client.end();
    await until((found) => found.value('ops_websocket_connections') === 0);
  });

  it('tells of the pool, the process and Node.js', async () => {
    await scrape();
    const found = await until((one) => one.value('nodejs_eventloop_lag_p99_seconds') !== undefined);
    expect(found.value('ops_database_pool_max_connections')).toBe(10);
    const live = found.value('ops_database_pool_connections') ?? 0;
    expect(live).toBeGreaterThan(0);
    expect(live).toBeLessThanOrEqual(10);
    expect(found.value('ops_database_pool_waiting')).toBe(0);
    expect(found.value('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(found.value('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(found.value('nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000);
    expect(found.value('ops_build_info', { node_version: process.version })).toBe(1);
    expect(found.value('ops_audit_sealing_lag_seconds')).toBeGreaterThanOrEqual(0);
    // No Redis is configured, and so none is away.
    expect(found.value('ops_redis_up')).toBeUndefined();
  });

  it('however many ask, the database is asked once', async () => {
    forget();
    const figures = server.app.get<unknown, { select: () => Promise<unknown> }>(DatabaseFigures);
    const select = jest.spyOn(figures, 'select');
    await Promise.all(Array.from({ length: 10 }, () => scrape()));
    expect(select).toHaveBeenCalledTimes(1);
    select.mockRestore();
  });

  it('tells of what waits in the job queue, and for how long', async () => {
    const jobs = (await scrape()).all('ops_job_queue_jobs');
    expect(jobs.length).toBeGreaterThan(2);
    for (const { labels, value } of jobs) {
      expect(['waiting', 'active', 'failed']).toContain(labels.state);
      expect(value).toBeGreaterThanOrEqual(0);
    }
    await server.sql(`select pgboss.create_queue('forgotten', '{"policy": "standard"}')`);
    await server.sql(
      `insert into pgboss.job (name, data, start_after) values ('forgotten', '{}', now() - interval '90 seconds'),
         ('forgotten', '{}', now() + interval '1 hour')`,
    );
    const queue = 'forgotten';
    const found = await until((one) => one.value('ops_job_queue_jobs', { queue, state: 'waiting' }) === 2);
    expect(found.value('ops_job_queue_jobs', { queue, state: 'active' })).toBe(0);
    expect(found.value('ops_job_queue_oldest_due_job_age_seconds', { queue })).toBeGreaterThanOrEqual(90);
    await server.sql(`delete from pgboss.job where name = 'forgotten'`);
    await until((one) => one.value('ops_job_queue_oldest_due_job_age_seconds', { queue }) === 0);
  });

  it('answers without its figures while something locks their tables, and does not wait for it', async () => {
    const holder = await intruder('lock table pgboss.queue in access exclusive mode');
    const isLocked = (one: Scrape): boolean => one.all('ops_job_queue_jobs').length === 0;
    // It is there: the statement is ended by the database itself, before the scrape gives up.
    const found = await until((one) => isLocked(one) && one.value('ops_database_up') === 1);
    expect(found.all('ops_outbox_waiting_events')).toEqual([]);
    expect(found.value('ops_database_pool_max_connections')).toBe(10);
    await holder.end();
    await until((one) => one.value('ops_outbox_waiting_events') === 0);
  });

  it('answers while the database is away, and says so', async () => {
    await doorway.close();
    const away = await until((one) => one.value('ops_database_up') === 0);
    expect(away.all('ops_outbox_oldest_event_age_seconds')).toEqual([]);
    expect(away.value('nodejs_heap_size_used_bytes')).toBeGreaterThan(0);
    await doorway.open(databasePort);
    const back = await until((one) => one.value('ops_database_up') === 1);
    expect(back.value('ops_outbox_waiting_events')).toBe(0);
  });

  it('is no matter of the rate limit, of credentials, or of kept answers', async () => {
    const answer = await server.anonymous.get('//metrics', { authorization: 'Bearer a.b.c' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-ratelimit-limit')).toBeNull();
    const byProxy = await server.anonymous.get('//metrics', { 'x-forwarded-for': '127.0.0.1' });
    expect(byProxy).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
  });

  describeWithPrograms('by the measure of Prometheus itself', ['prometheus'], () => {
    it('names, units and texts of all metrics are as they should be', async () => {
      const { text } = await until((one) => one.value('ops_outbox_waiting_events') === 0);
      expect(promtool(['check', 'metrics'], text)).toEqual({ code: 0, said: '' });
      expect(promtool(['check', 'metrics'], `${text}\n# TYPE requestMs gauge\nrequestMs 1\n`).code).not.toBe(
        0,
      );
    });

    it('the alerts and the configuration in docs/prometheus are right, and ask for metrics that there are', async () => {
      const folder = join(__dirname, '../../../docs/prometheus');
      const rules = promtool(['check', 'rules', join(folder, 'alerts.yml')]);
      expect(rules).toMatchObject({ code: 0, said: expect.stringContaining('SUCCESS') });
      expect(promtool(['check', 'config', '--syntax-only', join(folder, 'prometheus.yml')]).code).toBe(0);
      const tests = promtool(['test', 'rules', join(folder, 'alerts.test.yml')]);
      expect(tests).toMatchObject({ code: 0, said: expect.stringContaining('SUCCESS') });
    });
  });

  it('tells of events that nobody has published yet, and since when', async () => {
    await server.app.get(EventRelay).beforeApplicationShutdown();
    await server.sql(`insert into events (type, action, channels, permission, environment, data, created_at)
      select 'incident', 'updated', '{incidents}', 'read:incidents', 'production', '{}', now() - interval '1 minute'
        from generate_series(1, 7)`);
    const found = await until((one) => one.value('ops_outbox_waiting_events') === 7);
    expect(found.value('ops_outbox_oldest_event_age_seconds')).toBeGreaterThanOrEqual(60);
  });
});
