import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations';
import { startEmbeddedPostgres } from '../src/core/database/embedded';

export interface BenchDatabase {
  readonly url: string;
  readonly version: string;
  readonly cleanUp: () => Promise<void>;
}

/** The empty database of BENCH_DATABASE_URL, or else a throw-away one that is as durable as a real one. */
export async function openDatabase(dataDir: string): Promise<BenchDatabase> {
  const given = process.env.BENCH_DATABASE_URL;
  if (given) {
    return { url: given, version: await withClient(given, checkEmpty), cleanUp: () => Promise.resolve() };
  }
  const embedded = await startEmbeddedPostgres({ dataDir, ephemeral: false });
  const { version, cluster } = await withClient(embedded.url, async (client) => {
    const { rows } = await client.query<{ cluster: string }>(
      `select current_setting('data_directory') as cluster`,
    );
    return { version: await versionOf(client), cluster: rows[0].cluster };
  });
  const cleanUp = async (): Promise<void> => {
    await embedded.stop();
    // It need not be in the folder we asked for: root's is elsewhere if Postgres' account cannot reach it.
    await rm(cluster, { recursive: true, force: true });
  };
  return { url: embedded.url, version, cleanUp };
}

export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** For a run without the server under test, which migrates by itself. */
export async function migrate(url: string): Promise<void> {
  const source = new DataSource({ type: 'postgres', url, migrations });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

async function checkEmpty(client: Client): Promise<string> {
  const { rowCount } = await client.query(`select from pg_tables where schemaname = 'public' limit 1`);
  if (rowCount) throw new Error('BENCH_DATABASE_URL must name an empty database: the benchmark fills it');
  return versionOf(client);
}

async function versionOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: string; fsync: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync`,
  );
  if (rows[0].fsync !== 'on') throw new Error('fsync is off in this database: creates would be flattered');
  return rows[0].version.split(' ')[0];
}
