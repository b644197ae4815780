import { Database } from '../../src/core/database/database';
import { seed, type SeedCounts } from '../../src/seed/seed';
import { startServer, type TestServer } from './app';
import { PERSONAS } from './personas';

/** A server with the demo data as of `now`. Its accounts have the addresses and the password of the personas. */
export async function startWithDemoData(
  now = new Date(),
): Promise<{ readonly server: TestServer; readonly counts: SeedCounts }> {
  const server = await startServer();
  await server.sql('truncate users cascade');
  const hash = (): Promise<string> => Promise.resolve(PERSONAS.admin.passwordHash);
  return { server, counts: await seed(server.app.get(Database).pool, { now, hash }) };
}
