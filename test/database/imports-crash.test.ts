import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ended, focusFile, handIn } from '../e2e/finops/focus-file';
import { ChildServer } from '../support/child-server';
import { cloneDatabase } from '../support/template-database';

const rowsOf = (count: number): string =>
  focusFile(
    Array.from({ length: count }, (_, index) => ({ ResourceId: `i-${index}`, EffectiveCost: '0.01' })),
  );

describe('an import whose process is killed half way', () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let sql: Client;
  let server: ChildServer;
  beforeAll(async () => {
    database = await cloneDatabase();
    sql = new Client({ connectionString: database.url });
    await sql.connect();
    server = await ChildServer.on(database.url);
    await server.start();
  });
  afterAll(async () => {
    await server.remove();
    await sql.end();
    await database.drop();
  });

  const one = async <T>(text: string): Promise<T> => (await sql.query(text)).rows[0] as T;

  it('is begun again by the next one, and brings everything once', async () => {
    const { id } = (await handIn(await server.as('admin'), rowsOf(20_000))).body;
    const halfWay =
      'select count(*)::int as lines, (select count(*)::int from costs) as costs from cost_import_lines';
    for (let state = { lines: 0 }; state.lines === 0; state = await one(halfWay)) await sleep(5);
    await server.kill();
    // Nothing of it is to be seen, and nobody can tell yet that nobody is at it any more.
    expect(await one(halfWay)).toEqual({ lines: expect.any(Number), costs: 0 });
    expect(await one('select status from cost_imports')).toEqual({ status: 'running' });
    await sql.query('update cost_imports set lease_until = now()');
    await server.start();
    const done = await ended(await server.as('admin'), id);
    expect(done).toMatchObject({ status: 'completed', rows_read: 20_000, created_count: 20_000 });
    expect(await one(`select count(*)::int as costs, sum(cost)::text as sum from costs`)).toEqual({
      ...{ costs: 20_000, sum: '200.00' },
    });
    expect(await one('select count(*)::int as lines from cost_import_lines')).toEqual({ lines: 0 });
    expect(await one('select attempts from cost_imports')).toEqual({ attempts: 2 });
    expect(await readdir(join(server.storagePath, 'imports'))).toEqual([]);
  });
});
