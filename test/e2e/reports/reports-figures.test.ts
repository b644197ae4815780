import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { block, figures, generated, type JsonReport } from './reports-scene';

const JANUARY = { period_start: '2026-01-01', period_end: '2026-01-31' };

/** Rows of a table, or null when a value is not there. */
const column = (report: JsonReport, title: string, name: string): unknown[] =>
  (block(report, title).rows ?? []).map((row) => row[name]);

describe('the figures of reports', () => {
  let server: TestServer;
  let [engineer, admin]: Actor[] = [];
  beforeAll(async () => {
    server = await startServer();
    [engineer, admin] = await Promise.all([server.as('engineer'), server.as('admin')]);
  });
  afterAll(() => server.close());

  describe('of incidents', () => {
    let report: JsonReport;
    beforeAll(async () => {
      // Hours to resolve: 2 and 4 of Payments, 12 of Data; one of Data is open, as is one of before.
      await server.sql(`insert into incidents (title, description, severity, status, squad, environment, created_at, resolved_at) values
        ('Before', 'It was before', 'low', 'open', 'Data', 'staging', '2025-12-31T23:59:59.999Z', null),
        ('First', 'At the first moment', 'critical', 'resolved', 'Payments', 'production', '2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z'),
        ('Second', 'In the same week', 'high', 'closed', 'Payments', 'production', '2026-01-02T10:00:00Z', '2026-01-02T14:00:00Z'),
        ('Third', 'A while later', 'high', 'resolved', 'Data', 'staging', '2026-01-10T00:00:00Z', '2026-01-10T12:00:00Z'),
        ('Fourth', 'Not resolved', 'medium', 'investigating', 'Data', 'production', '2026-01-31T23:59:59.999Z', null),
        ('After', 'It was after', 'low', 'open', 'Data', 'production', '2026-02-01T00:00:00Z', null),
        ('Removed', 'It is gone', 'low', 'open', 'Data', 'production', '2026-01-05T00:00:00Z', null)`);
      await server.sql(`update incidents set deleted_at = now() where title = 'Removed'`);
      report = await figures(engineer, JANUARY);
    });

    it('are those opened in the period, its last day included', () => {
      expect(report.report).toMatchObject({
        period_start: '2026-01-01T00:00:00.000Z',
        period_end: '2026-02-01T00:00:00.000Z',
      });
      expect(report.summary).toMatchObject({
        ...{ opened: 4, critical_and_high: 3, resolved: 3, open_now: 2 },
        ...{ mean_hours_to_resolve: 6, median_hours_to_resolve: 4 },
      });
    });

    it('are told by severity, status and squad, with the mean time to resolve', () => {
      expect(block(report, 'Incidents by severity').rows).toEqual([
        { severity: 'critical', opened: 1, resolved: 1, unresolved: 0, mean_hours_to_resolve: 2 },
        { severity: 'high', opened: 2, resolved: 2, unresolved: 0, mean_hours_to_resolve: 8 },
        { severity: 'medium', opened: 1, resolved: 0, unresolved: 1, mean_hours_to_resolve: null },
        { severity: 'low', opened: 0, resolved: 0, unresolved: 0, mean_hours_to_resolve: null },
      ]);
      expect(block(report, 'Incidents by squad').rows).toEqual([
        { squad: 'Data', opened: 2, resolved: 1, unresolved: 1, mean_hours_to_resolve: 12 },
        { squad: 'Payments', opened: 2, resolved: 2, unresolved: 0, mean_hours_to_resolve: 3 },
      ]);
      expect(block(report, 'Incidents by their status now').rows).toEqual([
        { status: 'open', opened: 0 },
        { status: 'investigating', opened: 1 },
        { status: 'resolved', opened: 2 },
        { status: 'closed', opened: 1 },
      ]);
    });

    it('are drawn day by day', () => {
      const { labels, series } = block(report, 'Incidents opened and resolved');
      expect([labels!.length, labels![0], labels![30]]).toEqual([31, '1 Jan', '31 Jan']);
      const days = (values: readonly number[]): [number, number][] =>
        values.flatMap((value, at): [number, number][] => (value > 0 ? [[at + 1, value]] : []));
      expect(series!.map(({ name, values }) => [name, days(values)])).toEqual([
        [
          'Opened',
          [
            [1, 1],
            [2, 1],
            [10, 1],
            [31, 1],
          ],
        ],
        [
          'Resolved',
          [
            [1, 1],
            [2, 1],
            [10, 1],
          ],
        ],
      ]);
    });

    it('name those that have been open longest, as many as asked for', async () => {
      expect(column(report, 'Incidents that have been open longest', 'title')).toEqual(['Before', 'Fourth']);
      const short = await figures(engineer, { ...JANUARY, parameters: { top: 1 } });
      expect(column(short, 'Incidents that have been open longest', 'title')).toEqual(['Before']);
      expect(block(short, 'Incidents that have been open longest').note).toBe(
        'The first 1 of 2 open incidents, the oldest first.',
      );
      expect(column(short, 'Incidents by squad', 'squad')).toEqual(['Data']);
    });

    it('can be restricted to a squad, a severity and an environment', async () => {
      const opened = async (parameters: object): Promise<unknown> =>
        (await figures(engineer, { ...JANUARY, parameters })).summary.opened;
      expect(await opened({ squad: 'Data' })).toBe(2);
      expect(await opened({ severity: 'high' })).toBe(2);
      expect(await opened({ environment: 'production', squad: 'Data', severity: null })).toBe(1);
    });

    it('are the same in HTML as in JSON', async () => {
      const { id } = await generated(engineer, { ...JANUARY, format: 'html' });
      const { text } = await engineer.get(`/reports/${id}/download`);
      const cards = [...text.matchAll(/class="label">([^<]*)<\/span><span class="value">([^<]*)</g)].map(
        ([, label, value]) => [label, value],
      );
      expect(cards.slice(0, 6)).toEqual([
        ...[
          ['Incidents opened', '4'],
          ['Critical and high', '3'],
          ['Resolved', '3'],
        ],
        ...[
          ['Mean time to resolve', '6 h'],
          ['Median time to resolve', '4 h'],
          ['Open now', '2'],
        ],
      ]);
    });
  });

  it('of the SLA are those of the statistic, week by week and squad by squad', async () => {
    await server.sql(`insert into tasks (title, description, status, priority, squad, environment, estimated_hours, actual_hours, created_at) values
      ('a', 'a', 'done', 'low', 'Data', 'production', 10, 8, '2026-01-05T00:00:00Z'),
      ('b', 'b', 'todo', 'low', 'Data', 'staging', 10, null, '2026-01-11T23:59:59Z'),
      ('c', 'c', 'done', 'low', 'Mobile', 'production', 5, 6, '2026-01-12T00:00:00Z')`);
    const report = await figures(engineer, {
      type: 'sla_report',
      period_start: '2026-01-06',
      period_end: '2026-01-12',
    });
    expect(report.report).toMatchObject({
      period_start: '2026-01-05T00:00:00.000Z',
      period_end: '2026-01-19T00:00:00.000Z',
    });
    expect(report.summary).toMatchObject({ sla_percentage: 56, requested_hours: 25, delivered_hours: 14 });
    expect(block(report, 'Hours by week').rows).toEqual([
      {
        week_start: '2026-01-05',
        week_end: '2026-01-11',
        requested_hours: 20,
        delivered_hours: 8,
        sla_percentage: 40,
      },
      {
        week_start: '2026-01-12',
        week_end: '2026-01-18',
        requested_hours: 5,
        delivered_hours: 6,
        sla_percentage: 100,
      },
    ]);
    expect(block(report, 'Hours by squad, the lowest SLA first').rows).toEqual([
      { squad: 'Data', requested_hours: 20, delivered_hours: 8, sla_percentage: 40 },
      { squad: 'Mobile', requested_hours: 5, delivered_hours: 6, sla_percentage: 100 },
    ]);
    expect(block(report, 'SLA of each squad in each week, %').rows).toEqual([
      { squad: 'Data', week_2026_01_05: 40, week_2026_01_12: null },
      { squad: 'Mobile', week_2026_01_05: null, week_2026_01_12: 100 },
    ]);
    const current = await figures(engineer, { type: 'sla_report' });
    const statistic =
      await engineer.get<{ week_start: string; sla_percentage: number }[]>('/infra/sla-metrics');
    const weeks = statistic.body
      .map(({ week_start, sla_percentage }) => [week_start, sla_percentage])
      .toReversed();
    expect(block(current, 'Hours by week').rows!.map((row) => [row.week_start, row.sla_percentage])).toEqual(
      weeks,
    );
  });

  it('of vulnerabilities are by severity, age and asset, with the acceptances that are about to expire', async () => {
    const asset = { ip_address: '10.0.0.1', asset_type: 'server', environment: 'production' };
    const [one, two] = await Promise.all(
      ['one', 'two'].map(
        async (hostname) => (await engineer.post('/secops/assets', { ...asset, hostname })).body.id,
      ),
    );
    const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
    const found = (asset_id: unknown, severity: string, days: number, more: object = {}): Promise<unknown> =>
      engineer.post('/secops/vulnerabilities', {
        ...{
          asset_id,
          severity,
          title: `${severity} of ${days} days`,
          description: 'x',
          discovered_at: daysAgo(days),
        },
        ...more,
      });
    await found(one, 'critical', 1);
    await found(one, 'high', 45);
    await found(two, 'high', 200);
    const accepted = { status: 'accepted', accepted_reason: 'Replaced this year' };
    await found(two, 'low', 10, { ...accepted, accepted_until: daysAgo(-5) });
    await found(two, 'info', 10, { ...accepted, accepted_until: daysAgo(-60) });
    const report = await figures(engineer, { type: 'vulnerability_report' });
    expect(report.summary).toEqual({
      ...{ unresolved: 3, unresolved_critical: 1, unresolved_high: 2, affected_assets: 2 },
      ...{ discovered: 3, resolved: 2, accepted: 2, acceptances_expiring: 1 },
    });
    expect(column(report, 'Unresolved vulnerabilities by age and severity', 'critical')).toEqual([
      1, 0, 0, 0, 0,
    ]);
    expect(column(report, 'Unresolved vulnerabilities by age and severity', 'high')).toEqual([0, 0, 1, 0, 1]);
    expect(
      block(report, 'Oldest unresolved critical and high ones').rows!.map((row) => [row.title, row.age_days]),
    ).toEqual([
      ...[
        ['high of 200 days', 200],
        ['high of 45 days', 45],
        ['critical of 1 days', 1],
      ],
    ]);
    expect(
      block(report, 'Assets with most unresolved vulnerabilities').rows!.map((row) => [
        row.hostname,
        row.unresolved,
      ]),
    ).toEqual([
      ...[
        ['one', 2],
        ['two', 1],
      ],
    ]);
    expect(column(report, 'Acceptances that expire', 'title')).toEqual(['low of 10 days']);
    const long = await figures(engineer, {
      type: 'vulnerability_report',
      parameters: { expiring_within_days: 90 },
    });
    expect(column(long, 'Acceptances that expire', 'title')).toEqual(['low of 10 days', 'info of 10 days']);
    const short = await figures(engineer, { type: 'vulnerability_report', parameters: { top: 1 } });
    const assets = block(short, 'Assets with most unresolved vulnerabilities');
    expect([assets.rows!.map(({ hostname }) => hostname), assets.note]).toEqual([
      ['one'],
      'The first 1 of 2 assets, those with most unresolved ones.',
    ]);
  });

  it('of costs are exact to the cent, against the days before, with what has changed most', async () => {
    const cost = (date: string, service: string, amount: number, environment = 'production'): object => ({
      ...{ date, service, cost: amount, environment, currency: 'USD' },
    });
    await admin.post('/finops/costs', [
      ...[cost('2025-12-15', 'EC2', 100), cost('2025-12-16', 'S3', 50.1), cost('2025-12-31', 'RDS', 10)],
      ...[
        cost('2026-01-01', 'EC2', 100.1),
        cost('2026-01-31', 'EC2', 0.2, 'staging'),
        cost('2026-01-15', 'S3', 20.05),
      ],
      ...[cost('2026-01-15', 'RDS', 40), cost('2026-02-01', 'EC2', 999)],
    ]);
    await admin.post('/finops/credits', {
      ...{ provider: 'aws', credit_type: 'promotional', amount: 1000, currency: 'USD', remaining: 250.55 },
      ...{ start_date: '2026-01-01', expiry_date: '2999-12-31', description: 'Start-up programme' },
    });
    const report = await figures(engineer, { type: 'cost_report', ...JANUARY });
    expect(report.summary).toMatchObject({
      ...{ total_cost: 160.35, previous_cost: 160.1, change_amount: 0.25, change_percentage: 0.16 },
    });
    expect(block(report, 'Cost by environment').rows).toEqual([
      { environment: 'production', cost: 160.15, percentage: 99.88 },
      { environment: 'staging', cost: 0.2, percentage: 0.12 },
    ]);
    expect(block(report, 'Services with the largest change').rows).toEqual([
      { service: 'S3', previous_cost: 50.1, change_amount: -30.05, change_percentage: -59.98 },
      { service: 'RDS', previous_cost: 10, change_amount: 30, change_percentage: 300 },
      { service: 'EC2', previous_cost: 100, change_amount: 0.3, change_percentage: 0.3 },
    ]);
    expect(block(report, 'Credits and what is left of them').rows).toMatchObject([
      {
        provider: 'aws',
        status: 'active',
        amount: 1000,
        remaining: 250.55,
        currency: 'USD',
        expiry_date: '2999-12-31',
      },
    ]);
    const summary = await engineer.get<{ total_cost: number }>('/finops/summary?date=2026-01-15');
    expect(report.summary.total_cost).toBe(summary.body.total_cost);
    // Other days than a month are compared with as many right before them.
    const days = await figures(engineer, {
      type: 'cost_report',
      period_start: '2026-01-15',
      period_end: '2026-01-31',
    });
    expect(days.summary).toMatchObject({ total_cost: 60.25, previous_cost: 110.1 });
    const place = await figures(engineer, {
      type: 'cost_report',
      ...JANUARY,
      parameters: { environment: 'staging' },
    });
    expect(place.summary).toMatchObject({ total_cost: 0.2, previous_cost: 0, change_percentage: null });
  });

  it('expect the kind of cost that is asked for, from the moment of the report and not of the clock on', async () => {
    const days = Array.from({ length: 30 }, (_, ago) => new Date(Date.now() - (ago + 1) * 86_400_000));
    const cost = { service: 'EC2', environment: 'production', currency: 'CHF', cost: 10, list_cost: 20 };
    const dayOf = (day: Date): string => day.toISOString().slice(0, 10);
    await admin.post(
      '/finops/costs',
      days.map((day) => ({ ...cost, date: dayOf(day) })),
    );
    setClock(new Date(Date.now() + 100 * 86_400_000).toISOString(), server);
    const expected = async (more: object): Promise<unknown> =>
      (
        await figures(engineer, {
          ...{ type: 'cost_report', period_start: dayOf(days[29]), period_end: dayOf(days[0]) },
          parameters: { currency: 'CHF', forecast_days: 7, ...more },
        })
      ).summary.forecast_cost;
    expect(await expected({})).toBe(70);
    expect(await expected({ metric: 'list' })).toBe(140);
    jest.restoreAllMocks();
  });
});
