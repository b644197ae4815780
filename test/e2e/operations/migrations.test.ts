import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate, migrateTo, MIGRATIONS } from '../../../src/core/database/data-source';
import { query } from '../../faults/bookkeeping';
import { connected, emptyDatabase, type EmptyDatabase } from './backup-scene';

/** Alters a table that another migration made long before. */
const ALTERS_USERS = 'ShowSessionsAndDisabledUsers20261109000010';

describe('instances that start at the same time', () => {
  let database: EmptyDatabase | undefined;
  const children: ChildProcess[] = [];
  const sources: DataSource[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const source of sources.splice(0)) await source.destroy();
    await database?.drop();
  });

  const applied = async (): Promise<string[]> =>
    (await query<{ name: string }>(database!.url, 'select name from migrations order by id')).map(
      ({ name }) => name,
    );
  /** Loaded, and ready to go. */
  const ready = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [join(__dirname, '../../support/migrate-child.cjs')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH ?? '', DATABASE_URL: database!.url },
    });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  };
  const ended = async (child: ChildProcess): Promise<number | null> =>
    child.exitCode ?? ((await once(child, 'exit')) as [number | null])[0];
  const instance = async (): Promise<DataSource> => {
    const source = new DataSource(dataSourceOptions({ DATABASE_POOL_SIZE: 2 }, database!.url));
    sources.push(await source.initialize());
    return source;
  };

  it('ten of them, on an empty database: each migration is applied once, and all ten come up', async () => {
    database = await emptyDatabase({ asOwner: true });
    const processes = await Promise.all([ready(), ready(), ready()]);
    const others = await Promise.all(Array.from({ length: 7 }, instance));
    const exits = processes.map(ended);
    for (const child of processes) child.stdin!.write('go\n');
    await Promise.all(others.map(migrate));
    expect(await Promise.all(exits)).toEqual([0, 0, 0]);
    expect((await applied()).sort()).toEqual([...MIGRATIONS].sort());
  });

  it('one killed in the middle of a migration: the others take over, and nothing is half done', async () => {
    database = await emptyDatabase({ asOwner: false });
    await migrateTo(database.url, MIGRATIONS.slice(0, MIGRATIONS.indexOf(ALTERS_USERS) - 1));
    const before = await applied();
    const [killed, other] = await Promise.all([ready(), instance()]);
    await connected(database.url, async (holder) => {
      await holder.query('begin');
      await holder.query('lock table users in access exclusive mode');
      killed.stdin!.write('go\n');
      const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      // Asked outside of the transaction, in which the answer would stay what it was.
      while ((await query(database!.url, waiting)).length === 0) await sleep(10);
      const migrated = migrate(other);
      killed.kill('SIGKILL');
      expect(await ended(killed)).toBeNull();
      expect((await applied()).length).toBe(before.length);
      await holder.query('rollback');
      await migrated;
    });
    expect((await applied()).sort()).toEqual([...MIGRATIONS].sort());
    expect(await query(database.url, 'select disabled from users')).toEqual([]);
  });
});
