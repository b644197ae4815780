import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { Database } from '../../../src/core/database/database';
import { AuditIds } from '../../../src/core/audit/audit-ids';
import { seed } from '../../../src/seed/seed';
import { query } from '../../faults/bookkeeping';
import type { TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';

const ROOT = join(__dirname, '../../..');

/** Rows in every table that the demo data have, proved as the server's own. */
export async function fill(server: TestServer): Promise<void> {
  const { app } = server;
  await server.sql('truncate users cascade');
  await seed(app.get(Database).pool, {
    hash: () => Promise.resolve(PERSONAS.admin.passwordHash),
    proveAuditId: (id) => app.get(AuditIds).prove(id),
  });
}

export interface EmptyDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database without anything; with `asOwner` of a role that may do nothing but own it. */
export async function emptyDatabase({ asOwner }: { asOwner: boolean }): Promise<EmptyDatabase> {
  const server = new URL(process.env.TEST_POSTGRES_URL!);
  const name = `occ_${randomUUID().replaceAll('-', '')}`;
  const admin = async (text: string): Promise<void> => void (await query(server.toString(), text));
  const url = Object.assign(new URL(server), { pathname: `/${name}` });
  if (asOwner) {
    await admin(`create role ${name} login password 'plain' nosuperuser nocreatedb nocreaterole`);
    Object.assign(url, { username: name, password: 'plain' });
  }
  await admin(`create database ${name}${asOwner ? ` owner ${name}` : ''}`);
  return {
    url: url.toString(),
    drop: async () => {
      await admin(`drop database if exists ${name} with (force)`);
      if (asOwner) await admin(`drop role if exists ${name}`);
    },
  };
}

/** Names of all tables of the product in a database. */
export const tablesIn = async (url: string): Promise<string[]> =>
  (
    await query<{ name: string }>(
      url,
      `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where relkind in ('r', 'p') and nspname in ('public', 'pgboss') order by 1`,
    )
  ).map(({ name }) => name);

/** A copy of a backup that has been tampered with: `alter` gets its folder. `sums`: the list of checksums is made good. */
export function tampered(backup: string, to: string, alter: (folder: string) => void, sums = false): string {
  cpSync(backup, to, { recursive: true });
  alter(to);
  if (sums) {
    const path = join(to, 'SHA256SUMS');
    const lines = readFileSync(path, 'utf8').replace(
      /^[0-9a-f]{64} {2}manifest\.json$/m,
      `${createHash('sha256')
        .update(readFileSync(join(to, 'manifest.json')))
        .digest('hex')}  manifest.json`,
    );
    writeFileSync(path, lines);
  }
  return to;
}

/** Files below a folder, whatever it is. */
export const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

export interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

/**
 * Runs one of the commands as it is shipped, from its sources, with nothing of this environment but `settings`. `largestFile`: in
 * bytes. `meanwhile` gets the process.
 */
export async function command(
  name: 'backup' | 'restore',
  args: readonly string[],
  settings: Record<string, string>,
  {
    largestFile,
    meanwhile,
  }: { largestFile?: number; meanwhile?: (child: ChildProcess) => Promise<void> } = {},
): Promise<Ended> {
  const loader = join(ROOT, 'test/support/load-typescript.cjs');
  const program = [process.execPath, '--require', loader, join(ROOT, `src/${name}.main.ts`), ...args];
  // In blocks of 512 bytes. The rest of the words are the program that takes the shell's place.
  const limit = largestFile === undefined ? '' : `ulimit -f ${Math.floor(largestFile / 512)}; `;
  const child = spawn('/bin/sh', ['-c', `${limit}exec "$@"`, 'sh', ...program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', ...settings },
  });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (complained += data.toString()));
  const closed = once(child, 'close');
  await meanwhile?.(child);
  const [code] = (await closed) as [number | null];
  return { code, said, complained };
}

/** Somebody who keeps a connection. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return work(client).finally(() => client.end());
}
