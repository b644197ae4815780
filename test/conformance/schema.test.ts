import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isResource, type ResourceSpec, specOf } from '../../src/core/database/resource';
import type { FieldDefinition } from '../../src/core/fields';
import { fragmentSql } from '../../src/core/lists/search-condition';
import { startServer, type TestServer } from '../support/app';

const TYPES: Record<string, string> = {
  uuid: 'uuid',
  inet: 'inet',
  text: 'text',
  enum: 'text',
  timestamp: 'timestamp(3) with time zone',
  day: 'date',
  integer: 'integer',
  float: 'double precision',
  flag: 'boolean',
  text_list: 'text[]',
  json: 'jsonb',
};
/** Columns that exist for the database's own purposes and that no field declares. */
const OWN_COLUMNS = ['search', 'created_at', 'updated_at'];

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly not_null: boolean;
  readonly has_default: boolean;
  readonly expression: string | null;
}

/** What entities declare and what migrations create are two texts: here they are compared. */
describe('the schema', () => {
  let server: TestServer;
  let specs: ResourceSpec[];
  beforeAll(async () => {
    server = await startServer();
    specs = server.app
      .get(DataSource)
      .entityMetadatas.map((metadata) => metadata.target as Type)
      .filter(isResource)
      .map((entity) => specOf<unknown>(entity));
  });
  afterAll(() => server.close());

  const columnsOf = async (table: string): Promise<Map<string, ColumnRow>> => {
    const rows = await server.sql<ColumnRow>(
      `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as not_null,
         a.atthasdef or a.attidentity <> '' as has_default, pg_get_expr(d.adbin, d.adrelid) as expression
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
      [table],
    );
    return new Map(rows.map((row) => [row.name, row]));
  };
  const stored = (spec: ResourceSpec): readonly FieldDefinition[] =>
    spec.fields.filter((field) => field.kind !== 'computed');

  it('knows the resources', () => {
    expect(specs.map(({ name }) => name)).toEqual(expect.arrayContaining(['incident', 'evidence', 'user']));
  });

  it('has a column of the fitting type for every field', async () => {
    for (const spec of specs) {
      const columns = await columnsOf(spec.table);
      for (const field of stored(spec)) {
        const type = columns.get(field.name)?.type;
        if (field.kind === 'decimal')
          expect([spec.name, field.name, type]).toEqual([
            spec.name,
            field.name,
            expect.stringMatching(/^numeric/),
          ]);
        else expect([spec.name, field.name, type]).toEqual([spec.name, field.name, TYPES[field.kind]]);
      }
    }
  });

  it('allows null exactly where the field does', async () => {
    for (const spec of specs) {
      const columns = await columnsOf(spec.table);
      for (const { name, nullable = false } of stored(spec)) {
        expect([spec.name, name, !columns.get(name)?.not_null]).toEqual([spec.name, name, nullable]);
      }
    }
  });

  it('fills by itself what the field says the database fills', async () => {
    for (const spec of specs) {
      const columns = await columnsOf(spec.table);
      for (const field of stored(spec).filter(({ generated, nullable }) => generated && !nullable)) {
        expect([spec.name, field.name, columns.get(field.name)?.has_default]).toEqual([
          spec.name,
          field.name,
          true,
        ]);
      }
    }
  });

  it('has no column that must be given and that no field gives', async () => {
    for (const spec of specs) {
      const declared = new Set([...stored(spec).map(({ name }) => name), ...OWN_COLUMNS]);
      const others = [...(await columnsOf(spec.table)).values()].filter(({ name }) => !declared.has(name));
      expect([spec.name, others.filter((column) => column.not_null && !column.has_default)]).toEqual([
        spec.name,
        [],
      ]);
    }
  });

  it('checks every enum for the values of its field, no more and no less', async () => {
    for (const spec of specs) {
      const checks = await server.sql<{ columns: string[]; definition: string }>(
        `select array(select attname::text from pg_attribute where attrelid = c.conrelid and attnum = any(c.conkey)) as columns,
           pg_get_constraintdef(c.oid) as definition
         from pg_constraint c where c.conrelid = $1::regclass and c.contype = 'c'`,
        [spec.table],
      );
      const enums = stored(spec).filter(({ kind }) => kind === 'enum');
      for (const field of enums) {
        const check = checks.find(({ columns }) => columns.length === 1 && columns[0] === field.name);
        const values = [...(check?.definition ?? '').matchAll(/'([^']+)'::text/g)].map(([, value]) => value);
        expect([spec.name, field.name, values.sort()]).toEqual([
          spec.name,
          field.name,
          [...field.values!].sort(),
        ]);
      }
    }
  });

  /** Where rows only come in, the text is not kept beside them: the index alone has it. Weights then are all D. */
  const expectSearchedByExpression = async (spec: ResourceSpec, fields: string[]): Promise<void> => {
    const [index] = await server.sql<{ expression: string }>(
      `select pg_get_expr(indexprs, indrelid) as expression from pg_index where indrelid = $1::regclass
         and pg_get_indexdef(indexrelid) like '%USING gin%'`,
      [spec.table],
    );
    const named = [...(await columnsOf(spec.table)).keys()].filter((name) =>
      new RegExp(`\\b${name}\\b`).test(index.expression),
    );
    expect([spec.name, named.toSorted()]).toEqual([spec.name, fields.toSorted()]);
    const weights = stored(spec).flatMap(({ search }) => search ?? []);
    expect([spec.name, new Set(weights)]).toEqual([spec.name, new Set(['D'])]);
  };

  it('indexes the fields that are searched, with the weights that they declare, and no others', async () => {
    for (const spec of specs) {
      const declared = Object.fromEntries(
        stored(spec).flatMap((field) => (field.search ? [[field.name, field.search]] : [])),
      );
      if (spec.appendOnly) {
        await expectSearchedByExpression(spec, Object.keys(declared));
        continue;
      }
      const columns = await columnsOf(spec.table);
      const expression = columns.get('search')?.expression ?? '';
      const indexed: Record<string, string> = {};
      for (const [, text, weight] of expression.matchAll(
        /setweight\(to_tsvector\('\w+'::regconfig, ([^]+?)\), '([A-D])'::"char"\)/g,
      )) {
        // The column that is shown, not one that only decides whether it is.
        const names = [...columns.keys()].filter(
          (name) => name in declared && new RegExp(`\\b${name}\\b`).test(text),
        );
        expect([spec.name, text, names.length]).toEqual([spec.name, text, 1]);
        indexed[names[0]] = weight;
      }
      expect([spec.name, indexed]).toEqual([spec.name, declared]);
      if (Object.keys(declared).length === 0) continue;
      const index = await server.sql(
        `select 1 from pg_indexes where tablename = $1 and indexdef like '%USING gin (search)%'`,
        [spec.table],
      );
      expect([spec.name, index.length]).toEqual([spec.name, 1]);
    }
  });

  it('has a trigram index for the fields that are found by fragments, and for no others', async () => {
    for (const spec of specs) {
      const indexes = await server.sql<{ indexdef: string }>(
        `select indexdef from pg_indexes where tablename = $1 and indexdef like '%gin_trgm_ops%'`,
        [spec.table],
      );
      const indexed = indexes.flatMap(({ indexdef }) =>
        [...indexdef.matchAll(/(\w+\(\w+\)) gin_trgm_ops/g)].map(([, expression]) => expression),
      );
      const wanted = stored(spec)
        .filter(({ fragment }) => fragment)
        .map((field) => fragmentSql(field, ''));
      expect([spec.name, indexed.toSorted()]).toEqual([spec.name, wanted.toSorted()]);
    }
  });

  it('compares what is unique whatever its case in the same way as filters do', async () => {
    const caseless = specs.flatMap((spec) =>
      stored(spec)
        .filter((field) => field.caseless)
        .map(({ name }) => [spec.table, `lower(${name})`]),
    );
    expect(caseless).toContainEqual(['assets', 'lower(hostname)']);
    for (const [table, expression] of caseless) {
      const index = await server.sql(
        `select 1 from pg_indexes where tablename = $1 and strpos(indexdef, $2) > 0`,
        [...[table, expression]],
      );
      expect([table, expression, index.length > 0]).toEqual([table, expression, true]);
    }
  });

  it('has deleted_at, created and updated times, and a version for every resource whose rows change', async () => {
    expect(specs.filter(({ appendOnly }) => appendOnly).map(({ name }) => name)).toEqual(['audit_log']);
    for (const spec of specs.filter(({ appendOnly }) => !appendOnly)) {
      const columns = await columnsOf(spec.table);
      for (const name of ['deleted_at', 'updated_at', 'version', spec.time]) {
        expect([spec.name, name, columns.has(name)]).toEqual([spec.name, name, true]);
      }
    }
  });

  it('keeps moments with their zone and to the millisecond that leaves', async () => {
    const others = await server.sql(
      `select table_name, column_name, data_type, datetime_precision from information_schema.columns
       where table_schema = 'public' and table_name <> 'migrations' and data_type like 'timestamp%'
         and (data_type <> 'timestamp with time zone' or datetime_precision <> 3)`,
    );
    expect(others).toEqual([]);
  });

  it('has an index that begins with the columns of each foreign key', async () => {
    const keys = await server.sql<{ key: string; indexed: boolean }>(
      `select conrelid::regclass || ' ' || pg_get_constraintdef(c.oid) as key,
         exists (select 1 from pg_index i where i.indrelid = c.conrelid
           and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey) as indexed
       from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`,
    );
    expect(keys.length).toBeGreaterThanOrEqual(3);
    expect(keys.filter(({ indexed }) => !indexed)).toEqual([]);
  });

  it('says of each foreign key what a removal does', async () => {
    const undecided = await server.sql(
      `select conrelid::regclass::text, conname from pg_constraint
       where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype = 'a'`,
    );
    expect(undecided).toEqual([]);
  });

  it('has the indexes for what is asked most', async () => {
    const indexes = (
      await server.sql<{ indexdef: string }>(`select indexdef from pg_indexes where schemaname = 'public'`)
    ).map(({ indexdef }) => indexdef);
    for (const columns of [
      '(environment, status, created_at DESC, id DESC)',
      '(environment, asset_type, status, created_at DESC, id DESC)',
      '(user_id, "timestamp" DESC)',
    ]) {
      expect(indexes.filter((index) => index.includes(columns))).toHaveLength(1);
    }
  });
});
