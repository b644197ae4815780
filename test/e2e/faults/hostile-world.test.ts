import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '../../faults/bookkeeping';
import { KeptConnections } from '../../faults/kept-connections';
import { SlowSockets } from '../../faults/slow-sockets';
import { Actor, type Answer } from '../../support/actor';
import { ChildServer } from '../../support/child-server';
import { until } from '../../support/until';
import { LiveClient } from '../../support/live-client';
import { cloneDatabase } from '../../support/template-database';
import { type EvidenceBody, openIncident, rawForm } from '../infra/fixtures';
import { connected, filesBelow } from '../operations/backup-scene';

const HOUR_MS = 3_600_000;
const LARGEST_FILE = 64 * 1024;
/** Of a request. Opening so many connections and asking beside them takes far less. */
const LIMIT_SECONDS = 20;
const SLOW = 500;
/** What waits for a machine that is busy, not for the fault. */
const PATIENCE_MS = 10_000;

describe('a server in a world that', () => {
  let database: { url: string; drop: () => Promise<void> };
  let server: ChildServer;
  let engineer: Actor;
  let slow: SlowSockets | undefined;
  beforeAll(async () => {
    database = await cloneDatabase();
    server = await ChildServer.on(database.url, {
      ...{ REQUEST_TIMEOUT_SECONDS: String(LIMIT_SECONDS), RATE_LIMIT_ANONYMOUS: '60', LOG_LEVEL: 'error' },
    });
    await server.start(['--require', join(__dirname, '../../support/skewed-clock.cjs')]);
    engineer = await server.as('engineer');
  }, 60_000);
  afterAll(async () => {
    slow?.close();
    await server?.remove();
    await database.drop();
  });

  const gone = async (sockets: SlowSockets): Promise<SlowSockets> => {
    await until('the slow to be cut off', () => sockets.open === 0, LIMIT_SECONDS * 1_000 + 2 * PATIENCE_MS);
    return sockets;
  };

  it('trickles 500 requests serves everybody else as ever', async () => {
    // They trickle on while the rest happens.
    slow = await SlowSockets.open(server.url, engineer.token, SLOW);
    const beside: number[] = [];
    for (let round = 0; round < 10; round += 1)
      for (const path of ['/infra/incidents', '/infra/tasks']) {
        expect([path, (await engineer.get(path)).status]).toEqual([path, 200]);
        beside.push(slow.open);
      }
    expect((await openIncident(engineer)).jira_id).toMatch(/^INC-/);
    const client = await LiveClient.open(`${server.url.replace('http', 'ws')}/ws?token=${engineer.token}`);
    await client.subscribe(['incidents']);
    client.end();
    // Answered while they were still there; how many of the requests, does not matter.
    expect(beside.filter((open) => open >= SLOW / 5).length).toBeGreaterThanOrEqual(5);
  }, 60_000);

  it('has no room for an upload gets 503, keeps nothing of it, and takes the next one when there is room', async () => {
    const { id } = await openIncident(engineer);
    const upload = (bytes: number): Promise<Answer<EvidenceBody>> => {
      const { body, headers } = rawForm([
        ...[
          { name: 'title', content: 'Log' },
          { name: 'type', content: 'document' },
        ],
        { name: 'file', filename: 'server.log', content: 'x'.repeat(bytes) },
      ]);
      return engineer.post<EvidenceBody>(`/infra/incidents/${id}/evidence`, body, headers);
    };
    const rows = (): Promise<object[]> => query(database.url, 'select id from evidence');
    const limit = (bytes: string): void =>
      void execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`]);
    limit(String(LARGEST_FILE));
    const refused = await upload(4 * LARGEST_FILE);
    expect([refused.status, refused.body]).toMatchObject([
      503,
      { error: { code: 'SERVICE_UNAVAILABLE', retry_after: 2, details: null } },
    ]);
    expect(refused.text).not.toMatch(/EFBIG|\/tmp|incoming/);
    expect(await rows()).toEqual([]);
    expect(await filesBelow(server.storagePath)).toEqual([]);
    expect((await upload(LARGEST_FILE / 2)).status).toBe(201);
    limit('unlimited');
    expect((await upload(4 * LARGEST_FILE)).status).toBe(201);
    expect(await rows()).toHaveLength(2);
    expect(await filesBelow(server.storagePath)).toHaveLength(2);
  });

  it('sends what never ends is rid of it in time, with 408', async () => {
    const { answers, longestMs } = await gone(slow!);
    expect(answers).toHaveLength(SLOW);
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 408 Request Timeout']));
    expect(longestMs).toBeLessThan(LIMIT_SECONDS * 1_000 + 2_000 + PATIENCE_MS);
  }, 60_000);

  describe.each([
    ['forward', 1],
    ['back', -1],
  ])('sets its clock %s by hours', (_direction, sign) => {
    const anonymous = (): Promise<Answer> => new Actor(server.url).get('/auth/me');
    const setClock = async (hours: number): Promise<void> => {
      const skew = sign * hours * HOUR_MS;
      writeFileSync(join(dirname(server.storagePath), 'skew'), String(skew));
      process.kill(server.pid, 'SIGUSR2');
      for (;;) {
        const { body } = await new Actor(server.url).get<{ timestamp: string }>('//health');
        if (Math.abs(Date.parse(body.timestamp) - Date.now() - skew) < HOUR_MS) return;
        await sleep(10);
      }
    };

    it('lets everybody in and on, revives nothing, and begins its windows anew', async () => {
      const leaving = await server.as('viewer');
      expect((await leaving.post('/auth/logout')).status).toBe(200);
      await until('the limit of strangers', async () => (await anonymous()).status === 429);
      await setClock(48);
      expect((await anonymous()).status).toBe(401);
      const admin = await server.as('admin');
      expect((await admin.get('/auth/me')).status).toBe(200);
      const { jira_id } = await openIncident(admin);
      expect((await admin.get('/infra/incidents')).headers.get('x-ratelimit-limit')).toMatch(/^\d+$/);
      expect((await leaving.get('/auth/me')).status).toBe(401);
      const [{ token }] = [(await admin.post<{ token: string }>('/auth/refresh')).body];
      const refreshed = new Actor(server.url, { authorization: `Bearer ${token}` });
      expect((await refreshed.get('/auth/me')).status).toBe(200);

      await setClock(0);
      for (const actor of [engineer, refreshed]) expect((await actor.get('/auth/me')).status).toBe(200);
      expect((await leaving.get('/auth/me')).status).toBe(401);
      expect((await engineer.get(`/infra/incidents?search=${jira_id}`)).status).toBe(200);
      expect((await anonymous()).status).toBe(401);
      expect(server.lastWords).toBeNull();
    });
  });

  it('ends it under load finds every request that had an effect answered, and each connection told that it ends', async () => {
    const { id } = await openIncident(engineer);
    const clients = new KeptConnections(server.url, engineer.token, 8);
    await clients.progress(50);
    const underWay = await connected(database.url, async (holder) => {
      await holder.query('begin');
      await holder.query('select from incidents where id = $1 for update', [id]);
      const patches = [1, 2, 3].map((at) =>
        clients.send('PATCH', `/infra/incidents/${id}`, { title: `Late ${at}` }),
      );
      const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      await until(
        'the changes to wait for the row',
        async () => (await query(database.url, waiting)).length >= patches.length,
      );
      const ended = server.end('SIGTERM');
      // Nobody new is let in any more: the signal has been heard.
      await until(
        'the door to be closed',
        async () => !(await new Actor(server.url).get('//health').catch(() => null)),
      );
      await holder.query('commit');
      expect((await Promise.all(patches)).map(({ status, connection }) => [status, connection])).toEqual(
        patches.map(() => [200, 'close']),
      );
      return ended;
    });
    expect(underWay).toBe(0);
    await clients.ended();
    expect(clients.surprises).toEqual([]);
    const made = await query<{ id: string }>(
      database.url,
      `select id from incidents where title like 'Incident % of a kept connection'`,
    );
    expect(new Set(made.map((row) => row.id))).toEqual(new Set(clients.acknowledged));
  });
});
