import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildApp } from './app.setup';
import { readConfig } from './config';
import { openApiDocument } from './openapi';

const PATH = resolve('docs/openapi.json');

/** Writes docs/openapi.json, or with --check fails when it is not what the code says. Needs no database. */
async function main(): Promise<void> {
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgres://nowhere',
    JWT_SECRET: 'x'.repeat(32),
    LOG_LEVEL: 'error',
  });
  const app = await buildApp(config, config.DATABASE_URL);
  const text = `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    await writeFile(PATH, text);
    process.stdout.write('docs/openapi.json is written\n');
  } else if (text !== (await readFile(PATH, 'utf8').catch(() => ''))) {
    throw new Error('docs/openapi.json is not current: run `npm run openapi` and commit it');
  } else process.stdout.write('docs/openapi.json is current\n');
  process.exit(0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
