import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/core/database/embedded';
import { locatePackage, prepareBinaries } from '../../src/core/database/embedded/binaries';
import { Ownership } from '../../src/core/database/embedded/ownership';
import { inspectProcess } from '../../src/core/database/embedded/processes';

interface Message {
  url?: string;
  pid?: number;
  pidAfterSignal?: number;
  error?: string;
}

const FIXTURE = join(__dirname, '../support/embedded-postgres-child.cjs');
const root = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
// As root the server runs as another user, who has to get through.
chmodSync(root, 0o755);
/** One cluster for all tests that do not need a fresh one; it also shows that one outlives all of this. */
const shared = join(root, 'shared');
const children: ChildProcess[] = [];
const servers: EmbeddedPostgres[] = [];

async function start(dataDir = shared): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ephemeral: true });
  servers.push(server);
  return server;
}

/** Starts the server in a process of its own, leader of its group as under a terminal. */
function startInChild(dataDir = shared): { child: ChildProcess; next: () => Promise<Message> } {
  const child = spawn(process.execPath, [FIXTURE, dataDir, 'ephemeral'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async () => JSON.parse((await lines.next()).value as string) as Message };
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

const insert = (url: string, note: string): Promise<unknown> =>
  query(
    url,
    `CREATE TABLE IF NOT EXISTS promise (note text); INSERT INTO promise SELECT '${note}' FROM generate_series(1, 500)`,
  );

async function count(url: string, note: string): Promise<number> {
  const [row] = await query<{ n: number }>(
    url,
    `SELECT count(*)::int AS n FROM promise WHERE note = '${note}'`,
  );
  return row.n;
}

async function until<T>(
  what: string,
  check: () => T | Promise<T>,
  limitMs = 10_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const result = await check();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`Waited too long until ${what}`);
    await sleep(10);
  }
}

