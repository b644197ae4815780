import type { Client } from 'pg';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { NotFound } from '../core/errors/domain-error';
import type { Storage } from '../core/storage/storage';
import { DamagedFile } from '../core/storage/storage.errors';
import { BackupRefused, Interrupted } from './backup.errors';
import { BackupDraft } from './backup-folder';
import {
  appliedMigrations,
  beginSnapshot,
  copyOut,
  metricDays,
  onConnection,
  type ReferredFile,
  referredFiles,
  sequencesOf,
  serverVersion,
  type Table,
  tablesOf,
} from './backup.queries';
import {
  type FileEntry,
  FORMAT,
  FORMAT_VERSION,
  isStoredKey,
  type Manifest,
  secretFile,
  storedFile,
  type TableEntry,
  tableFile,
} from './manifest';
import { RowDigest } from './row-digest';

export interface BackupOrder {
  readonly databaseUrl: string;
  /** A folder that is not there yet. */
  readonly to: string;
  readonly storage: Pick<Storage, 'open'>;
  /** Secrets to include, by the name of their file under DATA_DIR. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Ends it, so that nothing is left. */
  readonly signal?: AbortSignal;
}

/** What the database gives to a manifest, and the files that it refers to. */
interface Described extends Pick<
  Manifest,
  'server_version' | 'migrations' | 'tables' | 'sequences' | 'metric_days'
> {
  readonly referred: ReadonlyMap<string, ReferredFile>;
}

/** Partitioned tables whose partitions a restore knows how to make. */
const PARTITIONED = new Set(['public.metrics', 'pgboss.job']);

/**
 * Writes everything into a new folder: all of the database as it is at one moment, whoever writes meanwhile, and the files
 * that its rows refer to. Either the folder appears whole, or nothing does. Throws BackupRefused.
 */
export async function writeBackup(order: BackupOrder): Promise<Manifest> {
  const { databaseUrl, storage, signal } = order;
  const draft = await BackupDraft.at(order.to, signal);
  try {
    const database = await onConnection(databaseUrl, (client) => writeDatabase(client, draft), signal);
    const { referred, ...described } = database;
    const { absent, ...files } = await writeFiles([...referred.values()], storage, draft);
    const secrets = Object.entries(order.secrets ?? {});
    for (const [name, text] of secrets) await draft.write(secretFile(name), Readable.from([text]));
    const manifest: Manifest = {
      ...{ format: FORMAT, version: FORMAT_VERSION, created_at: new Date().toISOString() },
      ...described,
      ...files,
      ...(await lookedAtAgain(absent, databaseUrl, signal)),
      ...{ secrets: secrets.map(([name]) => name) },
    };
    await draft.write('manifest.json', Readable.from([`${JSON.stringify(manifest, null, 1)}\n`]));
    await draft.finish();
    return manifest;
  } catch (error) {
    await draft.abandon();
    throw signal?.aborted ? new Interrupted() : error;
  }
}

/** Whose row has gone, too, since the snapshot was taken has been removed, and is not missing. */
async function lookedAtAgain(
  absent: readonly string[],
  databaseUrl: string,
  signal?: AbortSignal,
): Promise<Pick<Manifest, 'missing_files' | 'removed_files'>> {
  if (absent.length === 0) return { missing_files: [], removed_files: [] };
  const now = await onConnection(
    databaseUrl,
    async (client) => referredFiles(client, await tablesOf(client)),
    signal,
  );
  return {
    missing_files: absent.filter((key) => now.has(key)),
    removed_files: absent.filter((key) => !now.has(key)),
  };
}

async function writeDatabase(client: Client, draft: BackupDraft): Promise<Described> {
  const found = await tablesOf(client);
  if (!(await appliedMigrations(client)) || found.length === 0)
    throw new BackupRefused('There is nothing to back up: the database has never been used.');
  await beginSnapshot(client, found);
  const [tables, migrations] = [await tablesOf(client), await appliedMigrations(client)];
  const strange = tables.filter(({ name, is_partitioned }) => is_partitioned && !PARTITIONED.has(name));
  if (strange.length > 0) throw new Error(`nobody would know the partitions of ${strange[0].name}`);
  const described = {
    server_version: await serverVersion(client),
    migrations: migrations ?? [],
    sequences: await sequencesOf(client),
    metric_days: await metricDays(client),
    referred: await referredFiles(client, tables),
  };
  const entries: TableEntry[] = [];
  for (const table of tables) entries.push(await writeTable(client, table, draft));
  await client.query('commit');
  return { ...described, tables: entries };
}

async function writeTable(client: Client, { name, columns }: Table, draft: BackupDraft): Promise<TableEntry> {
  const digest = new RowDigest();
  await draft.write(tableFile(name), copyOut(client, name, columns), [digest, createGzip()]);
  return { name, columns, rows: digest.rows, digest: digest.digest };
}

/** What cannot be read as it was stored must not keep everything else from being backed up. */
async function writeFiles(
  referred: readonly ReferredFile[],
  storage: Pick<Storage, 'open'>,
  draft: BackupDraft,
): Promise<{ files: FileEntry[]; damaged_files: string[]; absent: string[] }> {
  const [files, damaged, absent]: [FileEntry[], string[], string[]] = [[], [], []];
  for (const { key, ...expected } of referred) {
    if (!isStoredKey(key)) throw new Error('a row refers to a file by a key that cannot be one');
    try {
      const source = await storage.open(key, expected);
      files.push({ key, ...(await draft.write(storedFile(key), source)) });
    } catch (error) {
      if (error instanceof DamagedFile) damaged.push(key);
      else if (error instanceof NotFound) absent.push(key);
      else throw error;
      await draft.drop(storedFile(key));
    }
  }
  return { files, damaged_files: damaged, absent };
}
