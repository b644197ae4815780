import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, MigrationExecutor } from 'typeorm';
import { migrations } from '../../../migrations';
import type { Config } from '../../config';
import { log } from '../logging/logger';

const STATEMENT_TIMEOUT_MS = 15_000;

/** TypeORM's options for this database. Entities are given by the modules that declare them. */
export function dataSourceOptions(
  config: Pick<Config, 'DATABASE_POOL_SIZE'>,
  url: string,
  entities: DataSourceOptions['entities'] = [],
): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
    logging: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: config.DATABASE_POOL_SIZE,
    poolErrorHandler: (error: unknown) => log.warn({ err: error }, 'lost a database connection'),
    extra: {
      // Text of timestamps must not depend on the server's settings.
      options: '-c timezone=UTC -c datestyle=ISO',
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      // A request that died in a transaction must not hold its locks for ever.
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
      // Without it the system's own, two hours, during which a line that has died goes unnoticed.
      keepAliveInitialDelayMillis: 30_000,
    },
  };
}

const MIGRATION_LOCK = 7_205_759_403_792_794n;

const LOCK_POLL_MS = 50;

/** What asks a database: a connection of TypeORM or of pg. */
interface Asked {
  query(text: string): Promise<unknown>;
}

/** Asks again and again: a statement that waits for it would itself be waited for by an index that is built concurrently. */
async function lock(asked: Asked): Promise<void> {
  const ask = `select 1 where pg_try_advisory_lock(${MIGRATION_LOCK})`;
  while (countOf(await asked.query(ask)) === 0) await sleep(LOCK_POLL_MS);
}

/** TypeORM gives the rows themselves. */
const countOf = (answer: unknown): number =>
  Array.isArray(answer) ? answer.length : (answer as { rows: unknown[] }).rows.length;

/** Does this while no instance migrates: one that starts meanwhile waits. On a connection, as the lock is held by that. */
export async function withMigrationLock<T>(asked: Asked, work: () => Promise<T>): Promise<T> {
  await lock(asked);
  try {
    return await work();
  } finally {
    await asked.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`);
  }
}

/** Applies pending migrations; of several instances that start together one does it and the others wait. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('set statement_timeout = 0');
    await withMigrationLock(runner, async () => {
      // On this connection: the data source would take another, whose statements may not run as long.
      const executor = new MigrationExecutor(dataSource, runner);
      executor.transaction = 'each';
      await executor.executePendingMigrations();
    }).finally(() => runner.query(`set statement_timeout = ${STATEMENT_TIMEOUT_MS}`));
  } finally {
    await runner.release();
  }
}

/** Names of all migrations, in their order. */
export const MIGRATIONS: readonly string[] = migrations.map(({ name }) => name);

/** Applies these migrations alone, of those that are pending. */
export async function migrateTo(url: string, names: readonly string[]): Promise<void> {
  const dataSource = new DataSource({
    ...dataSourceOptions({ DATABASE_POOL_SIZE: 5 }, url),
    migrations: migrations.filter(({ name }) => names.includes(name)),
  });
  await dataSource.initialize();
  await migrate(dataSource).finally(() => dataSource.destroy());
}
