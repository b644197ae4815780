import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { alertsOf, at, define, notificationsOf, point, setClock, theAlertOf, watch } from './alert-scene';

describe('measurements held against thresholds', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());
  beforeEach(() => setClock(server, 60));

  const statuses = async (threshold: { id: string }): Promise<string[]> =>
    (await alertsOf(admin, threshold)).map(({ status }) => status);

  it.each([
    ['>', [90, 91], 91],
    ['<', [90, 89], 89],
    ['>=', [89, 90], 90],
    ['<=', [91, 90], 90],
    ['==', [89, 91, 90], 90],
    ['!=', [90, 90.5], 90.5],
  ])('%s fires where it should', async (operator, values, fired) => {
    const threshold = await define(admin, { operator });
    for (const [index, value] of values.entries())
      await watch(server, point(threshold, value, { timestamp: at(index) }));
    expect(await theAlertOf(admin, threshold)).toMatchObject({ value: fired, operator, status: 'active' });
  });

  it('concern the thresholds of their environment and those of all', async () => {
    const metric_name = `metric_${randomUUID()}`;
    const [production, staging, all] = [
      await define(admin, { metric_name }),
      await define(admin, { metric_name, environment: 'staging' }),
      await define(admin, { metric_name, environment: 'all' }),
    ];
    await watch(server, point(production, 99));
    await watch(server, point(production, 99, { environment: 'development' }));
    const seen = async (threshold: { id: string }) =>
      (await alertsOf(admin, threshold)).map(({ environment }) => environment);
    expect([await seen(production), await seen(staging), await seen(all)]).toEqual([
      ['production'],
      [],
      ['production', 'development'],
    ]);
  });

  it('are one series for each metric, kind, environment, service and host, and each has its own alert', async () => {
    const threshold = await define(admin, { environment: 'all' });
    const series = [
      {},
      { host: 'web-2' },
      { host: null },
      { service: 'checkout-api' },
      { environment: 'staging' },
      { metric_type: 'custom' },
    ] as const;
    await watch(server, ...series.map((more) => point(threshold, 99, more)));
    await watch(server, ...series.map((more) => point(threshold, 98, { ...more, timestamp: at(1) })));
    expect(await statuses(threshold)).toEqual(series.map(() => 'active'));
    await watch(server, point(threshold, 1, { host: 'web-2', timestamp: at(2) }));
    const over = (await alertsOf(admin, threshold)).filter(({ status }) => status === 'resolved');
    expect(over.map(({ host }) => host)).toEqual(['web-2']);
  });

  it('that come late change nothing', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 10, { timestamp: at(10) }));
    await watch(
      server,
      point(threshold, 99, { timestamp: at(9) }),
      point(threshold, 99, { timestamp: at(9.999) }),
    );
    expect(await alertsOf(admin, threshold)).toEqual([]);
    await watch(server, point(threshold, 99, { timestamp: at(11) }));
    await watch(server, point(threshold, 1, { timestamp: at(10.5) }));
    expect(await statuses(threshold)).toEqual(['active']);
  });

  it('from the future count, and do not silence the series', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 99, { timestamp: at(1e6) }));
    expect(await theAlertOf(admin, threshold)).toMatchObject({
      status: 'active',
      triggered_at: at(60).toISOString(),
    });
    setClock(server, 62);
    await watch(server, point(threshold, 1, { timestamp: at(61) }));
    expect(await theAlertOf(admin, threshold)).toMatchObject({
      status: 'resolved',
      resolved_at: at(61).toISOString(),
    });
  });

  it('raise no second alert before the cooldown is over, and then with the first value beyond', async () => {
    const threshold = await define(admin, { cooldown_minutes: 30 });
    setClock(server, 100);
    await watch(server, point(threshold, 99, { timestamp: at(100) }));
    setClock(server, 110);
    await watch(server, point(threshold, 1, { timestamp: at(110) }));
    for (const minutes of [111, 129.999]) {
      setClock(server, minutes);
      await watch(server, point(threshold, 99, { timestamp: at(minutes) }));
      expect(await statuses(threshold)).toEqual(['resolved']);
    }
    setClock(server, 130);
    await watch(server, point(threshold, 98, { timestamp: at(130) }));
    expect(await statuses(threshold)).toEqual(['resolved', 'active']);
  });

  it('raise another alert when one was resolved by hand and the value is still beyond after the cooldown', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 99, { timestamp: at(60) }));
    const { id } = await theAlertOf(admin, threshold);
    expect((await admin.patch(`/infra/alerts/${id}`, { status: 'resolved' })).status).toBe(200);
    setClock(server, 74);
    await watch(server, point(threshold, 99, { timestamp: at(74) }));
    expect(await statuses(threshold)).toEqual(['resolved']);
    setClock(server, 75);
    await watch(server, point(threshold, 97, { timestamp: at(75) }));
    expect(await statuses(threshold)).toEqual(['resolved', 'active']);
  });

  it('a clock that goes back a year holds alerts up for one cooldown at most', async () => {
    const threshold = await define(admin);
    setClock(server, 525_600);
    await watch(server, point(threshold, 99, { timestamp: at(525_600) }));
    await watch(server, point(threshold, 1, { timestamp: at(525_600.5) }));
    setClock(server, 0);
    await watch(server, point(threshold, 1, { timestamp: at(-1) }));
    setClock(server, 14);
    await watch(server, point(threshold, 99, { timestamp: at(14) }));
    expect(await alertsOf(admin, threshold)).toHaveLength(1);
    setClock(server, 15);
    await watch(server, point(threshold, 99, { timestamp: at(15) }));
    expect(await alertsOf(admin, threshold)).toHaveLength(2);
  });

  it('find nothing while a threshold is disabled, and count from the next point when it is enabled', async () => {
    const threshold = await define(admin, { enabled: false });
    await watch(server, point(threshold, 99, { timestamp: at(1) }));
    expect(await alertsOf(admin, threshold)).toEqual([]);
    await admin.patch(`/admin/thresholds/${threshold.id}`, { enabled: true });
    await watch(server, point(threshold, 99, { timestamp: at(2) }));
    expect(await statuses(threshold)).toEqual(['active']);
  });

  it.each([
    ['disabled', { enabled: false }, 'The threshold was disabled.'],
    ['set on another metric', { metric_name: 'another' }, 'The threshold watches another metric now.'],
    [
      'set on another environment',
      { environment: 'staging' },
      'The threshold watches another environment now.',
    ],
  ])('a threshold that is %s resolves its open alerts', async (_, change, why) => {
    const threshold = await define(admin, { notification_channels: ['email'] });
    await watch(server, point(threshold, 99), point(threshold, 99, { host: 'web-2' }));
    const [first] = await alertsOf(admin, threshold);
    await admin.patch(`/infra/alerts/${first.id}`, { status: 'acknowledged', note: 'Looking.' });
    expect((await admin.patch(`/admin/thresholds/${threshold.id}`, change)).status).toBe(200);
    const alerts = await alertsOf(admin, threshold);
    expect(alerts.map(({ status, resolved_by, note }) => [status, resolved_by, note])).toEqual([
      ['resolved', null, `Looking.\n${why}`],
      ['resolved', null, why],
    ]);
    expect(await notificationsOf(server, threshold)).toHaveLength(4);
    await watch(server, point(threshold, 99, { timestamp: at(5) }));
    expect(await alertsOf(admin, threshold)).toEqual(alerts);
  });

  it('a threshold that is removed resolves its open alerts, and they stay on record', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 99));
    expect((await admin.delete(`/admin/thresholds/${threshold.id}`)).status).toBe(204);
    expect(await theAlertOf(admin, threshold)).toMatchObject({
      ...{ status: 'resolved', resolved_by: null, note: 'The threshold was removed.' },
    });
    setClock(server, 1_000);
    await watch(server, point(threshold, 99, { timestamp: at(1_000) }));
    expect(await alertsOf(admin, threshold)).toHaveLength(1);
  });

  it('another value or operator leaves the alert open until the next point decides', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 95, { timestamp: at(1) }));
    await admin.patch(`/admin/thresholds/${threshold.id}`, { threshold_value: 99 });
    expect(await statuses(threshold)).toEqual(['active']);
    await watch(server, point(threshold, 95, { timestamp: at(2) }));
    expect(await statuses(threshold)).toEqual(['resolved']);
  });

  it('say nothing of what they made when the batch is refused', async () => {
    const threshold = await define(admin);
    const broken = { ...point(threshold, 99, { host: 'web-2' }), unit: 'broken \u0000 text' };
    await expect(watch(server, point(threshold, 99), broken)).rejects.toThrow();
    expect(await alertsOf(admin, threshold)).toEqual([]);
    expect(await notificationsOf(server, threshold)).toEqual([]);
    await watch(server, point(threshold, 99));
    expect(await statuses(threshold)).toEqual(['active']);
  });
});

