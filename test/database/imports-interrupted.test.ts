import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CostImportQueries } from '../../src/finops/imports/cost-import.queries';
import { ImportChores } from '../../src/finops/imports/import.chores';
import { Importer } from '../../src/finops/imports/importer';
import { ended, focusFile, handIn, type ImportBody, imported } from '../e2e/finops/focus-file';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';

const rowsOf = (count: number): string =>
  focusFile(
    Array.from({ length: count }, (_, index) => ({ ResourceId: `i-${index}`, EffectiveCost: '0.01' })),
  );

describe('an import that is interrupted', () => {
  let server: TestServer;
  let admin: Actor;
  let queries: CostImportQueries;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
    queries = server.app.get(CostImportQueries, { strict: false });
  });
  afterEach(async () => {
    await server.sql('truncate costs, cost_import_lines, cost_imports');
    await rm(join(server.storagePath, 'imports'), { recursive: true, force: true });
  });
  afterAll(() => server.close());

  /** An import that is there without a job, its file stored, as if its process had died. */
  const abandoned = async (file: string | null, more: Record<string, unknown> = {}): Promise<string> => {
    const id = randomUUID();
    const row = {
      ...{
        id,
        status: 'running',
        format: 'focus',
        mode: 'replace',
        bytes: file === null ? 1000 : Buffer.byteLength(file),
        imported_by: 'Test admin 1',
      },
      ...{
        user_id: '00000000-0000-4000-8000-000000000001',
        file_key: `imports/${id}`,
        is_gzip: false,
        attempts: 1,
      },
      ...{ lease_until: '2026-01-01T00:00:00Z', violations: '[]' },
      ...more,
    };
    if (file !== null) {
      await mkdir(join(server.storagePath, 'imports'), { recursive: true });
      await writeFile(join(server.storagePath, 'imports', id), file);
    }
    const names = Object.keys(row);
    await server.sql(
      `insert into cost_imports (${names.join(', ')}) values (${names.map((_, place) => `$${place + 1}`).join(', ')})`,
      Object.values(row),
    );
    return id;
  };
  const resume = (): Promise<void> => server.app.get(Importer, { strict: false }).queueOverdue();

  it('is resumed when nobody has been heard of for a while, and not before', async () => {
    const alive = await abandoned(focusFile([{}]), { lease_until: new Date(Date.now() + 60_000) });
    const dead = await abandoned(focusFile([{}]));
    await resume();
    expect(await ended(admin, dead)).toMatchObject({ status: 'completed', created_count: 1 });
    expect((await admin.get(`/finops/imports/${alive}`)).body).toMatchObject({ status: 'running' });
  });

  it('reads the file again when Postgres has lost what was kept of it', async () => {
    const id = await abandoned(focusFile([{}, { ResourceId: 'i-2' }]), { rows_read: 2 });
    await resume();
    expect(await ended(admin, id)).toMatchObject({ status: 'completed', rows_read: 2, created_count: 2 });
  });

  it('fails when its file is gone, or has ended its process too often', async () => {
    const gone = await abandoned(null);
    const deadly = await abandoned(focusFile([{}]), { attempts: 10 });
    await resume();
    expect((await ended(admin, gone)).violations).toMatchObject([{ rule: 'file' }]);
    expect((await ended(admin, deadly)).violations).toMatchObject([{ rule: 'attempts' }]);
    expect(await server.sql('select * from costs')).toEqual([]);
  });

  it("is nobody else's once somebody has begun it anew", async () => {
    const id = await abandoned(focusFile([{}]), { status: 'queued', attempts: 0 });
    const first = (await queries.begin(id))!;
    expect(await queries.begin(id)).toBeNull();
    await queries.release(first);
    const second = (await queries.begin(id))!;
    expect(second.attempts).toBe(first.attempts + 1);
    const progress = { rows: 1, percentage: 5, lines: [] };
    expect([await queries.advance(first, progress), await queries.advance(second, progress)]).toEqual([
      false,
      true,
    ]);
    expect([await queries.hold(first), await queries.hold(second)]).toEqual([false, true]);
  });

  it('leaves lines and files that are cleared away, and nothing of others', async () => {
    const later = new Date(Date.now() + 600_000);
    const open = await abandoned('open', { lease_until: later });
    const over = await abandoned('over', { status: 'failed' });
    const stray = randomUUID();
    await writeFile(join(server.storagePath, 'imports', stray), 'stray');
    const young = await abandoned('young', { status: 'failed' });
    const old = new Date(Date.now() - 2 * 3_600_000);
    for (const name of [open, over, stray]) await utimes(join(server.storagePath, 'imports', name), old, old);
    for (const id of [open, over])
      await server.sql(
        `insert into cost_import_lines (import_id, place, date, environment, service, cost, currency, source)
         values ($1, 2, '2026-01-01', 'staging', 's', 1, 'USD', '[]')`,
        [id],
      );
    await server.app.get(ImportChores, { strict: false }).clearUp();
    expect(await server.sql('select import_id from cost_import_lines')).toEqual([{ import_id: open }]);
    expect((await readdir(join(server.storagePath, 'imports'))).toSorted()).toEqual([open, young].toSorted());
    expect((await stat(join(server.storagePath, 'set-aside/imports', stray))).isFile()).toBe(true);
  });

  it('of two at once the same costs come once, whichever is last', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => handIn(admin, rowsOf(300))));
    const done = [await ended(admin, one.body.id), await ended(admin, two.body.id)];
    expect(done.map(({ status }) => status)).toEqual(['completed', 'completed']);
    const counts = done
      .map(({ created_count, replaced_count }) => [created_count, replaced_count])
      .toSorted();
    expect(counts).toEqual([
      [0, 300],
      [300, 0],
    ]);
    expect(await server.sql('select count(*)::int as costs from costs')).toEqual([{ costs: 300 }]);
  });

  it('of two instances one reads the file', async () => {
    const second = await startServer({}, server.databaseUrl);
    try {
      const done: ImportBody = await imported(await second.as('admin'), rowsOf(2_500));
      expect(done).toMatchObject({ status: 'completed', created_count: 2_500, replaced_count: 0 });
      expect(await server.sql('select attempts from cost_imports')).toEqual([{ attempts: 1 }]);
    } finally {
      await second.close();
    }
  });
});
