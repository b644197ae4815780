import type { PoolClient } from 'pg';

/** A table and the columns that the seed fills, by name and SQL type. */
export interface SeedTable<Row extends object> {
  readonly name: string;
  readonly columns: Readonly<Record<keyof Row & string, string>>;
}

const BATCH = 2000;

/** Inserts the rows in their order, one parameter a batch; columns that are not named get their defaults. */
export async function bulkInsert<Row extends object>(
  client: PoolClient,
  table: SeedTable<Row>,
  rows: readonly Row[],
): Promise<number> {
  const columns = Object.keys(table.columns).map((name) => `"${name}"`);
  const typed = Object.entries(table.columns).map(([name, type]) => `"${name}" ${String(type)}`);
  const text = `insert into ${table.name} (${columns.join(', ')})
    select ${columns.join(', ')} from rows from (jsonb_to_recordset($1::jsonb) as (${typed.join(', ')}))
    with ordinality as given (${columns.join(', ')}, given_order) order by given_order`;
  for (let at = 0; at < rows.length; at += BATCH) {
    await client.query(text, [JSON.stringify(rows.slice(at, at + BATCH))]);
  }
  return rows.length;
}
