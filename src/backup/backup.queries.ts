import { Client, type ClientBase, escapeIdentifier } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Readable, Writable } from 'node:stream';
import type { Fingerprint } from '../core/storage/fingerprint';

/** A table as the database describes it. */
export interface Table {
  readonly name: string;
  /** Those that are stored as they are given, not computed. */
  readonly columns: string[];
  readonly is_partitioned: boolean;
  /** Tables that its foreign keys point to. */
  readonly refers_to: string[];
}

/**
 * Not in a backup. Migrations are applied instead of copied; sessions end, so that none comes to life again that was ended
 * after the backup was made; and the queue's own bookkeeping, and jobs that are done, are of no use elsewhere.
 */
const LEFT_OUT = [
  ...['public.migrations', 'public.sessions', 'public.session_tokens'],
  ...['pgboss.version', 'pgboss.archive', 'pgboss.schedule', 'pgboss.subscription'],
];

const own = (oid: string, namespace: string): string => `${namespace} in ('public', 'pgboss')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

const TABLES = `select n.nspname || '.' || c.relname as name, c.relkind = 'p' as is_partitioned,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' order by a.attnum) as columns,
    array(select distinct rn.nspname || '.' || r.relname from pg_constraint k
      join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace
      where k.contype = 'f' and (k.conrelid = c.oid or k.conrelid in (select inhrelid from pg_inherits where inhparent = c.oid))
        and k.confrelid <> c.oid) as refers_to
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and ${own('c.oid', 'n.nspname')}
    and n.nspname || '.' || c.relname <> all($1::text[])
  order by 1`;

const SEQUENCES = `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'S' and ${own('c.oid', 'n.nspname')} and c.relname <> 'migrations_id_seq' order by 1`;

/** `public.users` as SQL. */
export const identifier = (name: string): string => name.split('.').map(escapeIdentifier).join('.');

/** The text of a value must not depend on the server's settings, nor may anything give up half way. */
const SETTINGS = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set extra_float_digits = 1; set bytea_output = 'hex'; set client_encoding = 'UTF8'; set row_security = off;
  set search_path = public; set standard_conforming_strings = on;
  set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '60s'`;

