import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContentMaker, ContentMakers, type ReportContent } from '../../src/reports/figures';
import { startServer, type TestServer } from '../support/app';
import { cloneDatabase } from '../support/template-database';
import { DRAFT, finished, type ReportBody, storedFiles } from '../e2e/reports/reports-scene';

const makerOf = (server: TestServer): ContentMaker => server.app.get(ContentMakers).of('incident_summary');

describe('a report whose server is told to stop', () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let storage: string;
  beforeAll(async () => {
    database = await cloneDatabase();
    storage = await mkdtemp(join(tmpdir(), 'occ-reports-'));
  });
  afterAll(async () => {
    await database.drop();
    await rm(storage, { recursive: true, force: true });
  });

  it('is put back at once and made by the next server, once', async () => {
    const start = (): Promise<TestServer> => startServer({ STORAGE_PATH: storage }, database.url);
    const first = await start();
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    jest.spyOn(makerOf(first), 'make').mockImplementation(() => {
      begin();
      return new Promise<ReportContent>(() => undefined);
    });
    const { body } = await (await first.as('engineer')).post<ReportBody>('/reports/generate', DRAFT);
    await begun;
    await first.close();
    const next = await start();
    // Without waiting until the first is taken for dead.
    expect(await finished(await next.as('engineer'), body.id)).toMatchObject({
      status: 'completed',
      version: 1,
    });
    const [{ attempts }] = await next.sql<{ attempts: number }>(
      'select attempts from reports where id = $1',
      [body.id],
    );
    const versions = await next.sql('select id from report_versions where report_id = $1', [body.id]);
    // It has no part in that: it may be begun as often as before.
    expect([attempts, versions.length]).toEqual([1, 1]);
    expect(await storedFiles(next)).toHaveLength(1);
    await next.close();
  });
});
