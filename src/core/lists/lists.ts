import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import Cursor from 'pg-cursor';
import { stringify } from 'csv-stringify';
import { type Duplex, pipeline, Readable } from 'node:stream';
import { Database } from '../database/database';
import type { ResourceShape } from '../database/resource';
import { InvalidRequest, ServiceUnavailable } from '../errors/domain-error';
import { type FieldKind, publicName } from '../fields';
import { CsvExport, Page } from '../http/answers';
import { Turnstile } from '../queueing/turnstile';
import { dayOf } from '../time/calendar';
import { MINUTE_MS } from '../time/durations';
import { CountCache } from './count-cache';
import type { ListQuery } from './list-query';
import {
  type BoundStatement,
  countStatement,
  exportStatement,
  isTallied,
  type ListScope,
  MAX_PAGE_BYTES,
  pageStatement,
} from './list-statements';
import { writeCursor } from './parse-list-query';
import { mayReadAll } from './search-condition';

const EXPORT_BATCH = 500;
const BULKY_EXPORT_BATCH = 4;
/** An export holds a connection while its reader reads, so only a few may run at a time. */
const MAX_EXPORTS = 3;
/** A search may read all rows: whoever sends many keeps the searches of others waiting, but never all connections. */
const MAX_SEARCHES = 3;
const MAX_WAITING_SEARCHES = 200;
/** What it reads cannot be altered or dropped meanwhile, and everybody else waits behind whoever tries. */
const MAX_EXPORT_MS = 10 * MINUTE_MS;

const NUMBERS: ReadonlySet<FieldKind> = new Set(['integer', 'decimal', 'float']);

type CsvRow = Record<string, string | null>;

interface PageRow {
  /** The rows' JSON, comma-separated; null when there are none. */
  json: string | null;
  /** Null when the total tells. */
  more: boolean | null;
  last_id: string | null;
  last_key: string | null;
}

/** How rows become a file. */
export interface CsvLayout {
  readonly filename: string;
  readonly columns: readonly string[];
  /** Columns in which a minus begins a number, not a formula. */
  readonly numbers?: ReadonlySet<string>;
  /** Whether a row may hold megabytes. */
  readonly isBulky?: boolean;
  /** Whether the statement has seen to it that no cell is a formula. */
  readonly isNeutral?: boolean;
}

interface Prepared {
  readonly scopeKey: string;
  readonly page: BoundStatement;
  readonly count: BoundStatement;
  readonly countKey: string;
  /** The resource whose changes make the count out of date. */
  readonly countOf: string;
}

/** The one implementation behind every list: a page in one round trip, or all rows as CSV. */
@Injectable()
export class Lists {
  /** After so many milliseconds an export is broken off, however much is left of it. */
  exportLimit = MAX_EXPORT_MS;
  private exports = 0;
  private readonly searches = new Turnstile(MAX_SEARCHES, MAX_WAITING_SEARCHES);
  private readonly prepared = new WeakMap<ListQuery, Prepared>();

  constructor(
    private readonly database: Database,
    private readonly counts: CountCache,
  ) {}

  async answer(spec: ResourceShape, query: ListQuery, scope: ListScope): Promise<Page | CsvExport> {
    return query.format === 'csv' ? this.export(spec, query, scope) : this.page(spec, query, scope);
  }

  private async page(spec: ResourceShape, query: ListQuery, scope: ListScope): Promise<Page> {
    const { page: statement, count, countKey, countOf } = this.prepare(spec, query, scope);
    const ask = <R extends object>(one: BoundStatement): Promise<R[]> => {
      const answer = (): Promise<R[]> => this.database.query<R>(one, one.values);
      return mayReadAll(query) ? this.searches.pass(answer) : answer();
    };
    const [[row], total] = await Promise.all([
      ask<PageRow>(statement),
      this.counts.count(countOf, countKey, async () => {
        const [{ total: counted }] = await ask<{ total: number }>(count);
        return counted;
      }),
    ]);
    if (!row) {
      const megabytes = MAX_PAGE_BYTES / 1024 / 1024;
      throw InvalidRequest.field(
        'limit',
        `must be smaller: these rows are larger than ${megabytes} MiB together`,
      );
    }
    const { limit, offset, page } = query;
    const isFollowed = row.more ?? offset + limit < total;
    const nextCursor =
      isFollowed && row.last_id !== null
        ? writeCursor(query.sort.name, { key: row.last_key, id: row.last_id })
        : null;
    return new Page(`[${row.json ?? ''}]`, {
      total,
      limit,
      offset,
      page,
      nextCursor,
      link: links(query, total, nextCursor),
    });
  }

