import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  let kept = await readSecret(path);
  if (!isLongEnough(kept)) {
    await writeSecret(path, kept !== undefined);
    kept = await readSecret(path);
  }
  if (!isLongEnough(kept)) throw new Error(`${path} holds no secret: remove it`);
  await chmod(path, 0o600);
  return Object.freeze({ ...config, JWT_SECRET: kept });
}

/** Anything shorter was cut off when a disk was full or a machine lost power, and could be guessed. */
const isLongEnough = (secret: string | undefined): secret is string => Buffer.byteLength(secret ?? '') >= 32;

async function readSecret(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** By way of a draft the file appears with its content or not at all; of two that start together one makes it. */
async function writeSecret(path: string, replace: boolean): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, generateSecret(), { mode: 0o600, flush: true });
    if (replace) await rename(draft, path);
    else await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
