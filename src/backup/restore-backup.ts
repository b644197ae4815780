import type { Client } from 'pg';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { migrateTo, MIGRATIONS, withMigrationLock } from '../core/database/data-source';
import { BackupRefused, Interrupted } from './backup.errors';
import { BackupFolder } from './backup-folder';
import {
  appliedMigrations,
  copyIn,
  copyOut,
  emptyTable,
  hasRows,
  isBare,
  makeMetricDays,
  onConnection,
  replaceQueues,
  setSequence,
  switchTriggers,
  type Table,
  tablesOf,
} from './backup.queries';
import { checkBackup } from './check-backup';
import { Commit } from './commit';
import { inLoadOrder } from './load-order';
import { type Manifest, type TableEntry, tableFile } from './manifest';
import { moveEventsUp, parkOutgoing } from './restored.queries';
import { RestoredFiles, type Shelf } from './restored-files';
import { RowDigest } from './row-digest';

export interface RestoreOrder {
  readonly from: string;
  /** Of a database without anything, or that has been migrated exactly as the backup's and never been used. */
  readonly databaseUrl: string;
  readonly storage: Shelf;
  /** What waits for the world outside is parked: for rehearsals. */
  readonly withoutOutgoing?: boolean;
  /** Until it is committed, this ends it and leaves nothing behind. */
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
}

/** Nobody can have done anything without a row in one of these; in others a migration, or a mere start, leaves some. */
const USED_BY_PEOPLE = ['users', 'audit_logs', 'incidents', 'tasks', 'assets', 'metrics', 'costs', 'events'];
const QUEUES = 'pgboss.queue';

/**
 * Puts a backup back: all of it or nothing. The backup is looked at from end to end before anything is touched, and what
 * was restored is read again and compared before it counts. Afterwards the schema is that of the backup; a newer product
 * migrates it further when it starts. Throws BackupRefused.
 */
export async function restoreBackup(order: RestoreOrder): Promise<Manifest> {
  const { databaseUrl, signal, say } = order;
  const folder = new BackupFolder(order.from);
  const manifest = await checkBackup(folder, MIGRATIONS);
  say?.(`The backup of ${manifest.created_at} is whole.`);
  const files = new RestoredFiles(folder, order.storage);
  const absent = await files.absent(manifest.files);
  await onConnection(databaseUrl, (client) => refuseUnlessEmpty(client, manifest), signal);
  await migrateTo(databaseUrl, manifest.migrations);
  const commit = new Commit(databaseUrl);
  try {
    await onConnection(
      databaseUrl,
      (client) =>
        // A server that starts meanwhile waits.
        withMigrationLock(client, async () => {
          await refuseUnlessEmpty(client, manifest);
          await files.add(absent, signal);
          await load(client, manifest, folder, commit, order);
        }),
      signal,
    );
  } catch (error) {
    // What goes wrong after the commit, e.g. with the lock on a connection that is gone, takes nothing back.
    if (!(await commit.isDone())) {
      await files.takeBack();
      throw signal?.aborted ? new Interrupted() : error;
    }
  }
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  say?.(
    `${rows} rows of ${manifest.tables.length} tables and ${manifest.files.length} files are in place, and equal the backup.`,
  );
  return manifest;
}

async function refuseUnlessEmpty(client: Client, manifest: Manifest): Promise<void> {
  const applied = await appliedMigrations(client);
  if (!applied) {
    if (await isBare(client)) return;
    throw new BackupRefused('The database holds tables of something else: give an empty one.');
  }
  const present = new Set((await tablesOf(client)).map(({ name }) => name));
  for (const name of USED_BY_PEOPLE.map((table) => `public.${table}`))
    if (present.has(name) && (await hasRows(client, name)))
      throw new BackupRefused(`The database is in use (${name} has rows): give an empty one.`);
  const wanted = new Set(manifest.migrations);
  if (applied.some((name) => !wanted.has(name)))
    throw new BackupRefused('The database is migrated further than the backup: give an empty one.');
}

/** In one transaction, which ends well only if everything that was loaded reads again as it was backed up. */
async function load(
  client: Client,
  manifest: Manifest,
  folder: BackupFolder,
  commit: Commit,
  { withoutOutgoing, say }: RestoreOrder,
): Promise<void> {
  const tables = inLoadOrder(await tablesOf(client));
  const entries = matched(tables, manifest);
  const entryOf = (name: string): TableEntry => entries.get(name)!;
  await client.query('begin');
  try {
    await switchTriggers(client, 'disable', tables);
    for (const { name } of [...tables].reverse()) if (name !== QUEUES) await emptyTable(client, name);
    await makeMetricDays(client, manifest.metric_days);
    await replaceQueues(client, entryOf(QUEUES).columns, (into) =>
      loadTable(client, entryOf(QUEUES), into, folder),
    );
    for (const { name } of tables) {
      if (name !== QUEUES) await loadTable(client, entryOf(name), name, folder);
    }
    await switchTriggers(client, 'enable', tables);
    for (const { name } of tables) await compare(client, entryOf(name));
    for (const sequence of manifest.sequences) await setSequence(client, sequence);
    await moveEventsUp(client);
    if (withoutOutgoing) {
      const { deliveries, links } = await parkOutgoing(client);
      say?.(`Parked: ${deliveries} notifications that waited, and ${links} links to Jira.`);
    }
    await commit.of(client);
  } catch (error) {
    if (!commit.isSent) await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The backup's tables by name. Throws BackupRefused unless they and their columns are those of the database. */
function matched(tables: readonly Table[], manifest: Manifest): Map<string, TableEntry> {
  const entries = new Map(manifest.tables.map((entry) => [entry.name, entry]));
  const differs = tables.find(({ name, columns }) => {
    const entry = entries.get(name);
    return !entry || [...entry.columns].sort().join() !== [...columns].sort().join();
  });
  const [surplus] = manifest.tables.filter(({ name }) => !tables.some((table) => table.name === name));
  const wrong = differs?.name ?? surplus?.name;
  if (wrong) throw new BackupRefused(`${wrong} is not in the backup as this version knows it.`);
  return entries;
}

async function loadTable(
  client: Client,
  { name, columns }: TableEntry,
  into: string,
  folder: BackupFolder,
): Promise<void> {
  await pipeline(folder.open(tableFile(name)), createGunzip(), copyIn(client, into, columns));
}

async function compare(client: Client, { name, columns, rows, digest }: TableEntry): Promise<void> {
  const found = new RowDigest();
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(copyOut(client, name, columns), found, nowhere);
  if (found.rows !== rows || found.digest !== digest)
    throw new BackupRefused(
      `${name} does not read again as it was backed up (${found.rows} rows of ${rows}): nothing was restored.`,
    );
}
