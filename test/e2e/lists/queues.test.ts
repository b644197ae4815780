import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../../src/core/database/database';
import { StatisticsService, type VulnerabilityStats } from '../../../src/secops/statistics';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { registerAsset, report } from '../secops/vulnerability-scene';

const STATS = '/secops/vulnerabilities/stats';

describe('what reads very much queues up', () => {
  let server: TestServer;
  let engineer: Actor;
  let asset: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    asset = (await registerAsset(engineer)).id;
    await report(engineer, asset);
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => server.close());

  /** Runs the work while nobody can read the table; what it has asked for can go on when it returns. */
  const whileLocked = async <T>(table: string, work: () => Promise<T>): Promise<T> => {
    const holder = new Client({ connectionString: server.databaseUrl });
    await holder.connect();
    try {
      await holder.query(`begin; lock table ${table} in access exclusive mode`);
      return await work();
    } finally {
      await holder.end();
    }
  };
  const waiting = async (): Promise<number> =>
    (
      await server.sql(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
    ).length;
  const untilWaiting = async (statements: number): Promise<void> => {
    for (let look = 0; look < 500; look += 1) {
      if ((await waiting()) >= statements) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('nobody waits');
  };
  /** Other requests are answered, one after the other, and so long no more statements than these wait. */
  const expectRoom = async (statements: number): Promise<void> => {
    await untilWaiting(statements);
    for (let round = 0; round < 5; round += 1)
      expect((await engineer.get('/infra/incidents')).status).toBe(200);
    expect(await waiting()).toBe(statements);
  };

  it.each([
    ['searches by short fragments', 'search=a+1+-b'],
    ['searches for nothing but what is not wanted', 'search=-b'],
    [
      'filters by a part of a text',
      `filter=${encodeURIComponent('[{"field":"os_version","operator":"contains","value":"1"}]')}`,
    ],
  ])('three %s are at work, others wait without a connection, and all are answered', async (_, query) => {
    const asked = await whileLocked('assets', async () => {
      const answers = Array.from({ length: 30 }, (__, at) =>
        engineer.get(`/secops/assets?${query}&limit=${at + 1}`),
      );
      await expectRoom(3);
      return answers;
    });
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses).toEqual(statuses.map(() => 200));
  });

  it('one statistic is at work, and all who ask meanwhile share the next', async () => {
    const query = jest.spyOn(server.app.get(Database), 'query');
    const measure = jest.spyOn(server.app.get(StatisticsService, { strict: false }), 'measure');
    const asked = await whileLocked('vulnerabilities', async () => {
      const answers = Array.from({ length: 30 }, () => engineer.get<VulnerabilityStats>(STATS));
      await expectRoom(1);
      while (measure.mock.calls.length < answers.length)
        await new Promise((resolve) => setTimeout(resolve, 10));
      return answers;
    });
    const answers = await Promise.all(asked);
    expect(answers.map(({ status, body }) => [status, body.total])).toEqual(answers.map(() => [200, 1]));
    const statements = query.mock.calls.filter(([{ name }]) => name?.startsWith('vulnerability_stats'));
    expect(statements).toHaveLength(2);
  });

  it('who asks for a statistic after a change finds it, although others asked before', async () => {
    const before = await whileLocked('assets', async () => {
      const answers = [engineer.get(STATS)];
      await untilWaiting(1);
      return [...answers, engineer.get(STATS)];
    });
    const reported = await report(engineer, asset, { title: 'Found meanwhile' });
    const { body } = await engineer.get<VulnerabilityStats>(STATS);
    expect([body.total, reported.title]).toEqual([2, 'Found meanwhile']);
    expect((await Promise.all(before)).map(({ status }) => status)).toEqual([200, 200]);
  });
});
