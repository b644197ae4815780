import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import Cursor from 'pg-cursor';
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import { Database } from '../database/database';
import type { ResourceShape } from '../database/resource';
import { ServiceUnavailable } from '../errors/domain-error';
import { CsvExport, Page } from '../http/answers';
import { CountCache } from './count-cache';
import type { ListQuery } from './list-query';
import { countStatement, exportStatement, type ListScope, pageStatement } from './list-statements';
import { writeCursor } from './parse-list-query';

const EXPORT_BATCH = 500;
/** An export holds a connection while its reader reads, so only a few may run at a time. */
const MAX_EXPORTS = 3;

type CsvRow = Record<string, string | null>;

interface PageRow {
  json: string;
  more: boolean;
  last_id: string | null;
  last_key: string | null;
}

/** The one implementation behind every list: a page in one round trip, or all rows as CSV. */
@Injectable()
export class Lists {
  private exports = 0;

  constructor(
    private readonly database: Database,
    private readonly counts: CountCache,
  ) {}

  async answer(spec: ResourceShape, query: ListQuery, scope: ListScope): Promise<Page | CsvExport> {
    return query.format === 'csv' ? this.export(spec, query, scope) : this.page(spec, query, scope);
  }

  private async page(spec: ResourceShape, query: ListQuery, scope: ListScope): Promise<Page> {
    const statement = pageStatement(spec, query, scope);
    const [[row], total] = await Promise.all([
      this.database.query<PageRow>(statement, statement.values),
      this.total(spec, query, scope),
    ]);
    const nextCursor = row.more
      ? writeCursor(query.sort.name, { key: row.last_key, id: row.last_id! })
      : null;
    const { limit, offset, page } = query;
    return new Page(row.json, {
      total,
      limit,
      offset,
      page,
      nextCursor,
      link: links(query, total, nextCursor),
    });
  }

  private total(spec: ResourceShape, query: ListQuery, scope: ListScope): Promise<number> {
    const statement = countStatement(spec, query, scope);
    return this.counts.count(
      spec.name,
      `${statement.text}\0${JSON.stringify(statement.values)}`,
      async () => {
        const [{ total }] = await this.database.query<{ total: number }>(statement, statement.values);
        return total;
      },
    );
  }

  private async export(spec: ResourceShape, query: ListQuery, scope: ListScope): Promise<CsvExport> {
    if (this.exports >= MAX_EXPORTS)
      throw new ServiceUnavailable('Other exports are under way: try again in a moment.');
    this.exports += 1;
    let open = true;
    let client: PoolClient | undefined;
    const finish = (): void => {
      if (!open) return;
      open = false;
      this.exports -= 1;
      client?.release();
    };
    try {
      const { text, values } = exportStatement(spec, query, scope);
      client = await this.database.pool.connect();
      const rows = this.read(client.query(new Cursor<CsvRow>(text, values)), finish);
      // The first batch is read before the answer begins, so that a failing statement is still a clean error.
      const first = await rows.next();
      const content = Readable.from(prepend(first, rows)).pipe(
        stringify({
          header: true,
          columns: spec.wireFields.map((field) => field.name),
          escape_formulas: true,
          record_delimiter: 'windows',
        }),
      );
      // A reader that goes away ends the cursor, and so gives the connection back.
      content.once('close', () => void rows.return(undefined));
      return new CsvExport(`${spec.table}-${new Date().toISOString().slice(0, 10)}.csv`, content);
    } catch (error) {
      finish();
      throw error;
    }
  }

  private async *read(cursor: Cursor<CsvRow>, finish: () => void): AsyncGenerator<CsvRow> {
    try {
      for (;;) {
        const rows = await cursor.read(EXPORT_BATCH);
        if (rows.length === 0) return;
        yield* rows;
      }
    } finally {
      await cursor.close().catch(() => undefined);
      finish();
    }
  }
}

async function* prepend<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    if (first.done) return;
    yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** RFC 8288, with relative URLs. */
function links(
  { linkBase, limit, offset, page, cursor }: ListQuery,
  total: number,
  nextCursor: string | null,
): string {
  const pages = Math.max(1, Math.ceil(total / limit));
  const to = (number: number): string =>
    page === null
      ? `${linkBase}limit=${limit}&offset=${(number - 1) * limit}`
      : `${linkBase}page=${number}&limit=${limit}`;
  const parts = [`<${to(1)}>; rel="first"`];
  if (cursor === null) {
    if (offset > 0) {
      const previous =
        page === null ? `${linkBase}limit=${limit}&offset=${Math.max(0, offset - limit)}` : to(page - 1);
      parts.push(`<${previous}>; rel="prev"`);
    }
    if (offset + limit < total) {
      parts.push(
        `<${page === null ? `${linkBase}limit=${limit}&offset=${offset + limit}` : to(page + 1)}>; rel="next"`,
      );
    }
  } else if (nextCursor) parts.push(`<${linkBase}limit=${limit}&cursor=${nextCursor}>; rel="next"`);
  parts.push(`<${to(pages)}>; rel="last"`);
  return parts.join(', ');
}
