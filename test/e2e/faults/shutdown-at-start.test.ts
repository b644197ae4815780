import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { openFolder } from '../../faults/kill-rounds';
import { untilNoneLeft } from '../../faults/processes-of';
import { ServerProcess } from '../../faults/server-process';
import { cloneDatabase } from '../../support/template-database';

const MIGRATION_LOCK = '7205759403792794';
const SEED_LOCK = '7205759403792795';
const WAITING = `select from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;
/** Who waits to migrate asks again and again, as one that waits for good would hold up an index that is being built. */
const ASKING = `select from pg_stat_activity where query like '%pg_try_advisory_lock%' and pid <> pg_backend_pid()
  and datname = current_database()`;

describe('a signal while the server is starting', () => {
  const folder = openFolder('occ-start-');
  const clients: Client[] = [];
  let server: ServerProcess | undefined;
  afterEach(async () => {
    await server?.kill();
    for (const client of clients.splice(0)) await client.end().catch(() => undefined);
    await untilNoneLeft(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  const connect = async (connectionString: string): Promise<Client> => {
    const client = new Client({ connectionString });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  /** The start fails, and the process ends with 0. */
  const startsInVain = (): Promise<void> => expect(server!.start()).rejects.toThrow('(exit code 0)');

  it('ends it with 0, also while it waits for its turn to migrate', async () => {
    const database = await cloneDatabase();
    server = await ServerProcess.with({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
    });
    const holder = await connect(database.url);
    await holder.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const starting = startsInVain();
    while ((await holder.query(ASKING)).rowCount === 0) await sleep(10);
    const from = Date.now();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(Date.now() - from).toBeLessThan(5_000);
    await starting;
    await holder.end();
    await database.drop();
  }, 120_000);

  it('leaves nothing of its own Postgres behind, whether that comes up, or is being seeded', async () => {
    server = await ServerProcess.with({ DATA_DIR: folder, SEED_DEMO: 'true' });
    const postgres = join(folder, 'postgres');
    let starting = startsInVain();
    while (!existsSync(join(postgres, 'owner.json'))) await sleep(5);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await untilNoneLeft(folder, 0)).toEqual([]);
    await starting;

    starting = startsInVain();
    const holder = await connect(await ownDatabase(postgres));
    await holder.query('select pg_advisory_lock($1)', [SEED_LOCK]);
    while ((await holder.query(WAITING)).rowCount === 0) await sleep(10);
    // Ctrl-C in the terminal reaches the whole group.
    expect(await server.end('SIGINT', true)).toBe(0);
    expect(await untilNoneLeft(folder, 0)).toEqual([]);
    await starting;

    await server.start();
    expect(await server.end('SIGTERM')).toBe(0);
  }, 120_000);
});

/** The URL of the Postgres that a server runs in this folder, once it accepts connections. */
async function ownDatabase(folder: string): Promise<string> {
  const file = join(folder, 'cluster', 'postmaster.pid');
  for (;;) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (lines[7]?.trim() === 'ready') {
      const password = readFileSync(join(folder, 'password'), 'utf8').trim();
      return `postgres://postgres:${password}@127.0.0.1:${lines[3]}/ops_control_center`;
    }
    await sleep(5);
  }
}
