import { Injectable } from '@nestjs/common';
import type { Checkpoint } from '../../core/audit/chain/checkpoint';
import { Database, type Statement } from '../../core/database/database';
import { Turnstile } from '../../core/queueing/turnstile';
import {
  CHECKPOINTS,
  DOUBLE,
  EXTENT,
  type Extent,
  FIRST_STRAYS,
  LINKS,
  type LinkRow,
  STRAYS,
  type Strays,
} from './audit-log.queries';

/** Small, as what is done with a page holds up everything else in this process. */
const PAGE = 500;
const STRETCH = 10_000;
/** However many ask: between two pages nobody holds a connection, and they take turns for this one. */
const READERS = 1;
/** Before whatever anybody may have put in. */
export const LOWEST = String(-(2n ** 63n));
const HIGHEST = String(2n ** 63n - 1n);

/** Reads of the chain, in pages: none is long, and none needs those before to be kept. */
@Injectable()
export class AuditChainRepository {
  private readonly readers = new Turnstile(READERS);

  constructor(private readonly database: Database) {}

  async extent(): Promise<{ head: string; newestCheckpoint: number; snapshot: string }> {
    const [{ head, newest_checkpoint, snapshot }] = await this.ask<Extent>(EXTENT, []);
    const newestCheckpoint = Math.min(Number(newest_checkpoint), Number.MAX_SAFE_INTEGER);
    return { head, newestCheckpoint, snapshot };
  }

  /** Links up to this sequence, a page at a time. */
  async *links(upTo: string): AsyncGenerator<readonly LinkRow[]> {
    for (let from = BigInt(LOWEST), rows: LinkRow[]; from <= BigInt(upTo); from = lastOf(rows) + 1n) {
      rows = await this.ask<LinkRow>(LINKS, [from, upTo, PAGE]);
      if (rows.length > 0) yield rows;
      if (rows.length < PAGE) return;
    }
  }

  /** Checkpoints with after < sequence ≤ upTo, at most `limit`. */
  async checkpoints(after: number | string, upTo: number | string, limit: number): Promise<Checkpoint[]> {
    // Numbers that are larger were put in: none is passed over.
    const to = upTo === Number.MAX_SAFE_INTEGER ? HIGHEST : upTo;
    const rows = await this.ask<{ checkpoint: Checkpoint }>(CHECKPOINTS, [after, to, limit]);
    return rows.map(({ checkpoint }) => checkpoint);
  }

  /**
   * Which rows are in no link up to `head`, a stretch of the log at a time. `snapshot`: of rows that it sees, too long is too
   * long.
   */
  async *strays(snapshot: string, head: number): AsyncGenerator<Strays> {
    let from: Strays['last'] = { xid: '0', position: LOWEST };
    for (let statement = FIRST_STRAYS; from !== null; statement = STRAYS) {
      const values: unknown[] = [from.xid, from.position, STRETCH, snapshot, head];
      const [found]: Strays[] = await this.ask<Strays>(statement, values);
      yield found;
      from = found.last;
    }
  }

  /** The id of a row that stands in the chain twice. */
  async double(): Promise<string | null> {
    const found = await this.readers.pass(() =>
      this.database.transaction(async () => {
        await this.database.query({ text: 'set local statement_timeout = 0' }, []);
        return this.database.query<{ id: string }>(DOUBLE, []);
      }),
    );
    return found.length > 0 ? found[0].id : null;
  }

  private ask<R extends object>(statement: Statement, values: unknown[]): Promise<R[]> {
    return this.readers.pass(() => this.database.query<R>(statement, values));
  }
}

const lastOf = (rows: readonly LinkRow[]): bigint => BigInt(rows[rows.length - 1].sequence);
