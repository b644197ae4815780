import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildApp } from './app.setup';
import { asyncApiDocument } from './asyncapi';
import { readConfig } from './config';
import { errorsPage } from './errors-page';
import { openApiDocument } from './openapi';

const pretty = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;

/** Everything in docs that is made of the code. */
const PAGES: Readonly<Record<string, (app: INestApplication) => string>> = {
  'docs/openapi.json': (app) => pretty(openApiDocument(app)),
  'docs/asyncapi.json': (app) => pretty(asyncApiDocument(app)),
  'docs/errors.md': errorsPage,
};

/** Writes them, or with --check fails when they are not what the code says. Needs no database. */
async function main(): Promise<void> {
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgres://nowhere',
    JWT_SECRET: 'x'.repeat(32),
    LOG_LEVEL: 'error',
  });
  const app = await buildApp(config, config.DATABASE_URL);
  const isCheck = process.argv.includes('--check');
  const stale: string[] = [];
  for (const [path, make] of Object.entries(PAGES)) {
    const text = make(app);
    if (!isCheck) await writeFile(resolve(path), text);
    else if (text !== (await readFile(resolve(path), 'utf8').catch(() => ''))) stale.push(path);
  }
  const names = Object.keys(PAGES).join(', ');
  if (stale.length > 0)
    throw new Error(`${stale.join(', ')} not current: run \`npm run openapi\` and commit what it writes`);
  process.stdout.write(`${names}: ${isCheck ? 'current' : 'written'}\n`);
  process.exit(0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
