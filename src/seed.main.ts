import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { PasswordHasher } from './auth';
import { type Config, ConfigError, readConfig } from './config';
import { AuditIds } from './core/audit/audit-ids';
import { dataSourceOptions, migrate } from './core/database/data-source';
import { Database } from './core/database/database';
import { startOwnDatabase, withSecret } from './embedded';
import { seed } from './seed/seed';

/** For a database whose servers' secret is not given here. */
const UNKNOWN_SECRET = 'not-needed-for-seeding-0123456789';

/** It proves that audit rows are the server's own: without it, verifying the audit log will tell of these. */
async function withKnownSecret(config: Config): Promise<Config> {
  if (config.JWT_SECRET !== UNKNOWN_SECRET) return config;
  if (config.embedded) return withSecret({ ...config, JWT_SECRET: '' });
  process.stderr.write(
    'JWT_SECRET is not set: the audit log will not know the rows that are added as its own.\n',
  );
  return config;
}

/** `npm run seed -- --scale N`: demo accounts and N × 125 incidents. The server may run meanwhile if DATABASE_URL is set. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' } } });
  const scale = Number(values.scale);
  if (!Number.isInteger(scale) || scale < 1 || scale > 10_000)
    throw new Error('--scale must be a whole number from 1 to 10000');
  const config = await withKnownSecret(readConfig(undefined, { JWT_SECRET: UNKNOWN_SECRET }));
  if (config.NODE_ENV === 'production')
    throw new Error(
      'The demo accounts have a published password: there is no seeding with NODE_ENV=production.',
    );
  const postgres = config.embedded ? await startOwnDatabase(config) : undefined;
  const dataSource = new DataSource(dataSourceOptions(config, postgres?.url ?? config.DATABASE_URL));
  try {
    await dataSource.initialize();
    await migrate(dataSource);
    const hasher = new PasswordHasher();
    const auditIds = new AuditIds(config);
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const counts = await seed(new Database(dataSource).pool, {
      scale,
      hash: (password) => hasher.hash(password),
      log: say,
      proveAuditId: (id) => auditIds.prove(id),
    });
    say(JSON.stringify(counts));
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await postgres?.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError || error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
