import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Conflict } from '../../../src/core/errors/domain-error';
import { PointWatcher } from '../../../src/infra/metrics';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import type { LiveClient, LiveMessage } from '../../support/live-client';
import { expectError } from '../http/expect-error';
import { point, points } from './metric-points';

const PATH = '/infra/metrics';

interface Told {
  readonly host: string;
  readonly value: number;
  readonly at: Date;
}

describe('metric events', () => {
  let server: TestServer;
  let engineer: Actor;
  let live: LiveClient;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.sql('delete from events');
    live = await server.live('viewer');
  });

  const hears = (host: string, value: number): Promise<LiveMessage> =>
    live.next(({ data }) => data?.host === host && data.value === value, `${value} of ${host}`);
  const told = (): Promise<Told[]> =>
    server.sql<Told>(
      `select data ->> 'host' as host, (data ->> 'value')::float8 as value, created_at as at from events
       where type = 'metric' order by created_at, position`,
    );

  it('tell the newest value of each series, as it would be read, on the channels of metrics and the environment', async () => {
    await live.subscribe(['metrics']);
    const other = await server.live('viewer');
    await other.subscribe(['staging']);
    const batch = [1, 2, 3].flatMap((value) => [
      point({ host: 'a', value, service: 'shop', tags: { region: 'eu' } }),
      point({ host: 'b', value: value * 10, environment: 'staging' }),
    ]);
    await engineer.post(PATH, batch);
    const event = await hears('a', 3);
    const { body } = await engineer.get<unknown[]>(`${PATH}?latest=true&host=a`);
    expect(event).toEqual({
      ...{ type: 'metric', action: 'updated', data: body[0], user_id: 'system' },
      ...{ timestamp: expect.any(String), id: expect.any(Number) },
    });
    await hears('b', 30);
    await other.next(({ data }) => data?.host === 'b');
    expect(other.events.map(({ data }) => data?.host)).toEqual(['b']);
    expect(live.events).toHaveLength(2);
    for (const client of [live, other]) client.end();
  });

  it('tell of a series at most once a second, and the last value in the end', async () => {
    await live.subscribe(['metrics']);
    const last = 40;
    for (let value = 1; value <= last; value += 1) await engineer.post(PATH, point({ host: 'busy', value }));
    await hears('busy', last);
    live.end();
    const events = (await told()).filter(({ host }) => host === 'busy');
    expect(events.length).toBeLessThan(last);
    expect(events.at(-1)!.value).toBe(last);
    const gaps = events.slice(1).map(({ at }, index) => at.getTime() - events[index].at.getTime());
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1_000);
  });

  it('of very many series come in portions, each series once', async () => {
    await live.subscribe(['metrics']);
    const count = 350;
    await engineer.post(
      PATH,
      points(count, (index) => ({ host: `many-${index}` })),
    );
    await live.until(() => live.events.length >= count, 'all of them');
    live.end();
    const events = await told();
    expect(new Set(events.map(({ host }) => host)).size).toBe(count);
    expect(events).toHaveLength(count);
    const portions = new Map<number, number>();
    for (const { at } of events) portions.set(at.getTime(), (portions.get(at.getTime()) ?? 0) + 1);
    for (const size of portions.values()) expect(size).toBeLessThanOrEqual(100);
  });

  it('are not raised by points that come late', async () => {
    const at = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();
    await engineer.post(PATH, point({ host: 'late', value: 1, timestamp: at(10) }));
    await engineer.post(PATH, point({ host: 'late', value: 2, timestamp: at(20) }));
    const [row] = await server.sql(`select value from metrics_latest where host = 'late'`);
    expect(row).toEqual({ value: 1 });
  });

  it('are not raised, and nothing is stored, when whoever watches the points refuses them', async () => {
    const watcher = server.app.get(PointWatcher, { strict: false });
    const watch = jest.spyOn(watcher, 'watch').mockRejectedValueOnce(new Conflict('Not these.'));
    expectError(await engineer.post(PATH, [point({ host: 'x' }), point({ host: 'y' })]), 409, 'CONFLICT');
    expect(watch.mock.lastCall![0]).toMatchObject([
      { host: 'x', service: null, timestamp: expect.any(Date), id: expect.any(String) },
      { host: 'y' },
    ]);
    watch.mockRestore();
    for (const table of ['metrics', 'metrics_latest'])
      expect(await server.sql(`select 1 from ${table} where host in ('x', 'y')`)).toEqual([]);
    // What comes after is told, so what was refused would have been, too.
    await live.subscribe(['metrics']);
    await engineer.post(PATH, point({ host: 'z', value: 7 }));
    await hears('z', 7);
    live.end();
    expect((await told()).map(({ host }) => host)).not.toContain('x');
  });

  it('that were held back when the process ended are raised by the next one', async () => {
    await live.subscribe(['metrics']);
    // As if it had died between the commit and the event.
    await server.sql(
      `insert into metrics_latest (id, metric_name, metric_type, value, unit, environment, host, timestamp)
       values (gen_random_uuid(), 'cpu_usage', 'cpu', 99, '%', 'production', 'orphan', now())`,
    );
    const next = await startServer({}, server.databaseUrl);
    await hears('orphan', 99).finally(() => next.close());
    live.end();
    expect((await told()).filter(({ host }) => host === 'orphan')).toHaveLength(1);
  });
});