  /** Front ends ask the same again and again: the statements of a query are written once for each scope. */
  private prepare(spec: ResourceShape, query: ListQuery, scope: ListScope): Prepared {
    const scopeKey = `${spec.table}\0${scope.environment ?? ''}\0${scope.baseUrl}\0${scope.equals ? JSON.stringify(scope.equals) : ''}\0${scope.sourceKey ?? ''}`;
    let prepared = this.prepared.get(query);
    if (prepared?.scopeKey !== scopeKey) {
      const count = countStatement(spec, query, scope);
      const countKey = `${count.text}\0${JSON.stringify(count.values)}`;
      // What comes in all the time would have all of it counted all the time: such counts live for their second.
      const countOf = scope.tally && !isTallied(query, scope) ? `${spec.name}: slow counts` : spec.name;
      prepared = { scopeKey, page: pageStatement(spec, query, scope), count, countKey, countOf };
      this.prepared.set(query, prepared);
    }
    return prepared;
  }

  private export(spec: ResourceShape, query: ListQuery, scope: ListScope): Promise<CsvExport> {
    return this.stream(exportStatement(spec, query, scope), {
      filename: `${spec.table}-${dayOf(new Date())}.csv`,
      columns: spec.wireFields.map(publicName),
      numbers: new Set(spec.wireFields.filter(({ kind }) => NUMBERS.has(kind)).map(publicName)),
      isBulky: spec.isBulky,
    });
  }

  /** The rows of a statement, whose columns are texts, as CSV: read from the database as fast as they are taken. */
  async stream({ text, values }: BoundStatement, layout: CsvLayout): Promise<CsvExport> {
    if (this.exports >= MAX_EXPORTS) throw new ServiceUnavailable('Other exports are under way.');
    this.exports += 1;
    let open = true;
    let client: PoolClient | undefined;
    let content: Duplex | undefined;
    const ignore = (): void => undefined;
    // A connection that was left half way is closed, not given back.
    const finish = (whole: boolean): void => {
      if (!open) return;
      open = false;
      clearTimeout(limit);
      this.exports -= 1;
      if (whole) client?.off('error', ignore);
      client?.release(!whole);
    };
    const limit = setTimeout(() => {
      finish(false);
      content?.destroy(new Error('The export took too long.'));
    }, this.exportLimit).unref();
    try {
      const batch = layout.isBulky ? BULKY_EXPORT_BATCH : EXPORT_BATCH;
      client = await this.database.pool.connect();
      // Nobody else listens while it is ours, and then a broken connection would end the process; read() hears of it too.
      client.on('error', ignore);
      // Postgres counts a statement's time from its first row to its last, and so the pace of the reader.
      await client.query('begin read only; set local statement_timeout = 0');
      const rows = this.read(client, new Cursor<CsvRow>(text, values), batch, finish);
      // The first batch is read before the answer begins, so that a failing statement is still a clean error.
      const first = await rows.next();
      const csv = (content = stringify({
        header: true,
        columns: [...layout.columns],
        escape_formulas: !layout.isNeutral,
        // A minus before a number begins no formula.
        cast: {
          string: (value, { column }) =>
            value.startsWith('-') && layout.numbers?.has(String(column))
              ? { value, escape_formulas: false }
              : value,
        },
        // By itself only the whole CR LF is quoted, but readers take either half for the end of a row.
        quoted_match: /[\r\n]/,
        record_delimiter: 'windows',
      }));
      // A statement that fails half way ends the download; with a mere pipe() it would end the process.
      pipeline(Readable.from(prepend(first, rows)), csv, () => undefined);
      // A reader that goes away ends the cursor, and so gives the connection back.
      csv.once('close', () => void rows.return(undefined));
      return new CsvExport(layout.filename, csv);
    } catch (error) {
      finish(false);
      throw error;
    }
  }

  private async *read(
    client: PoolClient,
    cursor: Cursor<CsvRow>,
    batch: number,
    finish: (whole: boolean) => void,
  ): AsyncGenerator<CsvRow> {
    let whole = false;
    try {
      client.query(cursor);
      for (;;) {
        const rows = await cursor.read(batch);
        if (rows.length === 0) break;
        yield* rows;
      }
      await client.query('commit');
      whole = true;
    } finally {
      finish(whole);
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
export function links(
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
