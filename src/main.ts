import 'reflect-metadata';
import { buildApp, startApp } from './app.setup';
import { PasswordHasher } from './auth';
import { type Config, ConfigError, readConfig } from './config';
import { AuditIds } from './core/audit/audit-ids';
import { Database } from './core/database/database';
import { log } from './core/logging/logger';
import { startOwnDatabase, withSecret } from './embedded';
import { demoAccounts } from './seed/accounts';
import { seed } from './seed/seed';
import { Shutdown } from './shutdown';

const shutdown = new Shutdown();

async function main(): Promise<void> {
  const config = await withSecret(readConfig());
  log.level = config.LOG_LEVEL;
  const postgres = config.embedded ? await shutdown.covers(startOwnDatabase(config)) : undefined;
  const app = await buildApp(config, postgres?.url ?? config.DATABASE_URL);
  await startApp(app);
  if (config.embedded && config.SEED_DEMO) {
    const hasher = app.get(PasswordHasher, { strict: false });
    await seed(app.get(Database).pool, {
      hash: (password) => hasher.hash(password),
      log: (line) => log.info(line),
      proveAuditId: (id) => app.get(AuditIds).prove(id),
    });
  }
  if (shutdown.isUnderWay) return;
  shutdown.serves(app);
  await app.listen(config.PORT, config.HOST);
  announce(config, await app.getUrl());
}

function announce(config: Config, url: string): void {
  const base =
    config.PUBLIC_URL ||
    url.replace('[::1]', 'localhost').replace('0.0.0.0', 'localhost').replace('127.0.0.1', 'localhost');
  const lines = [
    '',
    '  Ops Control Center is running',
    '',
    `  API        ${base}/api/v1`,
    `  Docs       ${base}/api/docs`,
    `  WebSocket  ${base.replace(/^http/, 'ws')}/ws`,
    `  Health     ${base}/health`,
  ];
  if (config.embedded && config.SEED_DEMO) {
    lines.push('', '  Demo accounts, all with the password "password123":');
    for (const { email, role } of demoAccounts(new Date())) lines.push(`    ${email.padEnd(24)} ${role}`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

main().catch((error: unknown) => {
  // Then it breaks off because it was told to, and the shutdown ends the process.
  if (shutdown.isUnderWay) return;
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, 'the server cannot start');
  // The embedded database stops by itself when this process ends.
  process.exit(1);
});