describe('thresholds on several instances', () => {
  it('a threshold made on one fires on the other, and what is changed or removed there does not fire any more', async () => {
    const one = await startServer();
    const two = await startServer({}, one.databaseUrl);
    try {
      const admin = await one.as('admin');
      const elsewhere = await two.as('admin');
      const known = await define(admin);
      // The other one has its rules at hand by now.
      await watch(two, point(known, 1, { timestamp: at(0) }));
      const threshold = await define(admin, { cooldown_minutes: 0 });
      let count = 0;
      /** Sends points to the other instance until it has raised an alert, or has not for the threshold as it is. */
      const sendUntil = async (raises: boolean): Promise<void> => {
        for (let look = 0; look < 400; look += 1) {
          const before = (await alertsOf(elsewhere, threshold)).length;
          await watch(two, point(threshold, 99, { host: `web-${(count += 1)}` }));
          if ((await alertsOf(elsewhere, threshold)).length > before === raises) return;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        throw new Error(`the other instance ${raises ? 'raises no' : 'still raises'} alerts`);
      };
      await sendUntil(true);
      await admin.patch(`/admin/thresholds/${threshold.id}`, { threshold_value: 100 });
      await sendUntil(false);
      await admin.patch(`/admin/thresholds/${threshold.id}`, { threshold_value: 90 });
      await sendUntil(true);
      await admin.delete(`/admin/thresholds/${threshold.id}`);
      await sendUntil(false);
      // Behind the application's back, too.
      await one.sql('update thresholds set deleted_at = null where id = $1', [threshold.id]);
      await sendUntil(true);
    } finally {
      await two.close();
      await one.close();
    }
  });

  describe('while the news of the database does not come through', () => {
    let server: TestServer;
    let admin: Actor;
    beforeAll(async () => {
      server = await startServer();
      admin = await server.as('admin');
      setClock(server, 60);
      await server.sql('alter table thresholds disable trigger thresholds_tell_change');
      // The rules are at hand from now on.
      await watch(server, point({ metric_name: 'any' }, 1));
    });
    afterAll(() => server.close());

    it('an instance knows at once what was changed on itself', async () => {
      const threshold = await define(admin);
      await watch(server, point(threshold, 99, { timestamp: at(1) }));
      expect(await alertsOf(admin, threshold)).toHaveLength(1);
    });

    it('what was missed is known after half a minute at the latest', async () => {
      const threshold = await define(admin, { enabled: false });
      await watch(server, point(threshold, 1));
      await server.sql('update thresholds set enabled = true where id = $1', [threshold.id]);
      for (const [seconds, alerts] of [
        [29, 0],
        [30, 1],
      ]) {
        setClock(server, 60 + seconds / 60);
        await watch(server, point(threshold, 99, { timestamp: at(1) }));
        expect(await alertsOf(admin, threshold)).toHaveLength(alerts);
      }
      setClock(server, 60);
    });

    it('what was missed is read anew when the line is up again', async () => {
      const threshold = await define(admin, { enabled: false });
      await watch(server, point(threshold, 99, { timestamp: at(1) }));
      await server.sql('update thresholds set enabled = true where id = $1', [threshold.id]);
      await watch(server, point(threshold, 99, { timestamp: at(2) }));
      expect(await alertsOf(admin, threshold)).toEqual([]);
      const ended = await server.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and query ilike 'listen %'`,
      );
      expect(ended).toHaveLength(1);
      for (let look = 0; look < 400 && (await alertsOf(admin, threshold)).length === 0; look += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await watch(server, point(threshold, 99, { timestamp: at(3 + look / 1_000) }));
      }
      expect(await alertsOf(admin, threshold)).toHaveLength(1);
    });
  });

  it('cooldowns and open alerts outlast a restart', async () => {
    const owner = await startServer();
    let server = await startServer({}, owner.databaseUrl);
    const restart = async (minutes: number): Promise<Actor> => {
      await server.close();
      server = await startServer({}, owner.databaseUrl);
      setClock(server, minutes);
      return server.as('admin');
    };
    try {
      let admin = await restart(0);
      const threshold = await define(admin, { cooldown_minutes: 30 });
      await watch(server, point(threshold, 99, { timestamp: at(0) }));
      admin = await restart(1);
      await watch(server, point(threshold, 98, { timestamp: at(1) }));
      expect(await alertsOf(admin, threshold)).toHaveLength(1);
      await watch(server, point(threshold, 1, { timestamp: at(1.5) }));
      admin = await restart(29);
      await watch(server, point(threshold, 99, { timestamp: at(29) }));
      expect((await alertsOf(admin, threshold)).map(({ status }) => status)).toEqual(['resolved']);
      admin = await restart(30);
      await watch(server, point(threshold, 99, { timestamp: at(1) }));
      expect(await alertsOf(admin, threshold)).toHaveLength(1);
      await watch(server, point(threshold, 99, { timestamp: at(30) }));
      expect((await alertsOf(admin, threshold)).map(({ status }) => status)).toEqual(['resolved', 'active']);
    } finally {
      await server.close();
      await owner.close();
    }
  });
});
