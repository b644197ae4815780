import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ContentMakers, type ReportContent } from '../../../src/reports/figures';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { expectError } from '../http/expect-error';
import { DRAFT, finished, generated, type ReportBody, storedFiles } from './reports-scene';

type Versions = readonly Record<string, unknown>[];

describe('reports', () => {
  let server: TestServer;
  let [engineer, viewer, admin]: Actor[] = [];
  beforeAll(async () => {
    server = await startServer();
    [engineer, viewer, admin] = await Promise.all([
      server.as('engineer'),
      server.as('viewer'),
      server.as('admin'),
    ]);
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('truncate incidents, reports cascade'));
  afterEach(() => void jest.restoreAllMocks());

  const report = (more: Record<string, unknown> = {}): Promise<unknown> =>
    engineer.post('/infra/incidents', {
      ...{ title: 'The gateway is down', description: 'It answers nothing at all', severity: 'high' },
      ...{ squad: 'Payments', environment: 'production', ...more },
    });

  /** Holds up the making of incident reports until it is let go. */
  function holdUp(): { readonly begun: Promise<void>; letGo(): void } {
    const maker = server.app.get(ContentMakers).of('incident_summary');
    const make = maker.make.bind(maker);
    let [begin, letGo] = [(): void => undefined, (): void => undefined];
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const held = new Promise<void>((resolve) => (letGo = resolve));
    jest.spyOn(maker, 'make').mockImplementation(async (task): Promise<ReportContent> => {
      begin();
      await held;
      return make(task);
    });
    return { begun, letGo: () => letGo() };
  }

  it.each([
    ['pdf', 'application/pdf', /^%PDF-1\./],
    ['html', 'text/html; charset=utf-8', /^<!doctype html>/],
    ['json', 'application/json; charset=utf-8', /^\{\n/],
  ])(
    'a report as %s is made in the background and then downloaded with its type, name and length',
    async (format, type, begins) => {
      const asked = await engineer.post<ReportBody>('/reports/generate', { ...DRAFT, format });
      expect([asked.status, asked.body]).toMatchObject([
        202,
        {
          ...{
            ...DRAFT,
            format,
            status: 'generating',
            file_url: null,
            file_size: null,
            parameters: {},
            version: 1,
          },
          ...{ generated_by: PERSONAS.engineer.name, error: null, snapshot_at: null, environment: null },
        },
      ]);
      const done = await finished(viewer, asked.body.id);
      const url = `${server.url}/api/v1/reports/${done.id}/download`;
      expect(done).toMatchObject({ status: 'completed', percentage: 100, file_url: url });
      const answer = await viewer.get(`/reports/${done.id}/download`);
      expect(answer.status).toBe(200);
      expect(answer.text).toMatch(begins);
      const header = (name: string): string | null => answer.headers.get(name);
      expect([header('content-type'), header('content-length')]).toEqual([type, String(done.file_size)]);
      expect(header('content-disposition')).toBe(
        `attachment; filename="Incidents of the month-v1.${format}"`,
      );
    },
  );

  it('the author, and nobody else, hears how it goes and when it is done', async () => {
    const [author, other] = [await server.live('engineer'), await server.live('admin')];
    for (const one of [author, other]) await one.subscribe(['notifications']);
    const { id } = await generated(engineer);
    await author.next(({ data }) => data?.title === 'Report ready', 'the news');
    const heard = author.events.map(({ data }) => data!);
    expect(heard.map(({ title }) => title)).toEqual([
      ...['Report under way', 'Report under way', 'Report under way', 'Report ready'],
    ]);
    expect(heard.map(({ metadata }) => (metadata as { percentage: number }).percentage)).toEqual([
      5, 50, 90, 100,
    ]);
    expect(heard[3]).toMatchObject({
      ...{ type: 'success', actionUrl: `/api/v1/reports/${id}/download?version=1` },
      metadata: { report_id: id, status: 'completed', version: 1 },
    });
    await other.quiet();
    expect(other.events).toEqual([]);
    author.end();
    other.end();
  });

  it('while it is being made there is nothing to download, and no second one can be begun', async () => {
    const held = holdUp();
    const { body } = await engineer.post<ReportBody>('/reports/generate', DRAFT);
    await held.begun;
    expectError(await viewer.get(`/reports/${body.id}/download`), 409, 'REPORT_NOT_READY');
    expectError(await engineer.post(`/reports/${body.id}/regenerate`), 409, 'REPORT_NOT_READY');
    expect((await viewer.get(`/reports/${body.id}/versions`)).body).toEqual([]);
    expect((await viewer.get<ReportBody>(`/reports/${body.id}`)).body).toMatchObject({
      status: 'generating',
      percentage: 5,
    });
    held.letGo();
    expect(await finished(engineer, body.id)).toMatchObject({ status: 'completed' });
  });

  it('each version keeps its file, and says what has changed since the one before', async () => {
    const { id } = await generated(engineer);
    await report();
    const again = await engineer.post<ReportBody>(`/reports/${id}/regenerate`);
    expect([again.status, again.body]).toMatchObject([
      202,
      { id, status: 'generating', version: 2, file_url: null },
    ]);
    expect(await finished(engineer, id)).toMatchObject({ status: 'completed', version: 2 });
    await engineer.post(`/reports/${id}/regenerate`);
    expect(await finished(engineer, id)).toMatchObject({ status: 'completed', version: 3 });
    const { body } = await viewer.get<Versions>(`/reports/${id}/versions?sort_by=version&sort_order=asc`);
    expect(body.map(({ version, file_url }) => [version, file_url])).toEqual(
      [1, 2, 3].map((version) => [version, `${server.url}/api/v1/reports/${id}/download?version=${version}`]),
    );
    const [first, second] = body;
    expect(first.changes).toBeNull();
    expect(second.changes).toContain(
      'Incidents opened: 0 → 1 (+1); Critical and high: 0 → 1 (+1); Open now: 0 → 1 (+1)',
    );
    const opened = await Promise.all(
      [1, 2].map(async (version) => {
        const file = await viewer.get(`/reports/${id}/download?version=${version}`);
        expect(file.headers.get('content-disposition')).toContain(`-v${version}.json"`);
        expect(file.headers.get('content-length')).toBe(String(body[version - 1].file_size));
        return (file.body.summary as { opened: number }).opened;
      }),
    );
    expect(opened).toEqual([0, 1]);
    expectError(await viewer.get(`/reports/${id}/download?version=4`), 404, 'REPORT_VERSION_NOT_FOUND');
  });

  it('a version is not numbered when it fails, and older ones can still be downloaded', async () => {
    const { id } = await generated(engineer, { type: 'cost_report' });
    const cost = {
      date: new Date().toISOString().slice(0, 10),
      environment: 'production',
      service: 'EC2',
      cost: 1,
    };
    await admin.post('/finops/costs', [
      { ...cost, currency: 'USD' },
      { ...cost, service: 'S3', currency: 'EUR' },
    ]);
    const live = await server.live('engineer');
    await live.subscribe(['notifications']);
    await engineer.post(`/reports/${id}/regenerate`);
    const message =
      'These costs are in several currencies (EUR, USD), which are never added up. Ask for one of them by the parameter currency.';
    expect(await finished(engineer, id)).toMatchObject({
      status: 'failed',
      version: 2,
      error: message,
      file_url: null,
    });
    const news = await live.next(({ data }) => data?.title === 'Report failed', 'the news');
    expect(news.data).toMatchObject({ type: 'error', message: `${DRAFT.name}: ${message}` });
    live.end();
    expectError(await viewer.get(`/reports/${id}/download`), 409, 'REPORT_NOT_READY');
    expect((await viewer.get(`/reports/${id}/download?version=1`)).status).toBe(200);
    await server.sql('truncate costs');
    await engineer.post(`/reports/${id}/regenerate`);
    expect(await finished(engineer, id)).toMatchObject({ status: 'completed', version: 2, error: null });
  });

  it('a removed report is gone with its versions and files, also one that is being made', async () => {
    const before = await storedFiles(server);
    const { id } = await generated(engineer);
    expect(await storedFiles(server)).toHaveLength(before.length + 1);
    expect((await engineer.delete(`/reports/${id}`)).status).toBe(204);
    for (const path of ['', '/download', '/versions', '/download?version=1'])
      expectError(await viewer.get(`/reports/${id}${path}`), 404, 'REPORT_NOT_FOUND');
    expectError(await engineer.post(`/reports/${id}/regenerate`), 404, 'REPORT_NOT_FOUND');
    const held = holdUp();
    const { body } = await engineer.post<ReportBody>('/reports/generate', DRAFT);
    await held.begun;
    expect((await engineer.delete(`/reports/${body.id}`)).status).toBe(204);
    held.letGo();
    // One at a time: when the next is done, that one has ended.
    await generated(engineer, { type: 'sla_report' });
    expect(await storedFiles(server)).toHaveLength(before.length + 1);
    expect(await server.sql('select edition from report_versions where report_id = $1', [body.id])).toEqual(
      [],
    );
  });

  it('is audited: who asked for it, what became of it, and its removal', async () => {
    const { id } = await generated(engineer);
    await engineer.post(`/reports/${id}/regenerate`);
    await finished(engineer, id);
    await engineer.delete(`/reports/${id}`);
    const rows = await server.sql<Record<string, unknown>>(
      `select event_type, status, user_id from audit_logs where resource_type = 'report' and resource_id = $1 order by position`,
      [id],
    );
    expect(rows.map(({ event_type, status }) => `${String(event_type)} ${String(status)}`)).toEqual([
      ...['CREATE success', 'GENERATE success', 'GENERATE success', 'GENERATE success', 'DELETE success'],
    ]);
    expect(new Set(rows.map(({ user_id }) => user_id))).toEqual(new Set([PERSONAS.engineer.id]));
  });

  it('readers may not have any made or removed, and their attempts are on record', async () => {
    const { id } = await generated(engineer);
    expectError(await viewer.post('/reports/generate', DRAFT), 403, 'FORBIDDEN');
    expectError(await viewer.post(`/reports/${id}/regenerate`), 403, 'FORBIDDEN');
    expectError(await viewer.delete(`/reports/${id}`), 403, 'FORBIDDEN');
    const rows = await server.sql<Record<string, unknown>>(
      `select resource_type, resource_id from audit_logs where user_id = $1 and error_message like 'FORBIDDEN%' order by position`,
      [PERSONAS.viewer.id],
    );
    const attempts = ['generate', id, id].map((resource_id) => ({ resource_type: 'report', resource_id }));
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(expect.arrayContaining(attempts));
  });

  it('the same Idempotency-Key has one report made', async () => {
    const once = engineer.with({ 'idempotency-key': randomUUID() });
    const [one, two] = [
      await once.post<ReportBody>('/reports/generate', DRAFT),
      await once.post<ReportBody>('/reports/generate', DRAFT),
    ];
    expect([one.status, two.status, two.body.id]).toEqual([202, 202, one.body.id]);
    await finished(engineer, one.body.id);
    expect((await engineer.get<ReportBody[]>('/reports')).body).toHaveLength(1);
  });

  it('are listed with filters, search and order', async () => {
    await generated(engineer, { name: 'Weekly sprint review', type: 'sla_report' });
    await generated(engineer, { name: 'Incidents, quarterly' });
    const names = async (query: string): Promise<string[]> =>
      (await viewer.get<ReportBody[]>(`/reports?${query}`)).body.map(({ name }) => name);
    expect(await names('type=sla_report&status=completed')).toEqual(['Weekly sprint review']);
    expect(await names('search=quarterly')).toEqual(['Incidents, quarterly']);
    expect(await names('')).toEqual(['Incidents, quarterly', 'Weekly sprint review']);
  });
});
