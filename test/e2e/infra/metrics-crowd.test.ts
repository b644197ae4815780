import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '../../../src/core/database/database';
import { MAX_WAITING_BATCHES } from '../../../src/core/queueing/batch-turn';
import { PointWatcher } from '../../../src/infra/metrics';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError, expectInvalid } from '../http/expect-error';
import { ago, point } from './metric-points';

const PATH = '/infra/metrics';
const AT_A_TIME = 3;

describe('batches of points that come all at once', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** From now on every batch stops inside its transaction until `release`. */
  const hold = (): { readonly held: () => number; readonly release: () => void } => {
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let held = 0;
    const watcher = server.app.get(PointWatcher, { strict: false });
    jest.spyOn(watcher, 'watch').mockImplementation(async () => {
      held += 1;
      await gate;
    });
    return { held: () => held, release };
  };
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it.each([
    ['', {}],
    [' with an Idempotency-Key', { 'idempotency-key': 'crowd' }],
  ])('take a third of the connections at most, and all others are served%s', async (_, key) => {
    const { held, release } = hold();
    const { pool } = server.app.get(Database);
    const sent = Array.from({ length: 50 }, (_each, index) =>
      engineer.post(PATH, point({ host: `h${index}` }), keyOf(key, index)),
    );
    await until(() => held() === AT_A_TIME);
    for (let round = 0; round < 5; round += 1) expect((await engineer.get('/infra/tasks')).status).toBe(200);
    expect([held(), pool.waitingCount]).toEqual([AT_A_TIME, 0]);
    release();
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(50).fill(202));
  });

  it('wait in a line that has an end: who comes after it is told at once when to come again', async () => {
    const { held, release } = hold();
    const room = AT_A_TIME + MAX_WAITING_BATCHES;
    const sent = Array.from({ length: room + 5 }, () => engineer.post(PATH, point()));
    const answers: number[] = [];
    for (const each of sent) void each.then(({ status }) => answers.push(status));
    await until(() => answers.length === 5);
    expect([answers, held()]).toEqual([Array(5).fill(503), AT_A_TIME]);
    const refused = await engineer.post(PATH, point());
    expectError(refused, 503, 'SERVICE_UNAVAILABLE');
    expect(refused.headers.get('retry-after')).toBe('2');
    release();
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(room);
    expect((await engineer.post(PATH, point())).status).toBe(202);
  });

  it('are not spread over more than 40 days each', async () => {
    const long = await startServer({ METRICS_RETENTION_DAYS: '400' });
    try {
      const sender = await long.as('engineer');
      const days = (count: number) =>
        Array.from({ length: count }, (_, day) => point({ timestamp: ago(day * 86_400) }));
      expectInvalid(await sender.post(PATH, days(41)), ['']);
      expect((await sender.post(PATH, days(40))).status).toBe(202);
    } finally {
      await long.close();
    }
  });

  const keyOf = (key: Record<string, string>, index: number): Record<string, string> =>
    Object.fromEntries(Object.entries(key).map(([name, value]) => [name, `${value}-${index}`]));
});
