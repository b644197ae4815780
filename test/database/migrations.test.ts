import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { migrations } from '../../migrations';
import { dataSourceOptions, migrate } from '../../src/core/database/data-source';

describe('migrations', () => {
  const name = `occ_migrations_${process.pid}`;
  const server = process.env.TEST_POSTGRES_URL!;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  let client: Client;

  const onServer = async (statement: string): Promise<void> => {
    const admin = new Client({ connectionString: server });
    await admin.connect();
    await admin.query(statement).finally(() => admin.end());
  };
  const open = async (): Promise<DataSource> =>
    new DataSource(dataSourceOptions({ DATABASE_POOL_SIZE: 3 }, url)).initialize();
  /** Everything outside of Postgres' own schemas, and not of an extension, as text. */
  const schema = async (): Promise<string[]> => {
    const own = (oid: string, catalogue: string, namespace: string): string =>
      `${namespace} in (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
        and not exists (select 1 from pg_depend d
          where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
    const tables = `${own('c.oid', 'pg_class', 'c.relnamespace')} and c.relname !~ '^migrations(_id_seq)?$'`;
    const { rows } = await client.query<{ line: string }>(`
      select 'schema ' || n.nspname as line from pg_namespace n where ${own('n.oid', 'pg_namespace', 'n.oid')}
        and n.nspname <> 'public'
      union all select 'extension ' || extname from pg_extension where extname <> 'plpgsql'
      union all select concat_ws(' ', 'relation', c.oid::regclass, c.relkind, c.reloptions, pg_get_viewdef(c.oid),
          pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid))
        from pg_class c where ${tables} and c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all select concat_ws(' ', 'column', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
          a.attnotnull, a.attgenerated, a.attidentity, pg_get_expr(d.adbin, d.adrelid))
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where ${tables} and c.relkind in ('r', 'p', 'c')
      union all select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid where ${tables}
      union all select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(k.oid))
        from pg_constraint k join pg_class c on c.oid = k.conrelid where ${tables}
      union all select pg_get_triggerdef(t.oid) || t.tgenabled::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where ${tables} and not t.tgisinternal
      union all select pg_get_functiondef(p.oid) from pg_proc p
        where ${own('p.oid', 'pg_proc', 'p.pronamespace')} and p.prokind in ('f', 'p')
      union all select concat_ws(' ', 'enum', t.oid::regtype,
          (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
        from pg_type t where ${own('t.oid', 'pg_type', 't.typnamespace')} and t.typtype = 'e'
      order by 1`);
    return rows.map(({ line }) => line);
  };

  beforeAll(async () => {
    await onServer(`create database ${name}`);
    client = new Client({ connectionString: url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await onServer(`drop database if exists ${name} with (force)`);
  });

  it('run once, when five instances start on an empty database at the same time', async () => {
    const instances = await Promise.all(Array.from({ length: 5 }, open));
    try {
      await Promise.all(instances.map(migrate));
      const { rows } = await client.query<{ name: string }>('select name from migrations order by id');
      expect(rows.map((row) => row.name)).toEqual(migrations.map((migration) => migration.name));
      await Promise.all(instances.map(migrate));
      expect((await client.query('select 1 from migrations')).rowCount).toBe(migrations.length);
    } finally {
      await Promise.all(instances.map((instance) => instance.destroy()));
    }
  });

  it('may take longer than a request', async () => {
    const found: string[] = [];
    class Slow20990101000000 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        const [row] = (await runner.query('show statement_timeout')) as { statement_timeout: string }[];
        found.push(row.statement_timeout);
      }
      async down(): Promise<void> {}
    }
    const dataSource = new DataSource(
      Object.assign(dataSourceOptions({ DATABASE_POOL_SIZE: 3 }, url), {
        migrations: [Slow20990101000000],
        migrationsTableName: 'migrations_of_this_test',
      }),
    );
    await dataSource.initialize();
    try {
      await migrate(dataSource);
      expect(found).toEqual(['0']);
      expect(await dataSource.query('show statement_timeout')).toEqual([{ statement_timeout: '15s' }]);
      await dataSource.query('drop table migrations_of_this_test');
    } finally {
      await dataSource.destroy();
    }
  });

  it('hold no lock once they are done', async () => {
    const { rows } = await client.query(
      `select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = $1)`,
      [name],
    );
    expect(rows).toEqual([]);
  });

  it('go down to nothing and up to the same again', async () => {
    const before = await schema();
    expect(before.length).toBeGreaterThan(100);
    expect(
      before.filter((line) => /^(schema pgboss|enum pgboss\.job_state|column pgboss\.job )/.test(line)),
    ).not.toEqual([]);
    expect(before).toContainEqual(expect.stringMatching(/^CREATE OR REPLACE FUNCTION public\.touch_row\(\)/));
    const dataSource = await open();
    try {
      for (const _ of migrations) await dataSource.undoLastMigration({ transaction: 'each' });
      // Extensions stay: they may have been there before, and others may use them.
      expect(await schema()).toEqual(['extension pg_trgm']);
      await migrate(dataSource);
      expect(await schema()).toEqual(before);
    } finally {
      await dataSource.destroy();
    }
  });

  it('give every table with updated_at the trigger that keeps it', async () => {
    const { rows: tables } = await client.query<{ table_name: string }>(
      `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'updated_at'`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(4);
    for (const { table_name } of tables) {
      const { rows } = await client.query(
        `select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid
         where t.tgrelid = $1::regclass and p.proname = 'touch_row' and t.tgenabled = 'O'`,
        [table_name],
      );
      expect([table_name, rows.length]).toEqual([table_name, 1]);
    }
  });

  it('let the trigger decide updated_at and version, whatever a statement says', async () => {
    const { rows } = await client.query<{ id: string; updated_at: Date }>(
      `insert into incidents (title, description, severity, squad, environment, updated_at)
       values ('Touched', 'By a trigger', 'low', 'Data', 'staging', '2020-01-01') returning id, updated_at`,
    );
    const update = async (set: string): Promise<{ updated_at: Date; version: number }> =>
      (
        await client.query<{ updated_at: Date; version: number }>(
          `update incidents set ${set} where id = $1 returning updated_at, version`,
          [rows[0].id],
        )
      ).rows[0];
    const first = await update(`title = 'Touched again'`);
    expect(first.version).toBe(2);
    expect(first.updated_at.getTime()).toBeGreaterThan(Date.now() - 60_000);
    const second = await update(`version = 99, updated_at = '2020-01-01'`);
    expect(second.version).toBe(3);
    expect(second.updated_at.getTime()).toBeGreaterThanOrEqual(first.updated_at.getTime());
  });

  it('let a sign-in leave the version of an account as it is', async () => {
    const { rows } = await client.query<{ id: string }>(
      `insert into users (name, email, role, team, password_hash) values ('A', 'a@example.com', 'viewer', 'T', 'x') returning id`,
    );
    const update = async (set: string): Promise<number> =>
      (
        await client.query<{ version: number }>(`update users set ${set} where id = $1 returning version`, [
          rows[0].id,
        ])
      ).rows[0].version;
    expect(await update('"lastLogin" = now()')).toBe(1);
    expect(await update(`name = 'B'`)).toBe(2);
  });
});
