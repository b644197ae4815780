import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate } from '../../src/core/database/data-source';
import { PERSONAS } from './personas';

const TEMPLATE = 'occ_template';

const withDatabase = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${name}` }).toString();

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Creates the migrated template with one account for each persona. */
export async function createTemplate(url: string): Promise<void> {
  await onServer(url, `create database ${TEMPLATE}`);
  const dataSource = new DataSource(
    dataSourceOptions({ DATABASE_POOL_SIZE: 2 }, withDatabase(url, TEMPLATE)),
  );
  await dataSource.initialize();
  await migrate(dataSource);
  for (const { id, name, email, role, team, passwordHash } of Object.values(PERSONAS)) {
    await dataSource.query(
      'insert into users (id, name, email, role, team, password_hash) values ($1, $2, $3, $4, $5, $6)',
      [id, name, email, role, team, passwordHash],
    );
  }
  await dataSource.destroy();
}

/** A fresh database for one test file. Gives its URL and the way to drop it. */
export async function cloneDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server)
    throw new Error('These tests need the Postgres that global-setup starts: run them with `npm test`.');
  const name = `occ_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template ${TEMPLATE}`);
  return {
    url: withDatabase(server, name),
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}
