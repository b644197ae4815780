import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { buildApp, startApp } from './app.setup';
import { PasswordHasher } from './auth';
import { type Config, ConfigError, readConfig } from './config';
import { Database } from './core/database/database';
import type { EmbeddedPostgres } from './core/database/embedded';
import { log } from './core/logging/logger';
import { startOwnDatabase, withSecret } from './embedded';
import { demoAccounts } from './seed/accounts';
import { seed } from './seed/seed';

/** Everything must be down within 10 s of a SIGTERM. */
const SHUTDOWN_MS = 9_000;

async function main(): Promise<void> {
  const config = await withSecret(readConfig());
  log.level = config.LOG_LEVEL;
  const postgres = config.embedded ? await startOwnDatabase(config) : undefined;
  const app = await buildApp(config, postgres?.url ?? config.DATABASE_URL);
  endOnSignals(app, postgres);
  await startApp(app);
  if (config.embedded && config.SEED_DEMO) {
    const hasher = app.get(PasswordHasher, { strict: false });
    await seed(app.get(Database).pool, {
      hash: (password) => hasher.hash(password),
      log: (line) => log.info(line),
    });
  }
  await app.listen(config.PORT, config.HOST);
  announce(config, await app.getUrl());
}

function endOnSignals(app: NestExpressApplication, postgres: EmbeddedPostgres | undefined): void {
  let isEnding = false;
  const end = async (signal: string): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    log.info({ signal }, 'shutting down');
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    const server = app.getHttpServer();
    // Idle keep-alive connections would hold the server open; busy ones finish their request first.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    await app.close();
    clearInterval(idle);
    const dataSource = app.get(DataSource);
    if (dataSource.isInitialized) await dataSource.destroy();
    await postgres?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      end(signal).catch((error: unknown) => {
        log.error({ err: error }, 'shutting down failed');
        process.exit(1);
      });
    });
  }
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
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, 'the server cannot start');
  // The embedded database stops by itself when this process ends.
  process.exit(1);
});
