import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '../../src/core/database/database';
import { UnitOfWork } from '../../src/core/database/unit-of-work';
import { AlertStateQueries } from '../../src/infra/alerts/alert-state.queries';
import { seriesDigest } from '../../src/infra/alerts';
import { type Point, PointWatcher } from '../../src/infra/metrics';
import {
  alertsOf,
  at,
  define,
  NOON,
  notificationsOf,
  point,
  theAlertOf,
  watch,
} from '../e2e/infra/alert-scene';
import { auditOf, eventsOf, refusalOf } from '../e2e/infra/fixtures';
import type { Actor, Answer } from '../support/actor';
import { startServer, type TestServer } from '../support/app';

const HOSTS = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5'];

describe('many batches at the same time', () => {
  let server: TestServer;
  let other: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    other = await startServer({}, server.databaseUrl);
    admin = await server.as('admin');
  });
  afterAll(async () => {
    await other.close();
    await server.close();
  });
  afterEach(() => void jest.restoreAllMocks());

  /** The names of what the work asks of thresholds and alerts; the server's own rounds go on meanwhile. */
  const statementsOf = async (work: () => Promise<void>): Promise<string[]> => {
    const asked = jest.spyOn(server.app.get(Database), 'query');
    await work();
    const names = asked.mock.calls.map(([{ name, text }]) => name ?? text);
    asked.mockRestore();
    // The rules are read anew when the news of their change arrives, whenever that is: no cost of these points.
    return names.filter((name) => /alert|threshold/.test(name) && name !== 'threshold_scopes');
  };

  it.each([
    ['a new', false],
    ['a known', true],
  ])(
    'of 50 that cross one threshold in %s series, one opens the alert, which is told of once',
    async (_, isKnown) => {
      const threshold = await define(admin, { cooldown_minutes: 0, notification_channels: ['slack'] });
      if (isKnown) await watch(server, point(threshold, 1, { timestamp: at(-1) }));
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          watch(index % 2 ? other : server, point(threshold, 95 + index, { timestamp: at(index) })),
        ),
      );
      const { id, status } = await theAlertOf(admin, threshold);
      expect(status).toBe('active');
      expect(await eventsOf(server, id)).toHaveLength(1);
      expect(await auditOf(server, id)).toHaveLength(1);
      expect(await notificationsOf(server, threshold)).toHaveLength(1);
      const deliveries = await server.sql('select 1 from notification_deliveries where alert_id = $1', [id]);
      expect(deliveries).toHaveLength(1);
    },
  );

  it('of 50 that are back, one resolves it', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 99));
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        watch(index % 2 ? other : server, point(threshold, index, { timestamp: at(index + 1) })),
      ),
    );
    const { id, status } = await theAlertOf(admin, threshold);
    expect(status).toBe('resolved');
    expect((await eventsOf(server, id)).map(({ action }) => action)).toEqual(['created', 'updated']);
    expect(await notificationsOf(server, threshold)).toHaveLength(2);
  });

  it('over the same series in any order, while rules change and people resolve, never wait for each other in vain', async () => {
    const rules = await Promise.all(
      [0, 0, 0].map((cooldown_minutes) =>
        define(admin, { metric_name: 'contended', cooldown_minutes, environment: 'all' }),
      ),
    );
    let minute = 0;
    const batch = (round: number): Point[] => {
      const order = round % 2 ? HOSTS : HOSTS.toReversed();
      return order.map((host, index) =>
        point(rules[0], (round + index) % 3 ? 99 : 1, { host, timestamp: at((minute += 1)) }),
      );
    };
    const byHand = async (round: number): Promise<unknown> => {
      const [open] = (await alertsOf(admin, rules[round % 3])).filter(({ status }) => status === 'active');
      if (!open) return 200;
      const answer = await admin.patch(`/infra/alerts/${open.id}`, { status: 'resolved' });
      // Who resolves what has just been resolved hears so.
      const isTooLate = refusalOf(answer).join() === '409,ALERT_ALREADY_RESOLVED';
      return isTooLate ? 200 : answer.status;
    };
    const ruled = async (round: number): Promise<number> =>
      (await admin.patch(`/admin/thresholds/${rules[round % 3].id}`, { enabled: round % 2 === 0 })).status;
    const rounds = Array.from({ length: 24 }, (_, round) => round);
    const answers = await Promise.all(
      rounds.flatMap((round) => [
        watch(round % 2 ? other : server, ...batch(round)).then(() => 200),
        watch(server, ...batch(round + 1)).then(() => 200),
        ...(round % 3 ? [] : [byHand(round), ruled(round)]),
      ]),
    );
    expect(answers.filter((status) => status !== 200)).toEqual([]);
    const twice = await server.sql(
      `select threshold_id, series from alerts where status <> 'resolved' group by 1, 2 having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  });

  it('a rule that is disabled while batches come leaves no alert open behind', async () => {
    for (let round = 0; round < 8; round += 1) {
      const threshold = await define(admin, { cooldown_minutes: 0 });
      const batches = Array.from({ length: 8 }, (_, index) =>
        watch(index % 2 ? other : server, point(threshold, 99, { host: `web-${index}` })),
      );
      const change = admin.patch(`/admin/thresholds/${threshold.id}`, { enabled: false });
      await Promise.all([...batches, change]);
      const open = (await alertsOf(admin, threshold)).filter(({ status }) => status !== 'resolved');
      expect(open).toEqual([]);
    }
  });

  it.each([
    ['disabled', (admin: Actor, path: string) => admin.patch(path, { enabled: false })],
    ['removed', (admin: Actor, path: string) => admin.delete(path)],
  ])('a rule that is being %s is not overtaken by batches that come later', async (_, retire) => {
    const threshold = await define(admin);
    const elsewhere = await other.as('admin');
    const [first, later] = [point(threshold, 99), point(threshold, 99, { host: 'web-2' })];
    // By capitals the same rule.
    const path = `/admin/thresholds/${threshold.id.toUpperCase()}`;
    let change: Promise<Answer> | undefined;
    let batch: Promise<void> | undefined;
    await server.app.get(UnitOfWork).run(async () => {
      await server.app.get(PointWatcher, { strict: false }).watch([first]);
      change = retire(elsewhere, path);
      await untilSomebodyWaits(server);
      batch = watch(other, later);
      await untilSomebodyWaits(server, 2);
    });
    expect((await change)?.status).toBeLessThan(300);
    await batch;
    expect(await theAlertOf(admin, threshold)).toMatchObject({ host: 'web-1', status: 'resolved' });
  });

  it('an alert that a person is resolving when the value comes back is resolved once', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 99));
    const { id } = await theAlertOf(admin, threshold);
    const work = server.app.get(UnitOfWork);
    const database = server.app.get(Database);
    let batch: Promise<void> = Promise.resolve();
    await work.run(async () => {
      await database.query(
        {
          text: `update alerts set status = 'resolved', resolved_at = $2, resolved_by = 'Somebody' where id = $1`,
        },
        [id, NOON],
      );
      batch = watch(other, point(threshold, 1, { timestamp: at(1) }));
      await untilSomebodyWaits(server);
    });
    await batch;
    expect(await theAlertOf(admin, threshold)).toMatchObject({ resolved_by: 'Somebody' });
    expect((await eventsOf(server, id)).map(({ action }) => action)).toEqual(['created']);
    expect(await notificationsOf(server, threshold)).toHaveLength(1);
  });

  it('ask the database as often for 10,000 points as for one', async () => {
    const threshold = await define(admin);
    const queriesFor = (count: number, minute: number): Promise<string[]> => {
      const points = Array.from({ length: count }, (_, index) =>
        point(threshold, index % 90, { host: HOSTS[index % 5], timestamp: at(minute + index / 1_000) }),
      );
      return statementsOf(() => watch(server, ...points));
    };
    await queriesFor(5, 0);
    const few = await queriesFor(1, 1);
    expect(few.length).toBeGreaterThan(0);
    expect(await queriesFor(10_000, 2)).toEqual(few);
  });

  it('ask as often for 500 alerts as for one, and each is audited, told of and delivered once', async () => {
    const threshold = await define(admin, { cooldown_minutes: 0, notification_channels: ['slack', 'email'] });
    const hosts = Array.from({ length: 500 }, (_, index) => `many-${index}`);
    const asked = (count: number, value: number, minute: number): Promise<string[]> => {
      const points = hosts
        .slice(0, count)
        .map((host) => point(threshold, value, { host, timestamp: at(minute) }));
      return statementsOf(() => watch(server, ...points));
    };
    const [opening, resolving] = [await asked(1, 99, 1), await asked(1, 1, 2)];
    expect([await asked(500, 99, 3), await asked(500, 1, 4)]).toEqual([opening, resolving]);
    const [sums] = await server.sql(
      `with mine as (select id from alerts where threshold_id = $1 and status = 'resolved')
      select (select count(*)::int from mine) as alerts,
        (select count(*)::int from audit_logs where resource_type = 'alert' and resource_id in (select id::text from mine)) as audited,
        (select count(*)::int from events where resource_id in (select id from mine)) as told,
        (select count(*)::int from notification_deliveries where alert_id in (select id from mine)) as delivered`,
      [threshold.id],
    );
    expect(sums).toEqual({ alerts: 501, audited: 1_002, told: 1_002, delivered: 2_004 });
    expect(await notificationsOf(server, threshold)).toHaveLength(1_002);
    await asked(500, 99, 5);
    const removing = await statementsOf(async () => {
      expect((await admin.delete(`/admin/thresholds/${threshold.id}`)).status).toBe(204);
    });
    expect(removing.filter((name) => name.includes('update alerts'))).toHaveLength(1);
    const left = await server.sql(`select 1 from alerts where threshold_id = $1 and status <> 'resolved'`, [
      threshold.id,
    ]);
    expect(left).toEqual([]);
  });

  it('of metrics without a rule ask the database nothing', async () => {
    const threshold = await define(admin);
    const watched = point(threshold, 1);
    await watch(server, watched);
    const others = [point({ metric_name: 'unwatched' }, 1), point(threshold, 99, { environment: 'staging' })];
    expect(await statementsOf(() => watch(server, ...others))).toEqual([]);
    expect(await statementsOf(() => watch(server, watched))).not.toEqual([]);
  });

  it('10,000 points that go up and down raise one alert, even without a cooldown', async () => {
    const threshold = await define(admin, { cooldown_minutes: 0 });
    const points = Array.from({ length: 10_000 }, (_, index) =>
      point(threshold, index % 2 ? 99 : 1, { timestamp: at(index / 1_000) }),
    );
    await watch(server, ...points);
    expect(await theAlertOf(admin, threshold)).toMatchObject({ status: 'active', value: 99 });
  });

  it('the database itself refuses a second open alert of a series', async () => {
    const threshold = await define(admin);
    await watch(server, point(threshold, 99));
    const copy = `insert into alerts (threshold_id, series, metric_name, metric_type, environment, severity, operator,
        threshold_value, value, unit, message, triggered_at, status)
      select threshold_id, series, metric_name, metric_type, environment, severity, operator, threshold_value, value, unit,
        message, triggered_at, $2 from alerts where threshold_id = $1 limit 1`;
    await expect(server.sql(copy, [threshold.id, 'acknowledged'])).rejects.toThrow('alerts_open_key');
    await server.sql(copy, [threshold.id, 'resolved']);
    expect(await alertsOf(admin, threshold)).toHaveLength(2);
  });

  it('series that are no longer measured are forgotten, unless an alert is open', async () => {
    const threshold = await define(admin);
    const [gone, open, recent] = [
      point(threshold, 1, { host: 'gone' }),
      point(threshold, 99, { host: 'open' }),
      point(threshold, 1, { host: 'recent' }),
    ];
    await watch(server, gone, open, recent);
    const states = async (): Promise<string[]> =>
      (
        await server.sql<{ series: string }>('select series from alert_states where threshold_id = $1', [
          threshold.id,
        ])
      ).map(({ series }) => series);
    await server.sql(
      `update alert_states set touched_at = now() - interval '31 days' where series = any($1)`,
      [[seriesDigest(gone), seriesDigest(open)]],
    );
    expect(await states()).toHaveLength(3);
    await server.app.get(AlertStateQueries, { strict: false }).prune(30);
    expect((await states()).toSorted()).toEqual([seriesDigest(open), seriesDigest(recent)].toSorted());
    expect((await alertsOf(admin, threshold)).map(({ status }) => status)).toEqual(['active']);
  });
});

/** Until so many statements wait for locks that other transactions hold. */
async function untilSomebodyWaits(server: TestServer, count = 1): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    const waiting = await server.sql(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (waiting.length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`there are no ${count} that wait`);
}
