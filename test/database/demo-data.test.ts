import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/core/database/database';
import type { VulnerabilityStats } from '../../src/secops/statistics';
import { seed, type SeedCounts } from '../../src/seed/seed';
import { changeCredit, type CreditBody } from '../e2e/finops/credits-scene';
import type { AlertBody } from '../e2e/infra/alert-scene';
import type { AssetBody } from '../e2e/secops/asset-scene';
import type { Actor } from '../support/actor';
import type { TestServer } from '../support/app';
import { startWithDemoData } from '../support/demo-data';

interface Summary {
  readonly total_cost: number;
  readonly breakdown_by_environment: readonly { environment: string; cost: number }[];
  readonly breakdown_by_service: readonly { service: string; cost: number }[];
  readonly comparison: { change_percentage: number };
}
interface Listed {
  readonly id: string;
  readonly metric_name: string;
  readonly host: string | null;
}

/** One server for all: measurements and changes come after what counts rows. */
describe('in the demo data', () => {
  let server: TestServer;
  let [admin, engineer, viewer]: Actor[] = [];
  let counts: SeedCounts;
  beforeAll(async () => {
    ({ server, counts } = await startWithDemoData());
    [admin, engineer, viewer] = [
      await server.signIn('admin'),
      await server.signIn('engineer'),
      await server.signIn('viewer'),
    ];
  });
  afterAll(() => server.close());

  describe('the costs', () => {
    it('are listed, and their sums with them', async () => {
      const all = await viewer.get('/finops/breakdown?limit=1');
      expect([all.status, all.headers.get('x-total-count')]).toEqual([200, String(counts.costs)]);
      const days = await viewer.get<{ record_count: number }[]>('/finops/breakdown?group_by=date');
      expect(days.body).toHaveLength(90);
      expect(days.body.reduce((sum, { record_count }) => sum + record_count, 0)).toBe(counts.costs);
    });

    it.each(['daily', 'weekly', 'monthly'])('fill the %s summary of today', async (period) => {
      const { body } = await viewer.get<Summary>(`/finops/summary?period=${period}`);
      expect(body.total_cost).toBeGreaterThan(100);
      expect(body.breakdown_by_environment.map(({ environment }) => environment)).toEqual([
        ...['production', 'development', 'staging'].toSorted((a, b) => costOf(body, b) - costOf(body, a)),
      ]);
      expect(body.breakdown_by_service).toHaveLength(8);
      expect(Math.abs(body.comparison.change_percentage)).toBeLessThan(100);
    });
  });

  describe('the metrics', () => {
    it('are listed, and the newest of each series with them', async () => {
      const all = await viewer.get<Listed[]>('/infra/metrics?limit=100');
      expect([all.status, all.headers.get('x-total-count')]).toEqual([200, String(counts.metrics)]);
      const latest = await viewer.get<Listed[]>('/infra/metrics?latest=true&limit=100');
      expect(latest.body.length).toBe(counts.metrics / 288);
      const newest = new Map(all.body.toReversed().map((row) => [row.id, row]));
      for (const row of latest.body) expect(newest.get(row.id)).toEqual(row);
    });

    it('make a chart of the last day', async () => {
      const { body } = await viewer.get<{ data_points: unknown[] }>(
        '/infra/metrics/cpu_usage/timeseries?host=pay-1&interval=5m',
      );
      expect(body.data_points.length).toBeGreaterThanOrEqual(287);
    });

    it('are no news', async () => {
      expect(await server.sql('select 1 from metrics_latest where untold')).toEqual([]);
    });
  });

  describe('the credits', () => {
    it('are five', () => expect(counts.credits).toBe(5));

    const all = async (): Promise<CreditBody[]> =>
      (await admin.get<CreditBody[]>('/finops/credits?sort_by=amount&sort_order=desc')).body;

    it('are listed in all states, with rates', async () => {
      const credits = await all();
      expect(credits.map(({ amount, status }) => [amount, status])).toEqual([
        [60_000, 'active'],
        [25_000, 'active'],
        [5_000, 'active'],
        [1_500, 'expired'],
        [800, 'exhausted'],
      ]);
      for (const { burn_rate } of credits) expect(burn_rate).toBeGreaterThan(0);
    });

    it('go on as any others: what is computed from their history is what they were given', async () => {
      for (const credit of await all())
        expect(await changeCredit(admin, credit, { description: 'Looked at' })).toEqual({
          ...credit,
          description: 'Looked at',
        });
    });
  });

  describe('the thresholds and alerts', () => {
    it('are listed as any others', async () => {
      const thresholds = await engineer.get('/admin/thresholds?limit=100');
      const alerts = await engineer.get<AlertBody[]>('/infra/alerts?limit=100');
      expect([thresholds.headers.get('x-total-count'), alerts.headers.get('x-total-count')]).toEqual([
        String(counts.thresholds),
        String(counts.alerts),
      ]);
      expect(new Set(alerts.body.map(({ status }) => status)).size).toBe(3);
      const message = 'disk_usage is 78.* % \\(> 75\\) on postgres-main db-1 in production';
      expect(alerts.body.filter((alert) => new RegExp(message).test(String(alert.message)))).not.toEqual([]);
    });

    it('go on with the next measurement: what is open is not opened again, and resolves', async () => {
      const open = async (): Promise<AlertBody[]> =>
        (
          await engineer.get<AlertBody[]>(
            '/infra/alerts?status=active,acknowledged&host=db-1&metric_name=disk_usage',
          )
        ).body;
      const before = await open();
      expect(before).toHaveLength(2);
      const measured = async (value: number, ahead: number): Promise<void> => {
        const answer = await engineer.post('/infra/metrics', [
          {
            ...{
              metric_name: 'disk_usage',
              metric_type: 'disk',
              value,
              unit: '%',
              environment: 'production',
            },
            ...{ service: 'postgres-main', host: 'db-1', timestamp: new Date(Date.now() + ahead) },
          },
        ]);
        expect(answer.status).toBe(202);
      };
      await measured(79, 0);
      expect(await open()).toEqual(before);
      await measured(50, 1_000);
      expect(await open()).toEqual([]);
    });
  });

  describe('the assets and vulnerabilities', () => {
    it('are listed as any others', async () => {
      expect(counts.assets).toBeGreaterThanOrEqual(60);
      expect(counts.vulnerabilities).toBeGreaterThanOrEqual(40);
      const [assets, vulnerabilities] = [
        await engineer.get('/secops/assets'),
        await engineer.get('/secops/vulnerabilities'),
      ];
      expect([assets.headers.get('x-total-count'), vulnerabilities.headers.get('x-total-count')]).toEqual([
        String(counts.assets),
        String(counts.vulnerabilities),
      ]);
      expect(
        (await engineer.get('/secops/vulnerabilities?cve_id=CVE-2021-44228')).headers.get('x-total-count'),
      ).toMatch(/^[1-9]/);
    });

    it('have counts that are right from the beginning', async () => {
      const wrong = await server.sql(
        `select a.hostname, a.vulnerability_count from assets a where a.vulnerability_count <> (
           select count(*) from vulnerabilities v
           where v.asset_id = a.id and v.deleted_at is null and v.status in ('open', 'in_progress'))`,
      );
      expect(wrong).toEqual([]);
      const { body } = await engineer.get<AssetBody[]>('/secops/assets?sort_by=vulnerability_count');
      expect(body[0].vulnerability_count).toBeGreaterThan(1);
    });

    it('have vulnerabilities in the environment of their asset', async () => {
      const wrong = await server.sql(
        'select 1 from vulnerabilities v join assets a on a.id = v.asset_id where v.environment <> a.environment',
      );
      expect(wrong).toEqual([]);
    });

    it('make a statistic with something of everything', async () => {
      const { body } = await engineer.get<VulnerabilityStats>('/secops/vulnerabilities/stats');
      expect(body.total).toBe(counts.vulnerabilities);
      expect(
        [...Object.values(body.by_severity), ...Object.values(body.by_status)].filter((count) => count === 0),
      ).toEqual([]);
      expect(body.top_assets).toHaveLength(10);
      expect(body.trend.filter(({ discovered }) => discovered > 0).length).toBeGreaterThan(10);
    });

    it('can be changed as any others: what is solved is counted no more', async () => {
      const [{ asset_id, id }] = (
        await engineer.get<{ asset_id: string; id: string }[]>('/secops/vulnerabilities?status=open&limit=1')
      ).body;
      const count = async (): Promise<number> =>
        (await engineer.get<AssetBody>(`/secops/assets/${asset_id}`)).body.vulnerability_count;
      const before = await count();
      expect((await engineer.patch(`/secops/vulnerabilities/${id}`, { status: 'mitigated' })).status).toBe(
        200,
      );
      expect(await count()).toBe(before - 1);
    });

    it('are not added to a database that has data', async () => {
      const { pool } = server.app.get(Database);
      const again = await seed(pool, { scale: 2, hash: () => Promise.resolve('x') });
      expect([again.assets, again.vulnerabilities]).toEqual([0, 0]);
      expect(again.incidents).toBeGreaterThan(0);
    });
  });
});

const costOf = ({ breakdown_by_environment }: Summary, name: string): number =>
  breakdown_by_environment.find(({ environment }) => environment === name)!.cost;