/** Does this on a connection of its own, which `signal` ends. */
export async function onConnection<T>(
  url: string,
  work: (client: Client) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const client = new Client({
    connectionString: url,
    application_name: 'ops-control-center backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // Without a listener a connection that breaks between two calls would end the process.
  client.on('error', () => undefined);
  await client.connect();
  const leave = (): void => void client.end().catch(() => undefined);
  signal?.addEventListener('abort', leave);
  try {
    await client.query(SETTINGS);
    return await work(client);
  } finally {
    signal?.removeEventListener('abort', leave);
    await client.end().catch(() => undefined);
  }
}

export async function serverVersion(client: ClientBase): Promise<string> {
  return (await rowsOf<{ server_version: string }>(client, 'show server_version'))[0].server_version;
}

/** Names of the migrations that have been applied, in their order; undefined where there never were any. */
export async function appliedMigrations(client: ClientBase): Promise<string[] | undefined> {
  const [{ exists }] = await rowsOf<{ exists: boolean }>(
    client,
    `select to_regclass('public.migrations') is not null as exists`,
  );
  if (!exists) return undefined;
  const rows = await rowsOf<{ name: string }>(client, 'select name from public.migrations order by id');
  return rows.map(({ name }) => name);
}

/** Whether there is nothing of anybody's. */
export async function isBare(client: ClientBase): Promise<boolean> {
  const [{ bare }] = await rowsOf<{ bare: boolean }>(
    client,
    `select not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and ${own('c.oid', 'n.nspname')}) as bare`,
  );
  return bare;
}

/** Every table that belongs into a backup. */
export const tablesOf = (client: ClientBase): Promise<Table[]> => rowsOf<Table>(client, TABLES, [LEFT_OUT]);

export async function hasRows(client: ClientBase, table: string): Promise<boolean> {
  const text = `select exists (select from ${identifier(table)}) as found`;
  return (await rowsOf<{ found: boolean }>(client, text))[0].found;
}

/** The snapshot of all that follows; nothing goes away or changes its form under it. */
export async function beginSnapshot(client: ClientBase, tables: readonly Table[]): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(
    `lock table ${tables.map(({ name }) => identifier(name)).join(', ')} in access share mode`,
  );
}

/** Read after the snapshot was taken: numbers are drawn outside of transactions and only grow. */
export async function sequencesOf(
  client: ClientBase,
): Promise<{ name: string; last: string; called: boolean }[]> {
  const sequences = [];
  for (const { name } of await rowsOf<{ name: string }>(client, SEQUENCES)) {
    const text = `select last_value::text as last, is_called as called from ${identifier(name)}`;
    const [state] = await rowsOf<{ last: string; called: boolean }>(client, text);
    sequences.push({ name, ...state });
  }
  return sequences;
}

export async function setSequence(
  client: ClientBase,
  { name, last, called }: { name: string; last: string; called: boolean },
): Promise<void> {
  await client.query('select setval($1::regclass, $2::bigint, $3)', [identifier(name), last, called]);
}

/** Days that metrics have a partition for. */
export async function metricDays(client: ClientBase): Promise<string[]> {
  const rows = await rowsOf<{ day: string }>(
    client,
    `select regexp_replace(c.relname, '^metrics_(\\d{4})(\\d\\d)(\\d\\d)$', '\\1-\\2-\\3') as day
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'public.metrics'::regclass and c.relname ~ '^metrics_\\d{8}$' order by 1`,
  );
  return rows.map(({ day }) => day);
}

export async function makeMetricDays(client: ClientBase, days: readonly string[]): Promise<void> {
  await client.query('select make_metric_days($1::date[])', [days]);
}

/** What rows say of a stored file. */
export type ReferredFile = Fingerprint & { readonly key: string };

/** Of an import that has ended the file is gone, as it should be. */
const WANTED: Readonly<Record<string, string>> = { 'public.cost_imports': `status in ('queued', 'running')` };

/** All files that rows refer to, removed rows too, by the key: columns of this name, whatever the table. */
export async function referredFiles(
  client: ClientBase,
  tables: readonly Table[],
): Promise<Map<string, ReferredFile>> {
  const files = new Map<string, ReferredFile>();
  for (const { name, columns } of tables.filter(({ columns: all }) => all.includes('file_key'))) {
    const size = columns.includes('file_size') ? 'file_size' : 'bytes';
    const sha256 = columns.includes('file_sha256') ? 'file_sha256' : 'null';
    const text = `select file_key as key, ${size}::float8 as size, ${sha256}::text as sha256 from ${identifier(name)}
      where file_key is not null and ${WANTED[name] ?? 'true'} order by 1`;
    for (const file of await rowsOf<ReferredFile>(client, text)) files.set(file.key, file);
  }
  return files;
}

/** The rows of a table as they are stored, one a line. */
export function copyOut(client: Client, table: string, columns: readonly string[]): Readable {
  return client.query(copyTo(`copy (select ${list(columns)} from ${identifier(table)}) to stdout`));
}

/** Takes rows in as `copyOut` gave them. */
export function copyIn(client: Client, table: string, columns: readonly string[]): Writable {
  return client.query(copyFrom(`copy ${identifier(table)} (${list(columns)}) from stdin`));
}

/** What triggers keep, count and tell has been kept, counted and told; the owner of the tables may switch them off. */
export async function switchTriggers(
  client: ClientBase,
  to: 'enable' | 'disable',
  tables: readonly Table[],
): Promise<void> {
  // With something left to check at the end a table cannot be altered.
  await client.query('set constraints all immediate');
  for (const { name } of tables) await client.query(`alter table ${identifier(name)} ${to} trigger user`);
}

export async function emptyTable(client: ClientBase, table: string): Promise<void> {
  await client.query(`delete from ${identifier(table)}`);
}

/**
 * Queues have a partition each, which comes and goes with them. Takes the rows of their table in by `load`, into the table
 * whose name it is given.
 */
export async function replaceQueues(
  client: Client,
  columns: readonly string[],
  load: (table: string) => Promise<void>,
): Promise<void> {
  await client.query('update pgboss.queue set dead_letter = null');
  await client.query('select pgboss.delete_queue(name) from pgboss.queue');
  await client.query('create temp table restored_queues (like pgboss.queue) on commit drop');
  await load('pg_temp.restored_queues');
  await client.query(`select pgboss.create_queue(name, '{}') from restored_queues`);
  await client.query('delete from pgboss.queue');
  await client.query(
    `insert into pgboss.queue (${list(columns)}) select ${list(columns)} from restored_queues`,
  );
}

const list = (columns: readonly string[]): string => columns.map(escapeIdentifier).join(', ');

async function rowsOf<R extends object>(
  client: ClientBase,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  return (await client.query<R>(text, values)).rows;
}
