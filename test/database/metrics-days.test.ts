import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dayOf, daysAfter } from '../../src/core/time/calendar';
import { Clock } from '../../src/core/time/clock';
import { DAY_MS } from '../../src/core/time/durations';
import { MetricChores } from '../../src/infra/metrics/metric.chores';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { ago, point } from '../e2e/infra/metric-points';

const PATH = '/infra/metrics';

describe('the days of metrics', () => {
  let server: TestServer;
  let second: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer({ METRICS_RETENTION_DAYS: '7' });
    second = await startServer({ METRICS_RETENTION_DAYS: '7' }, server.databaseUrl);
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await second.close();
    await server.close();
  });
  beforeEach(async () => {
    for (const name of await partitions()) await server.sql(`drop table ${name}`);
    await server.sql('truncate metrics, metrics_latest');
  });

  const chores = (on = server): MetricChores => on.app.get(MetricChores, { strict: false });
  const partitions = async (): Promise<string[]> => {
    const rows = await server.sql<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'metrics'::regclass order by 1`,
    );
    return rows.map(({ name }) => name);
  };
  const day = (days: number, now = Date.now()): string => daysAfter(dayOf(new Date(now)), days);
  const partition = (days: number, now?: number): string => `metrics_${day(days, now).replaceAll('-', '')}`;

  it('from yesterday to the day after tomorrow are there once a server has started', async () => {
    const third = await startServer();
    try {
      const rows = await third.sql<{ name: string }>(
        `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'metrics'::regclass order by 1`,
      );
      expect(rows.map(({ name }) => name)).toEqual([-1, 0, 1, 2].map((days) => partition(days)));
    } finally {
      await third.close();
    }
  });

  it('are made by two instances at once without getting in each other’s way', async () => {
    await Promise.all([server, second, server, second].map((on) => chores(on).keepDays()));
    expect(await partitions()).toEqual([-1, 0, 1, 2].map((days) => partition(days)));
  });

  it('that are missing are made for the points that need them', async () => {
    expect(await partitions()).toEqual([]);
    const moments = [0, -1, -6, -3].map((days) => new Date(Date.now() + days * DAY_MS));
    const batch = moments.map((timestamp) => point({ timestamp: timestamp.toISOString() }));
    const answers = await Promise.all(
      [server, second].flatMap((on) =>
        [1, 2, 3].map(async () => (await on.as('engineer')).post(PATH, batch)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(202));
    expect(await partitions()).toEqual([-6, -3, -1, 0].map((days) => partition(days)));
    expect((await engineer.get(PATH)).headers.get('x-total-count')).toBe('24');
  });

  it('hold their own points only, by UTC', async () => {
    const today = `${day(0)}T00:00:00.000Z`;
    const before = new Date(Date.parse(today) - 1).toISOString();
    await engineer.post(PATH, [point({ timestamp: today }), point({ timestamp: before })]);
    const rows = await server.sql(`select tableoid::regclass::text as name from metrics order by timestamp`);
    expect(rows.map(({ name }) => name)).toEqual([partition(-1), partition(0)]);
  });

  it('are dropped when the whole of them is too old, with the series that have nothing younger', async () => {
    // Yesterday's midnight: Postgres' own clock must have seen all that is over by the server's.
    const now = new Date(`${day(-1)}T00:00:00.000Z`);
    const clock = jest.spyOn(server.app.get(Clock), 'now').mockReturnValue(now);
    try {
      // The last moment of the day before, kept until today is 7 days old; here told apart by a millisecond.
      const kept = now.getTime() - 7 * DAY_MS;
      const at = (ms: number, host: string) => point({ host, timestamp: new Date(ms).toISOString() });
      const batch = [at(kept, 'old'), at(kept, 'both'), at(kept + DAY_MS, 'both'), at(now.getTime(), 'new')];
      expect((await engineer.post(PATH, batch)).status).toBe(202);
      const hosts = async (parameters: string): Promise<string[]> =>
        (await engineer.get<{ host: string }[]>(`${PATH}?${parameters}`)).body
          .map(({ host }) => host)
          .toSorted();

      await chores().keepDays();
      expect(await hosts('')).toEqual(['both', 'both', 'new', 'old']);
      clock.mockReturnValue(new Date(now.getTime() + DAY_MS - 1));
      await chores().keepDays();
      expect(await hosts('')).toEqual(['both', 'both', 'new', 'old']);
      clock.mockReturnValue(new Date(now.getTime() + DAY_MS));
      await Promise.all([chores().keepDays(), chores().keepDays()]);
      expect(await hosts('')).toEqual(['both', 'new']);
      expect(await hosts('latest=true')).toEqual(['both', 'new']);
      expect(await partitions()).not.toContain(partition(-7, now.getTime()));
      expect((await engineer.get(PATH)).headers.get('x-total-count')).toBe('2');
    } finally {
      clock.mockRestore();
    }
  });

  it('outlive a server whose clock is far ahead', async () => {
    await engineer.post(PATH, [point({ host: 'a', timestamp: ago(6 * 86_400) }), point({ host: 'b' })]);
    const ahead = new Date(Date.now() + 3_650 * DAY_MS);
    const clock = jest.spyOn(server.app.get(Clock), 'now').mockReturnValue(ahead);
    await chores()
      .keepDays()
      .finally(() => clock.mockRestore());
    for (const parameters of ['', '?latest=true'])
      expect((await engineer.get(PATH + parameters)).headers.get('x-total-count')).toBe('2');
  });

  it('that are the newest with points are kept, however old they are', async () => {
    const clock = jest.spyOn(server.app.get(Clock), 'now');
    const then = Date.now() - 100 * DAY_MS;
    clock.mockReturnValue(new Date(then));
    const at = (days: number) =>
      point({ host: `h${days}`, timestamp: new Date(then + days * DAY_MS).toISOString() });
    await engineer.post(PATH, [at(-1), at(0)]);
    clock.mockRestore();
    await chores().keepDays();
    const { body } = await engineer.get<{ host: string }[]>(PATH);
    expect(body.map(({ host }) => host)).toEqual(['h0']);
    expect((await engineer.get<{ host: string }[]>(`${PATH}?latest=true`)).body).toEqual(body);
  });

  it('that a batch has made sure of do not go before it is done', async () => {
    await server.sql(`select make_metric_days(array['2020-01-01'::date])`);
    const batch = server.app.get(DataSource).createQueryRunner();
    await batch.startTransaction();
    try {
      // It is there already: nothing is made, and yet it has to stay.
      await batch.query(`select make_metric_days(array['2020-01-01'::date])`);
      await expect(server.sql(`select drop_metric_day('2020-01-01')`)).rejects.toMatchObject({
        code: '55P03',
      });
      await batch.query(
        `insert into metrics (metric_name, metric_type, value, unit, environment, timestamp)
         values ('cpu', 'cpu', 1, '%', 'production', '2020-01-01T12:00:00Z')`,
      );
    } finally {
      await batch.commitTransaction();
      await batch.release();
    }
    await server.sql(`select drop_metric_day('2020-01-01')`);
    expect(await partitions()).toEqual([]);
  });

  it('are not dropped while somebody reads them for long: ingestion goes on, and it is tried again later', async () => {
    await engineer.post(PATH, point());
    const runner = server.app.get(DataSource).createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    try {
      await runner.query('select count(*) from metrics');
      await expect(server.sql(`select drop_metric_day('${day(0)}')`)).rejects.toMatchObject({
        code: '55P03',
      });
      expect((await engineer.post(PATH, point())).status).toBe(202);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
    await server.sql(`select drop_metric_day('${day(0)}')`);
    expect(await partitions()).toEqual([]);
    expect((await engineer.get(PATH)).headers.get('x-total-count')).toBe('0');
  });
});
