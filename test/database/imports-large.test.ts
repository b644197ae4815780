import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHARGE, COLUMNS, csvLine, ended, type ImportBody } from '../e2e/finops/focus-file';
import { ChildServer } from '../support/child-server';
import { cloneDatabase } from '../support/template-database';

const ROWS = 200_000;
const HOURS = 24;
const MIB = 1024 * 1024;
/** Of old space: the file's rows alone would need several times as much. */
const HEAP_MB = 160;

/** Charges by the hour: each resource has one for every hour of its day. */
function* charges(): Generator<string> {
  yield `${csvLine(COLUMNS)}\n`;
  // Everything but these is the same in each, and is quoted once.
  const line = csvLine(COLUMNS.map((name) => ({ ...CHARGE, ...PLACES })[name] ?? ''));
  for (let from = 0; from < ROWS; from += 1_000) {
    yield Array.from({ length: 1_000 }, (_, index) => {
      const number = from + index;
      const resource = Math.floor(number / HOURS);
      const day = String(1 + (resource % 28)).padStart(2, '0');
      const hour = String(number % HOURS).padStart(2, '0');
      return `${line
        .replace('%cost', `0.${String(1 + (number % 9_999)).padStart(4, '0')}`)
        .replace('%service', `Service ${resource % 40}`)
        .replace('%resource', `i-${resource}`)
        .replace('%from', `2026-01-${day}T${hour}:00:00Z`)
        .replace('%to', `2026-01-${day}T${hour}:59:59Z`)
        .replace('%environment', ['prod', 'uat', 'dev'][resource % 3])}\n`;
    }).join('');
  }
}
const PLACES = {
  ...{ EffectiveCost: '%cost', ServiceName: '%service', ResourceId: '%resource', ChargePeriodStart: '%from' },
  ...{ ChargePeriodEnd: '%to', Tags: '{"env":"%environment","team":"payments"}' },
};
/** 0.0001 to 0.9999 and again, over all rows. */
const TOTAL = Array.from({ length: ROWS }, (_, number) => BigInt(1 + (number % 9_999))).reduce(
  (sum, part) => sum + part,
  0n,
);

describe('an import of 200,000 rows', () => {
  let folder: string;
  let path: string;
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let sql: Client;
  let server: ChildServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'occ-focus-'));
    path = join(folder, 'focus.csv');
    await pipeline(Readable.from(charges()), createWriteStream(path));
    database = await cloneDatabase();
    sql = new Client({ connectionString: database.url });
    await sql.connect();
    server = await ChildServer.on(database.url);
    await server.start([`--max-old-space-size=${HEAP_MB}`]);
  });
  afterAll(async () => {
    await server.remove();
    await sql.end();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is read in little memory, adds up to the last digit, and is written and read by nobody before its end', async () => {
    const admin = await server.as('admin');
    const before = await server.peakMemory();
    const response = await fetch(`${server.url}/api/v1/finops/costs/import`, {
      method: 'POST',
      headers: { ...admin.headers, 'content-type': 'text/csv' },
      body: await openAsBlob(path),
    });
    const { id } = (await response.json()) as ImportBody;
    expect(response.status).toBe(202);
    const counts = new Set<number>();
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        const { rows } = await sql.query<{ count: number }>('select count(*)::int as count from costs');
        counts.add(rows[0].count);
        await sleep(100);
      }
    })();
    const done = await ended(admin, id, 200, 80_000).finally(() => (isOver = true));
    await watching;
    const records = Math.ceil(ROWS / HOURS);
    expect(done).toMatchObject({
      ...{ status: 'completed', percentage: 100, rows_read: ROWS, rows_total: ROWS, violation_count: 0 },
      ...{ created_count: records, replaced_count: 0, removed_count: 0 },
    });
    expect([...counts].filter((count) => count !== 0 && count !== records)).toEqual([]);
    const { rows } = await sql.query(
      `select (select sum(cost) * 10000 = $1::numeric from costs) as is_exact,
         (select sum(cost) * 10000 = $1::numeric from cost_days) as is_summed,
         (select count(*)::int from cost_import_lines) as lines`,
      [String(TOTAL)],
    );
    expect(rows).toEqual([{ is_exact: true, is_summed: true, lines: 0 }]);
    // Of a file of 55 MB, which takes several times as much when it is held as rows.
    expect(((await server.peakMemory()) - before) / MIB).toBeLessThan(150);
    expect(server.lastWords).toBeNull();
  }, 90_000);
});
