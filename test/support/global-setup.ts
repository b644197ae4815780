import { mkdtempSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/core/database/embedded';
import { createTemplate } from './template-database';

/** Starts one throw-away Postgres for all test files and migrates the template that they clone. */
export default async function globalSetup(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'occ-test-'));
  // Run as root, Postgres belongs to another user, who has to get through.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    ephemeral: true,
    settings: { max_connections: '200' },
  });
  process.env.TEST_POSTGRES_URL = postgres.url;
  process.env.TEST_OPENAPI = `${dataDir}.openapi.json`;
  await createTemplate(postgres.url);
  (globalThis as { stopTestPostgres?: () => Promise<void> }).stopTestPostgres = async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(`${dataDir}.openapi.json`, { force: true });
  };
}
