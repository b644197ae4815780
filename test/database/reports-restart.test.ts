import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ContentMaker, ContentMakers, type ReportContent } from '../../src/reports/figures';
import { ReportChores } from '../../src/reports/reports/report.chores';
import { ReportMaker } from '../../src/reports/reports/report-maker';
import { ReportQueries } from '../../src/reports/reports/report.queries';
import { ReportRenderer } from '../../src/reports/rendering/report-renderer';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';
import { DRAFT, finished, generated, type ReportBody, storedFiles } from '../e2e/reports/reports-scene';

const makerOf = (server: TestServer): ContentMaker => server.app.get(ContentMakers).of('incident_summary');

/** As if the time had come at which whoever is at it is taken for dead. */
const LAPSE = `update reports set lease_until = now() - interval '1 second' where status = 'generating'`;

describe('reports, when processes end', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.sql('truncate reports cascade');
    // What belongs to reports of other tests must not be among what they count.
    for (const path of await storedFiles(server)) await utimes(path, 0, 0);
    await server.app.get(ReportChores).clearUp();
  });
  afterEach(() => void jest.restoreAllMocks());

  const versions = (id: string): Promise<Record<string, unknown>[]> =>
    server.sql('select edition, file_size from report_versions where report_id = $1', [id]);
  const ended = (id: string): Promise<Record<string, unknown>[]> =>
    server.sql(`select status from audit_logs where event_type = 'GENERATE' and resource_id = $1`, [id]);

  it('one that was being made when its process died is made by another, once, though the first comes to life again', async () => {
    const engineer = await server.as('engineer');
    const dead = makerOf(server);
    const make = dead.make.bind(dead);
    let [begin, revive] = [(): void => undefined, (): void => undefined];
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const revived = new Promise<void>((resolve) => (revive = resolve));
    jest.spyOn(dead, 'make').mockImplementationOnce(async (task): Promise<ReportContent> => {
      begin();
      await revived;
      return make(task);
    });
    const { body } = await engineer.post<ReportBody>('/reports/generate', DRAFT);
    await begun;
    // Nobody else begins it while its maker is alive.
    const other = await startServer({ STORAGE_PATH: server.storagePath }, server.databaseUrl);
    const made = jest.spyOn(makerOf(other), 'make');
    await other.app.get(ReportMaker).queueOverdue();
    expect((await engineer.get<ReportBody>(`/reports/${body.id}`)).body.status).toBe('generating');
    expect(made).not.toHaveBeenCalled();
    await server.sql(LAPSE);
    await other.app.get(ReportMaker).queueOverdue();
    await other.app.get(ReportMaker).queueOverdue();
    expect(await finished(engineer, body.id)).toMatchObject({ status: 'completed', version: 1 });
    revive();
    // One at a time: when the next one is done, the first has ended.
    const next = await generated(engineer);
    expect(next.status).toBe('completed');
    expect([(await versions(body.id)).length, (await ended(body.id)).length]).toEqual([1, 1]);
    expect(await storedFiles(server)).toHaveLength(2);
    expect((await engineer.get(`/reports/${body.id}/download`)).status).toBe(200);
    await other.close();
  });

  describe('held up', () => {
    // Only those that are set in here: the heart of a maker beats when the test says so.
    beforeEach(
      () =>
        void jest.useFakeTimers({
          doNotFake: [
            ...(['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const),
            ...(['clearImmediate', 'setTimeout', 'clearTimeout'] as const),
          ],
        }),
    );
    afterEach(() => void jest.useRealTimers());

    /** A report whose maker does nothing until it is let go, unless it is told to stop. */
    async function heldUp(): Promise<{ id: string; letGo: () => void; stopped: Promise<unknown> }> {
      const maker = makerOf(server);
      const make = maker.make.bind(maker);
      let [letGo, stop] = [(): void => undefined, (_: unknown): void => undefined];
      const held = new Promise<void>((resolve) => (letGo = resolve));
      const stopped = new Promise<unknown>((resolve) => (stop = resolve));
      const begun = new Promise<void>((resolve) => {
        jest.spyOn(maker, 'make').mockImplementationOnce(async (task): Promise<ReportContent> => {
          task.signal.addEventListener('abort', () => stop(task.signal.reason));
          resolve();
          await held;
          return make(task);
        });
      });
      const engineer = await server.as('engineer');
      const { body } = await engineer.post<ReportBody>('/reports/generate', DRAFT);
      await begun;
      return { id: body.id, letGo, stopped };
    }

    it('its maker goes on saying that it is alive, and nobody else begins', async () => {
      const { id, letGo } = await heldUp();
      const queries = server.app.get(ReportQueries);
      await server.sql(LAPSE);
      expect(await queries.overdue()).toEqual([id]);
      jest.advanceTimersByTime(4_999);
      expect(await queries.overdue()).toEqual([id]);
      const beat = jest.spyOn(queries, 'advance');
      jest.advanceTimersByTime(1);
      await beat.mock.results[0].value;
      expect(await queries.overdue()).toEqual([]);
      letGo();
      expect(await finished(await server.as('viewer'), id)).toMatchObject({
        status: 'completed',
        version: 1,
      });
      const [row] = await server.sql('select attempts from reports where id = $1', [id]);
      expect(row).toEqual({ attempts: 1 });
    });

    it('its maker stops at its next heartbeat when another has begun the report, which it leaves alone', async () => {
      const { id, letGo, stopped } = await heldUp();
      await server.sql('update reports set attempts = attempts + 1 where id = $1', [id]);
      jest.advanceTimersByTime(5_000);
      await stopped;
      letGo();
      // The next one is made: the first is not waited for.
      expect((await generated(await server.as('engineer'))).status).toBe('completed');
      const [row] = await server.sql('select status, attempts from reports where id = $1', [id]);
      expect([row, await versions(id), await ended(id)]).toEqual([
        { status: 'generating', attempts: 2 },
        [],
        [],
      ]);
    });

    it('an outage of the database does not stop its maker', async () => {
      const { id, letGo } = await heldUp();
      const beat = jest.spyOn(server.app.get(ReportQueries), 'advance');
      beat.mockRejectedValueOnce(Object.assign(new Error('terminating connection'), { code: '57P01' }));
      jest.advanceTimersByTime(5_000);
      await expect(beat.mock.results[0].value).rejects.toThrow('terminating connection');
      letGo();
      expect(await finished(await server.as('viewer'), id)).toMatchObject({ status: 'completed' });
    });
  });

  it('one that nobody ever queued is made all the same', async () => {
    const [{ id }] = await server.sql<{
      id: string;
    }>(`insert into reports (name, type, format, generated_by, user_id, updated_at)
      values ('Left behind', 'sla_report', 'json', 'Somebody', '${PERSONAS.engineer.id}', now() - interval '2 minutes')
      returning id`);
    await server.app.get(ReportMaker).queueOverdue();
    expect(await finished(await server.as('engineer'), id)).toMatchObject({ status: 'completed' });
  });

  it('one that ends its process every time is given up', async () => {
    const [{ id }] = await server.sql<{
      id: string;
    }>(`insert into reports (name, type, format, generated_by, user_id, attempts, lease_until)
      values ('Deadly', 'sla_report', 'json', 'Somebody', gen_random_uuid(), 3, now() - interval '1 second') returning id`);
    await server.app.get(ReportMaker).queueOverdue();
    expect(await finished(await server.as('engineer'), id)).toMatchObject({
      ...{ status: 'failed', error: 'It could not be finished, however often it was begun.' },
    });
  });

  it('one that goes wrong once is tried again, and leaves no file of the first attempt', async () => {
    const engineer = await server.as('engineer');
    const renderer = server.app.get(ReportRenderer);
    const write = jest.spyOn(renderer, 'write');
    write.mockImplementationOnce(async (...of) => {
      await ReportRenderer.prototype.write.apply(renderer, of);
      throw new Error('the disk is full');
    });
    const report = await generated(engineer);
    expect([report.status, write.mock.calls.length]).toEqual(['completed', 2]);
    expect(await storedFiles(server)).toHaveLength(1);
    expect(await ended(report.id)).toEqual([{ status: 'success' }]);
  });

  it('an outage of the database is none of its attempts, though that cannot be written down at once', async () => {
    const engineer = await server.as('engineer');
    const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });
    jest.spyOn(server.app.get(ReportRenderer), 'write').mockRejectedValueOnce(lost);
    const release = jest.spyOn(server.app.get(ReportQueries), 'release').mockRejectedValueOnce(lost);
    const { body } = await engineer.post<ReportBody>('/reports/generate', DRAFT);
    while (release.mock.calls.length === 0) await sleep(10);
    await server.app.get(ReportMaker).queueOverdue();
    expect(await finished(engineer, body.id)).toMatchObject({ status: 'completed', version: 1 });
    const [row] = await server.sql('select attempts from reports where id = $1', [body.id]);
    expect([row, release.mock.calls.length]).toEqual([{ attempts: 1 }, 2]);
  });

  it('the file of a version is named like no other, of a version that has failed before neither', async () => {
    const engineer = await server.as('engineer');
    const { id } = await generated(engineer);
    const [{ file_key }] = await server.sql<{ file_key: string }>(
      'select file_key from report_versions where report_id = $1',
      [id],
    );
    expect(file_key).toMatch(new RegExp(`^reports/${id}/1-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`));
  });

  it('ten that are asked for at once are made one after another, each of them once', async () => {
    const engineer = await server.as('engineer');
    const renderer = server.app.get(ReportRenderer);
    const write = renderer.write.bind(renderer);
    let [atOnce, most] = [0, 0];
    jest.spyOn(renderer, 'write').mockImplementation(async (...of) => {
      most = Math.max(most, (atOnce += 1));
      await write(...of);
      atOnce -= 1;
    });
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        engineer.post<ReportBody>('/reports/generate', {
          ...DRAFT,
          name: `Report ${n}`,
          format: n % 5 ? 'html' : 'pdf',
        }),
      ),
    );
    const done = await Promise.all(asked.map(({ body }) => finished(engineer, body.id)));
    expect(done.map(({ status, version }) => `${status} ${version}`)).toEqual(
      Array.from({ length: 10 }, () => 'completed 1'),
    );
    expect(most).toBe(1);
    expect(await storedFiles(server)).toHaveLength(10);
  });

  it('files without a version are set aside, those of removed reports destroyed, and all others left alone', async () => {
    const engineer = await server.as('engineer');
    const [kept, removed, unknown] = await Promise.all([0, 1, 2].map(() => generated(engineer)));
    await server.sql('update report_versions set deleted_at = now() where report_id = $1', [removed.id]);
    await server.sql('delete from report_versions where report_id = $1', [unknown.id]);
    await server.app.get(ReportChores).clearUp();
    // They are young: what they belong to might just be being written.
    expect(await storedFiles(server)).toHaveLength(3);
    for (const path of await storedFiles(server)) await utimes(path, 0, 0);
    await server.app.get(ReportChores).clearUp();
    const left = await storedFiles(server);
    expect([left.length, left[0]]).toEqual([1, expect.stringContaining(kept.id)]);
  });
});