/** Every process that belongs to the folder: supervisor, its helpers, server, backends, initdb. */
function processesOf(dataDir: string): number[] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-Ao', 'pid=,command='], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(` -D ${dataDir}`)).map((line) => parseInt(line, 10));
  }
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && inspectProcess(pid) && !children.some((child) => child.pid === pid))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${dataDir}/`) ||
          readlinkSync(`/proc/${pid}/cwd`).startsWith(`${dataDir}/`)
        );
      } catch {
        return false;
      }
    });
}

function parentOf(pid: number): number {
  if (process.platform === 'linux') return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[3]);
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}

const noneLeft = (dataDir = shared): Promise<boolean> =>
  until('no process is left', () => processesOf(dataDir).length === 0);

describe('embedded PostgreSQL', () => {
  beforeAll(async () => {
    await (await start()).stop();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await noneLeft();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('listens on loopback only, in UTF-8, builtin C.UTF-8 and UTC, with a password of its own', async () => {
    const server = await start();
    expect(server.url).toMatch(/^postgres:\/\/postgres:\w{48}@127\.0\.0\.1:\d+\/ops_control_center$/);
    expect(statSync(join(shared, 'password')).mode & 0o777).toBe(0o600);
    const [row] = await query(
      server.url,
      `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
              current_setting('TimeZone') AS zone, pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider,
              datlocale AS locale, (SELECT min(rolpassword) LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolcanlogin) AS scram
         FROM pg_database WHERE datname = current_database()`,
    );
    expect(row).toEqual({
      addresses: '127.0.0.1',
      sockets: '',
      zone: 'UTC',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      scram: true,
    });
    const guess = server.url.replace(/:\w{48}@/, ':wrong@');
    await expect(query(guess, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps its data from one start to the next, and leaves no process after stop', async () => {
    const first = await start();
    await insert(first.url, 'kept');
    const idle = new Client({ connectionString: first.url });
    idle.on('error', () => undefined);
    await idle.connect();
    expect(processesOf(shared).length).toBeGreaterThan(2);
    await first.stop();
    expect(processesOf(shared)).toEqual([]);
    expect(existsSync(join(shared, 'owner.json'))).toBe(false);
    const second = await start();
    expect(await count(second.url, 'kept')).toBe(500);
  });

  it('stops when its node process is killed, and the next start waits for that and has every row', async () => {
    const { child, next } = startInChild();
    const { url = '', pid = 0 } = await next();
    await insert(url, 'node killed');
    child.kill('SIGKILL');
    // No pause: the old server is still shutting down.
    const server = await start();
    expect(inspectProcess(pid)).toBeUndefined();
    expect(await count(server.url, 'node killed')).toBe(500);
    await server.stop();

    const again = startInChild();
    await again.next();
    again.child.kill('SIGKILL');
    await noneLeft();
  });

  it('survives Ctrl-C in the terminal, so that node can end it in order', async () => {
    const { child, next } = startInChild();
    const { pid } = await next();
    process.kill(-(child.pid as number), 'SIGINT');
    expect(await next()).toEqual({ pidAfterSignal: pid });
    await until('node has ended', () => child.exitCode !== null);
    expect(child.exitCode).toBe(0);
    expect(processesOf(shared)).toEqual([]);
  });

  it('comes back on the same port with every committed row after kill -9 of the server', async () => {
    const server = await start();
    const { pid } = server;
    await insert(server.url, 'server killed');
    process.kill(pid, 'SIGKILL');
    const killed = Date.now();
    const rows = await until('the server is back', () => count(server.url, 'server killed').catch(() => 0));
    expect(Date.now() - killed).toBeLessThan(5000);
    expect(rows).toBe(500);
    expect(server.pid).not.toBe(pid);
    // Stopping in the middle of a restart is stopping all the same.
    process.kill(server.pid, 'SIGKILL');
    await sleep(30);
    await server.stop();
    expect(processesOf(shared)).toEqual([]);
  });

  it('comes back when its supervisor is killed', async () => {
    const server = await start();
    const { pid } = server;
    process.kill(parentOf(pid), 'SIGKILL');
    await until(
      'another server runs',
      () => inspectProcess(pid) === undefined && server.pid !== pid && server.pid,
    );
    await until('it answers', () => query(server.url, 'SELECT 1').catch(() => undefined));
  });

  it('takes over a server that lost both its node process and its supervisor', async () => {
    const { child, next } = startInChild();
    const { url = '', pid = 0 } = await next();
    await insert(url, 'orphaned');
    const supervisors = processesOf(shared).filter((other) => inspectProcess(other)?.name !== 'postgres');
    // Halted first: killed one by one, the last would still see the others go and stop Postgres.
    for (const supervisor of supervisors) process.kill(supervisor, 'SIGSTOP');
    for (const supervisor of supervisors) process.kill(supervisor, 'SIGKILL');
    child.kill('SIGKILL');
    await sleep(300);
    expect(inspectProcess(pid)).toBeDefined();
    const server = await start();
    expect(inspectProcess(pid)).toBeUndefined();
    expect(await count(server.url, 'orphaned')).toBe(500);
  });

  it('refuses a second start on a live data directory and does the first no harm', async () => {
    const server = await start();
    const { pid } = server;
    await insert(server.url, 'first');
    const message = `The data directory ${shared} is in use by process ${process.pid}`;
    await expect(start()).rejects.toThrow(message);
    expect((await startInChild().next()).error).toContain(message);
    // Not even when the record of the owner is lost.
    rmSync(join(shared, 'owner.json'));
    await expect(start()).rejects.toThrow(`${shared} is in use by process ${pid}`);
    expect(server.pid).toBe(pid);
    expect(await count(server.url, 'first')).toBe(500);
  });

  it('refuses a data directory that is in use in another container, and takes it when that is gone', async () => {
    const file = join(shared, 'owner.json');
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: '1', machine: 'another' }));
    const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), 500);
    await expect(start()).rejects.toThrow(`${shared} is in use by process ${process.pid}`);
    clearInterval(heartbeat);
    await start();
  });

  it('says so when it cannot read who owns the data directory', async () => {
    const dir = join(root, 'unreadable');
    mkdirSync(join(dir, 'owner.json'), { recursive: true });
    await expect(Ownership.claim(dir, 1_000)).rejects.toThrow(/^cannot read .*owner\.json: remove it$/);
  });

  it('lets one of several simultaneous first starts win', async () => {
    const dir = join(root, 'race');
    const results = await Promise.all([1, 2, 3].map(() => startInChild(dir).next()));
    expect(results.filter(({ url }) => url)).toHaveLength(1);
    expect(results.filter(({ error }) => error?.includes('is in use by process'))).toHaveLength(2);
    for (const child of children) child.kill('SIGKILL');
    await noneLeft(dir);
  });

  it('recovers from a first start that was killed half way', async () => {
    const dir = join(root, 'interrupted');
    const { child } = startInChild(dir);
    await until('initdb writes', () => {
      const draft = existsSync(dir) && readdirSync(dir).find((name) => name.startsWith('cluster.init-'));
      return draft && existsSync(join(dir, draft, 'global'));
    });
    child.kill('SIGKILL');
    const server = await start(dir);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(readdirSync(dir).sort()).toEqual(['cluster', 'password', 'postgres.log']);
    expect(processesOf(dir)).toEqual([]);
  });

  it('sets a new password when the password file is lost', async () => {
    const before = await start();
    await before.stop();
    rmSync(join(shared, 'password'));
    const after = await start();
    expect(new URL(after.url).password).not.toBe(new URL(before.url).password);
    expect(await query(after.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('restores the library links that an installation without scripts lacks', () => {
    const installed = locatePackage();
    const native = join(root, 'package', 'native');
    const links = (
      JSON.parse(readFileSync(join(installed.native, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
    )
      .map(({ target }) => join(dirname(native), target))
      .filter((link) => !link.includes('include'));
    cpSync(installed.native, native, {
      recursive: true,
      filter: (source) => !links.includes(join(native, source.slice(installed.native.length))),
    });
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => existsSync(link))).toEqual([]);
    const binaries = prepareBinaries({ ...installed, native }, root, undefined, () => undefined);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
    expect(execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8', env: {} })).toContain(
      'PostgreSQL',
    );
  });

  it('says to set DATABASE_URL where there are no programs for the platform', () => {
    expect(() => locatePackage('sunos', 'sparc')).toThrow(/set DATABASE_URL/);
  });
});
