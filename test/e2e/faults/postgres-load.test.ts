import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/core/database/embedded';
import { query, readBooks } from '../../faults/bookkeeping';
import { Doorway } from '../../faults/doorway';
import { openFolder } from '../../faults/kill-rounds';
import { Writers } from '../../faults/load';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { until } from '../../support/until';
import { createTemplate } from '../../support/template-database';
import { openIncident } from '../infra/fixtures';
import { connected } from '../operations/backup-scene';
import { Scrape } from '../operations/scrape';

const POOL = 5;
/** No request waits longer for a connection of the pool than its 3 s, and what those take that share a machine. */
const BOUND_MS = 8_000;

describe('Postgres under load', () => {
  const folder = openFolder('occ-load-');
  const doorway = new Doorway();
  let postgres: EmbeddedPostgres;
  let url: string;
  let server: TestServer;
  let engineer: Actor;

  const direct = (): string => Object.assign(new URL(postgres.url), { pathname: '/occ_template' }).toString();
  const health = async (): Promise<number> => (await server.anonymous.get('//health')).status;
  const untilHealthy = (): Promise<boolean> =>
    until('the server recovers', async () => (await health()) === 200);
  /** The request, and how many milliseconds it took. */
  const timed = async (work: Promise<{ status: number }>): Promise<{ status: number; ms: number }> => {
    const from = performance.now();
    const { status } = await work;
    return { status, ms: performance.now() - from };
  };

  beforeAll(async () => {
    postgres = await startEmbeddedPostgres({ dataDir: folder, ephemeral: true });
    await createTemplate(postgres.url);
    const port = await doorway.open(Number(new URL(postgres.url).port));
    url = Object.assign(new URL(postgres.url), { port: String(port), pathname: '/occ_template' }).toString();
    server = await startServer({ DATABASE_POOL_SIZE: String(POOL) }, url);
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    await doorway.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('restarted: what was accepted is there, requests meanwhile get 503 in time, and all goes on by itself', async () => {
    const writers = new Writers(server.url, engineer.token, 4);
    await writers.progress(20);
    await doorway.close();
    await postgres.stop();
    const during = await Promise.all(
      ['/infra/incidents', '/infra/tasks', '/auth/me'].map((path) => timed(engineer.get(path))),
    );
    expect(during.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(Math.max(...during.map(({ ms }) => ms))).toBeLessThan(BOUND_MS);
    expect(await health()).toBe(503);
    postgres = await startEmbeddedPostgres({ dataDir: folder, ephemeral: true });
    await doorway.open(Number(new URL(postgres.url).port));
    await untilHealthy();
    await writers.progress(20);
    await writers.stop();
    expect(writers.surprises.filter((answer) => !answer.startsWith('503 '))).toEqual([]);
    const books = await readBooks(direct());
    expect(writers.acknowledged.filter((id) => !books.incidents.has(id))).toEqual([]);
    expect(books).toMatchObject({ unbalanced: [], phantoms: 0 });
  });

  it('with every connection taken, others wait so long and then get 503, and all goes on once they are free', async () => {
    const { id } = await openIncident(engineer);
    await connected(direct(), async (holder) => {
      await holder.query('begin');
      await holder.query('select from incidents where id = $1 for update', [id]);
      const taken = Array.from({ length: POOL }, (_, at) =>
        engineer.patch(`/infra/incidents/${id}`, { title: `Waits for its turn ${at}` }),
      );
      const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      await until(
        'every connection to be taken',
        async () => (await query(direct(), waiting)).length >= POOL,
      );
      const [others, alive] = await Promise.all([
        Promise.all(['/infra/incidents', '/infra/tasks'].map((path) => timed(engineer.get(path)))),
        timed(server.anonymous.get('//health')),
      ]);
      expect(others.map(({ status }) => status)).toEqual([503, 503]);
      expect(Math.max(...others.map(({ ms }) => ms))).toBeLessThan(BOUND_MS);
      // It is busy, not away: were every instance taken out of use at a peak, none would be left.
      expect(alive.status).toBe(200);
      expect((await server.anonymous.get('//health/ready')).status).toBe(200);
      expect((await Scrape.of(server.anonymous)).value('ops_database_up')).toBe(1);
      await holder.query('commit');
      expect((await Promise.all(taken)).map(({ status }) => status)).toEqual(taken.map(() => 200));
    });
    await untilHealthy();
    expect((await engineer.get('/infra/incidents')).status).toBe(200);
  });

  it('is not called away because the connection that asks was ended', async () => {
    expect(await health()).toBe(200);
    const asking = `from pg_stat_activity where query = 'select 1' and datname = current_database()`;
    await query(direct(), `select pg_terminate_backend(pid) ${asking}`);
    expect([await health(), await health()]).toEqual([200, 200]);
  });
});
