import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { requestContext } from '../../src/core/context/request-context';
import { ContentMakers } from '../../src/reports/figures';
import { IncidentFigureQueries } from '../../src/reports/figures/incident-figures.queries';
import { ReportRepository } from '../../src/reports/reports/report.repository';
import { StatisticsQueries } from '../../src/secops/statistics/statistics.queries';
import { type Author, type ReportRequest, ReportsService } from '../../src/reports/reports';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';
import {
  block,
  DRAFT,
  figures,
  finished,
  type JsonReport,
  type ReportBody,
} from '../e2e/reports/reports-scene';

const INCIDENT = `insert into incidents (title, description, severity, status, squad, environment, created_at)
  values ('One', 'Of some', 'high', 'open', 'Data', $1, now())`;

describe('a report', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer({ REPORT_TIME_LIMIT_SECONDS: '2' });
    engineer = await server.as('engineer');
    for (const place of ['production', 'production', 'staging']) await server.sql(INCIDENT, [place]);
  });
  afterAll(() => server.close());
  afterEach(() => void jest.restoreAllMocks());

  it('shows the database as it was at the moment it names, whatever is written while it is made', async () => {
    const queries = server.app.get(IncidentFigureQueries);
    const trend = queries.trend.bind(queries);
    let writtenAt = 0;
    jest.spyOn(queries, 'trend').mockImplementation(async (...scope) => {
      await server.sql(INCIDENT, ['production']);
      await server.sql(`update incidents set severity = 'critical'`);
      writtenAt = Date.now();
      return trend(...scope);
    });
    const report = await figures(engineer);
    jest.restoreAllMocks();
    expect(report.summary).toMatchObject({ opened: 3, critical_and_high: 3, open_now: 3 });
    const { series } = block(report, 'Incidents opened and resolved');
    expect(series![0].values.reduce((sum, value) => sum + value)).toBe(3);
    const severities = block(report, 'Incidents that have been open longest').rows!.map(
      ({ severity }) => severity,
    );
    expect(severities).toEqual(['high', 'high', 'high']);
    expect(Date.parse(String(report.report.snapshot_at))).toBeLessThan(writtenAt);
    // The next one sees what was written.
    expect((await figures(engineer)).summary).toMatchObject({ opened: 4 });
    await server.sql(`delete from incidents where severity = 'high'`);
  });

  it('counts vulnerabilities as of that moment too, and hands what it has counted to nobody else', async () => {
    const asset = { hostname: 'one', ip_address: '10.0.0.1', asset_type: 'server', environment: 'staging' };
    const { body } = await engineer.post<{ id: string }>('/secops/assets', asset);
    const add = (): Promise<unknown> =>
      server.sql(
        `insert into vulnerabilities (asset_id, title, description, severity) values ($1, 'Weak', 'It is', 'high')`,
        [body.id],
      );
    await add();
    const queries = server.app.get(StatisticsQueries);
    const measure = queries.measure.bind(queries);
    let meanwhile: unknown;
    jest.spyOn(queries, 'measure').mockImplementationOnce(async (scope) => {
      await add();
      meanwhile = (await engineer.get('/secops/vulnerabilities/stats')).body;
      return measure(scope);
    });
    const report = await figures(engineer, { type: 'vulnerability_report' });
    expect(report.summary).toMatchObject({ unresolved: 1, unresolved_high: 1 });
    expect(meanwhile).toMatchObject({ unresolved: 2 });
  });

  it('cannot write, whatever its maker does', async () => {
    const maker = server.app.get(ContentMakers).of('incident_summary');
    const make = maker.make.bind(maker);
    const reports = server.app.get(ReportRepository);
    jest.spyOn(maker, 'make').mockImplementation(async (task) => {
      await reports.change(task.id, (row) => void (row.name = 'Changed'));
      return make(task);
    });
    const { body } = await engineer.post<ReportBody>('/reports/generate', DRAFT);
    expect(await finished(engineer, body.id)).toMatchObject({
      ...{ status: 'failed', name: DRAFT.name },
      error: 'Something went wrong on the server while it was made. Its log says more.',
    });
  });

  it('that takes longer than it may is failed and says so, and the next one is made', async () => {
    const maker = server.app.get(ContentMakers).of('incident_summary');
    const endless = jest.spyOn(maker, 'make').mockImplementation(() => new Promise(() => undefined));
    const { body } = await engineer.post<ReportBody>('/reports/generate', DRAFT);
    expect(await finished(engineer, body.id)).toMatchObject({
      ...{ status: 'failed', percentage: 5 },
      error: 'It took longer than the 2 seconds that a report may take. Ask for less of it.',
    });
    expect(endless).toHaveBeenCalledTimes(1);
    jest.restoreAllMocks();
    expect((await figures(engineer)).report.version).toBe(1);
  });

  describe('of an author who is bound to an environment', () => {
    const author = (environment: string | null, ...permissions: string[]): Author => ({
      ...{ userId: PERSONAS.engineer.id, userName: PERSONAS.engineer.name, environment },
      permissions: new Set(permissions),
    });
    const as = <T>(who: Author, work: () => Promise<T>): Promise<T> =>
      requestContext.run(
        {
          ...{
            requestId: 'test',
            startedAt: 0,
            ip: '127.0.0.1',
            userAgent: null,
            baseUrl: 'http://localhost',
          },
          ...{ refusal: null, credential: 'bearer', precondition: null, once: null },
          principal: {
            ...{
              kind: 'api_token',
              userEmail: PERSONAS.engineer.email,
              role: 'engineer',
              credentialId: 'token',
              expiresAt: Infinity,
            },
            ...who,
          },
        },
        work,
      );
    const generate = (who: Author, more: Partial<ReportRequest> = {}): Promise<{ id: string }> =>
      as(who, () => server.app.get(ReportsService).generate({ ...(DRAFT as ReportRequest), ...more }, who));
    const bound = author('staging', 'read:incidents');

    it('has figures of that environment alone, and says so', async () => {
      const { id } = await generate(bound);
      expect(await finished(engineer, id)).toMatchObject({ status: 'completed', environment: 'staging' });
      const { body } = await engineer.get<JsonReport>(`/reports/${id}/download`);
      const all = await server.sql<{ count: number }>(
        `select count(*)::int as count from incidents where environment = 'staging'`,
      );
      expect(body.summary.opened).toBe(all[0].count);
      expect(body.subtitle).toBe('Environment staging');
      // What is told of it is heard by credentials of that environment, and by no others that are bound.
      const told = await server.sql(
        `select distinct environment from events where type = 'notification' and data -> 'metadata' ->> 'report_id' = $1`,
        [id],
      );
      expect(told).toEqual([{ environment: 'staging' }]);
    });

    it('cannot be asked for another environment', async () => {
      const other = generate(bound, { parameters: { environment: 'production' } });
      await expect(other).rejects.toMatchObject({ status: 403, code: 'FORBIDDEN' });
    });

    it('is all they can see, download or have made again: reports of all environments do not exist for them', async () => {
      const { id: own } = await generate(bound);
      const { id: other } = await generate(author(null, 'read:incidents'));
      for (const id of [own, other]) await finished(engineer, id);
      const service = server.app.get(ReportsService);
      const attempt = (id: string): Promise<unknown>[] => [
        as(bound, () => service.read(id)),
        as(bound, () => service.download(id, undefined)),
        as(bound, () => service.regenerate(id, bound)),
      ];
      for (const refused of attempt(other))
        await expect(refused).rejects.toMatchObject({ status: 404, code: 'REPORT_NOT_FOUND' });
      expect((await Promise.allSettled(attempt(own))).map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'fulfilled',
      ]);
      await finished(engineer, own);
    });

    it('takes the permission to read what it is made of', async () => {
      const refused = { status: 403, code: 'FORBIDDEN', details: { missing_permission: 'read:costs' } };
      await expect(generate(bound, { type: 'cost_report' })).rejects.toMatchObject(refused);
      const { id } = await generate(author(null, 'read:costs'), { type: 'cost_report' });
      await finished(engineer, id);
      await expect(
        server.app.get(ReportsService).regenerate(id, author(null, 'read:incidents')),
      ).rejects.toMatchObject(refused);
    });
  });
});
