import { join } from 'node:path';
import { type Config, generateSecret } from './config';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './core/database/embedded';
import { log } from './core/logging/logger';
import { keptText } from './core/storage/kept-text';

/** Starts the server's own PostgreSQL under DATA_DIR. */
export function startOwnDatabase(config: Config): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir: join(config.DATA_DIR, 'postgres'), log: (line) => log.info(line) });
}

/** The configuration with a JWT secret: the configured one, else one that is made once and kept under DATA_DIR. */
export async function withSecret(config: Config): Promise<Config> {
  if (config.JWT_SECRET) return config;
  const kept = await keptText(join(config.DATA_DIR, 'jwt-secret'), generateSecret, isLongEnough);
  return Object.freeze({ ...config, JWT_SECRET: kept });
}

/** Anything shorter was cut off, and could be guessed. */
const isLongEnough = (secret: string): boolean => Buffer.byteLength(secret) >= 32;
