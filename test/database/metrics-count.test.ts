import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '../../src/core/database/database';
import { MetricRepository } from '../../src/infra/metrics/metric.repository';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { ago, point } from '../e2e/infra/metric-points';

const PATH = '/infra/metrics';
const HOUR = 3_600;

describe('the number of metric points', () => {
  let server: TestServer;
  let second: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    second = await startServer({}, server.databaseUrl);
    engineer = await server.as('engineer');
    await Promise.all([1, 2, 3].map(() => engineer.post(PATH, batch())));
  });
  afterAll(async () => {
    await second.close();
    await server.close();
  });

  const batch = (): unknown[] =>
    Array.from({ length: 120 }, (_, n) =>
      point({
        ...{
          metric_name: `m${n % 3}`,
          metric_type: n % 2 ? 'cpu' : 'disk',
          host: n % 5 ? `h${n % 5}` : null,
        },
        ...{ environment: n % 4 ? 'production' : 'staging', service: n % 7 ? null : 'shop' },
        timestamp: ago(n * HOUR),
      }),
    );
  const FILTERS: [string, string][] = [
    ['', 'true'],
    ['metric_name=m1', `metric_name = 'm1'`],
    ['metric_name=m1,m2&host=h2', `metric_name in ('m1', 'm2') and host = 'h2'`],
    ['environment=staging&metric_type=cpu,disk', `environment = 'staging'`],
    ['service=shop', `service = 'shop'`],
    [
      `filter=${encodeURIComponent('[{"field":"host","operator":"ne","value":"h1"}]')}`,
      `host is distinct from 'h1'`,
    ],
    [`from=${ago(50.5 * HOUR)}`, `timestamp >= now() - interval '50.5 hours'`],
    [
      `from=${ago(50.5 * HOUR)}&metric_name=m0`,
      `timestamp >= now() - interval '50.5 hours' and metric_name = 'm0'`,
    ],
  ];
  const total = async (parameters: string): Promise<number> =>
    Number((await engineer.get(`${PATH}?${parameters}`)).headers.get('x-total-count'));
  const expectExact = async (): Promise<void> => {
    for (const [parameters, condition] of FILTERS.slice(0, 6)) {
      const [{ n }] = await server.sql<{ n: number }>(
        `select count(*)::int as n from metrics where ${condition}`,
      );
      expect([parameters, await total(parameters)]).toEqual([parameters, n]);
    }
  };

  it.each(FILTERS)('is exact: %s', async (parameters, condition) => {
    const [{ n }] = await server.sql<{ n: number }>(
      `select count(*)::int as n from metrics where ${condition}`,
    );
    expect(n).toBeGreaterThan(0);
    expect(await total(parameters)).toBe(n);
  });

  it('is had without counting, unless a time is asked for', async () => {
    const asked = jest.spyOn(server.app.get(Database), 'query');
    const counts = (): string[] =>
      asked.mock.calls.map(([{ text }]) => text).filter((text) => text.includes(' as total'));
    await engineer.post(PATH, point());
    await total('environment=development&host=none');
    expect(counts()).toEqual([expect.stringMatching(/^select coalesce\(sum\(.* from metric_tallies r /)]);
    await total(`from=${ago(77)}`);
    expect(counts().at(-1)).toMatch(/count\(\*\).* from metrics r /);
    asked.mockRestore();
  });

  it('stays exact while it is added up, by several at once, and points come in', async () => {
    const all = [server, second].map((on) => on.app.get(MetricRepository, { strict: false }));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([
        ...all.flatMap((metrics) => [metrics.addUp(), metrics.addUp()]),
        engineer.post(PATH, batch()),
        engineer.post(PATH, batch()),
      ]);
      await expectExact();
    }
    await all[0].addUp();
    expect(await server.sql('select 1 from metric_arrivals')).toEqual([]);
    await engineer.post(PATH, batch());
    await expectExact();
  });

  it('follows what is removed behind the application’s back', async () => {
    await server.sql(`delete from metrics where host = 'h3' or metric_name = 'm2'`);
    await engineer.post(PATH, point());
    await expectExact();
    await server.sql('truncate metrics');
    await engineer.post(PATH, point({ metric_name: 'm1', host: 'h2' }));
    await expectExact();
  });
});
