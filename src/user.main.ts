import 'reflect-metadata';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { buildApp } from './app.setup';
import { readConfig } from './config';
import { migrate } from './core/database/data-source';
import { createUser } from './create-user';
import { startOwnDatabase, withSecret } from './embedded';

const USAGE = `npm run user:create -- --email ADDRESS --name NAME [--role admin] [--team Operations]
The password is read from standard input: its first line.`;

/** Creates an account, the first admin of a production database above all. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', default: 'admin' },
      team: { type: 'string', default: 'Operations' },
    },
  });
  const { email, name, role, team } = values;
  if (!email || !name) throw new Error(USAGE);
  const config = await withSecret(readConfig());
  const password = await readPassword();
  const postgres = config.embedded ? await startOwnDatabase(config) : undefined;
  const app = await buildApp(config, postgres?.url ?? config.DATABASE_URL);
  const dataSource = app.get(DataSource);
  try {
    await dataSource.initialize();
    await migrate(dataSource);
    await createUser(app, { email, name, role, team, password });
    process.stdout.write(`${email} can sign in as ${role}.\n`);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await postgres?.stop();
  }
  process.exit(0);
}

/** Not an argument: those are seen by every user of the machine. */
async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password (it will be visible): ');
  const lines = createInterface({ input: process.stdin });
  const line = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  lines.close();
  return String(line[0] ?? '');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
