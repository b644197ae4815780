import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, generateSecret } from './config';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './core/database/embedded';
import { log } from './core/logging/logger';

/** Starts the server's own PostgreSQL under DATA_DIR. */
export function startOwnDatabase(config: Config): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir: join(config.DATA_DIR, 'postgres'), log: (line) => log.info(line) });
}

/** The configuration with a JWT secret: the configured one, else one that is made once and kept under DATA_DIR. */
export async function withSecret(config: Config): Promise<Config> {
  if (config.JWT_SECRET) return config;
  const path = join(config.DATA_DIR, 'jwt-secret');
  await mkdir(config.DATA_DIR, { recursive: true });
  try {
    await writeFile(path, generateSecret(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await chmod(path, 0o600);
  return Object.freeze({ ...config, JWT_SECRET: (await readFile(path, 'utf8')).trim() });
}
