import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupRefused } from './backup/backup.errors';
import { interruption } from './backup/interruption';
import { lacksFiles, SECRETS } from './backup/manifest';
import { writeBackup } from './backup/write-backup';
import { type Config, ConfigError, readConfig } from './config';
import { hasCluster, runningPostgres } from './core/database/embedded/running';
import { isDatabaseUnavailable } from './core/errors/describe-error';
import { log } from './core/logging/logger';
import { readKept } from './core/storage/kept-text';
import { storageOf } from './core/storage/storage-of';
import { startOwnDatabase } from './embedded';

const USAGE = `npm run backup -- --to FOLDER [--with-secrets]
Writes the database, as it is at one moment, and the files that it refers to into a folder that is not there yet. Servers
may run meanwhile. --with-secrets adds those that were generated into DATA_DIR: the JWT secret and the key that signs the
audit log. Exit code 0: it is there, whole. 1: failed, nothing is there. 2: called in the wrong way. 5: it is there, but for
files that rows refer to and that the storage does not have, or has damaged.`;

/** The storage is asked for, nothing else: nobody signs in, whatever the secret. */
const UNUSED_SECRET = 'not-needed-for-a-backup-0123456789';

/** Called in the wrong way: nothing has been looked at. */
class WrongUsage extends Error {}

async function main(): Promise<number> {
  const { to, withSecrets } = readArguments();
  const signal = interruption();
  const config = readConfig(undefined, { JWT_SECRET: UNUSED_SECRET, LOG_LEVEL: 'error' });
  log.level = config.LOG_LEVEL;
  const database = await reach(config);
  try {
    const secrets = withSecrets ? await keptSecrets(config) : {};
    const manifest = await writeBackup({
      ...{ databaseUrl: database.url, to, storage: storageOf(config), secrets, signal },
    });
    const { tables, files, missing_files, damaged_files, created_at } = manifest;
    for (const key of missing_files)
      process.stderr.write(`MISSING: a row refers to the file ${key}, which is not in the storage.\n`);
    for (const key of damaged_files)
      process.stderr.write(`DAMAGED: the file ${key} is not as it was stored.\n`);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(
      `${to}: ${rows} rows of ${tables.length} tables and ${files.length} files, as of ${created_at}.\n`,
    );
    return lacksFiles(manifest) ? 5 : 0;
  } finally {
    await database.leave();
  }
}

function readArguments(): { to: string; withSecrets: boolean } {
  try {
    const options = { to: { type: 'string' }, 'with-secrets': { type: 'boolean', default: false } } as const;
    const { values } = parseArgs({ options });
    if (values.to) return { to: values.to, withSecrets: values['with-secrets'] };
  } catch {
    // Falls through to how it is used.
  }
  throw new WrongUsage(USAGE);
}

/** The configured database; else the embedded one, of the server that runs it, or started for so long. */
async function reach(config: Config): Promise<{ url: string; leave: () => Promise<void> }> {
  const stay = (): Promise<void> => Promise.resolve();
  if (!config.embedded) return { url: config.DATABASE_URL, leave: stay };
  const folder = join(config.DATA_DIR, 'postgres');
  if (!hasCluster(folder))
    throw new BackupRefused(`There is no database in ${config.DATA_DIR}, and DATABASE_URL is not set.`);
  const running = runningPostgres(folder);
  if (running) return { url: running, leave: stay };
  const postgres = await startOwnDatabase(config);
  return { url: postgres.url, leave: () => postgres.stop() };
}

async function keptSecrets({ DATA_DIR }: Config): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of SECRETS) {
    const path = join(DATA_DIR, name);
    if (existsSync(path)) found[name] = (await readKept(path)) ?? '';
  }
  return found;
}

function wordsFor(error: unknown): string {
  if (isDatabaseUnavailable(error)) return 'The database cannot be reached.';
  if (error instanceof BackupRefused || error instanceof WrongUsage || error instanceof ConfigError)
    return error.message;
  return `The backup failed, and nothing was left: ${error instanceof Error ? error.message : String(error)}`;
}

main()
  .then((code) => process.exit(code))
  .catch((error: unknown) => {
    process.stderr.write(`${wordsFor(error)}\n`);
    process.exit(error instanceof WrongUsage ? 2 : 1);
  });
