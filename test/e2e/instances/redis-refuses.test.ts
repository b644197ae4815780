import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { readConfig } from '../../../src/config';
import { DatabaseSignals } from '../../../src/core/database/signals';
import { RedisCounts } from '../../../src/core/rate-limit/shared-counts';
import { RedisLink } from '../../../src/core/redis/redis-link';
import { startServer, type TestServer } from '../../support/app';
import { until } from '../../support/until';
import { LogTap } from '../../support/log-tap';
import { describeWithPrograms } from '../../support/real-program';
import { RedisServer } from '../../support/redis-server';
import { heard, open } from '../gateway/scene';
import { expectError } from '../http/expect-error';

/** Says the same to whatever it is asked. */
async function parrot(answer: string): Promise<{ server: Server; url: string; end: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.on('data', () => socket.write(`${answer}\r\n`));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const end = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { server, url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, end };
}

const redisCheck = async (server: TestServer): Promise<boolean> => {
  const { status, body } = await server.anonymous.get<{ status: string; checks: { redis: boolean } }>(
    '//health',
  );
  expect([status, body.status]).toEqual([200, 'healthy']);
  return body.checks.redis;
};

/** Everything works as if no Redis were configured, but health says that it is. */
async function expectAlone(server: TestServer): Promise<void> {
  expect(await redisCheck(server)).toBe(false);
  const client = await server.live('viewer', 'incidents');
  await heard(client, await open(await server.as('engineer')));
  client.end();
  const actor = server.anonymous.with({ 'x-forwarded-for': '192.0.2.7' });
  for (let count = 0; count < 3; count += 1) await actor.get('/auth/me');
  // The minute may just have begun anew.
  const answers = await Promise.all(Array.from({ length: 8 }, () => actor.get('/auth/me')));
  expectError(
    answers.find(({ status }) => status === 429)!,
    429,
    'RATE_LIMIT_EXCEEDED',
  );
}

const LIMITS = { RATE_LIMIT_ANONYMOUS: '5', TRUST_PROXY: 'loopback' };

describeWithPrograms('a Redis that does not do what it should', ['redis-server'], () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start('right-password');
  });
  afterAll(() => redis.remove());

  it('and refuses the password costs sharing and nothing else, is said once, and the password never', async () => {
    const tap = new LogTap();
    const wrong = redis.url.replace('right-password', 'wrong-password');
    const server = await startServer({ ...LIMITS, REDIS_URL: wrong, LOG_LEVEL: 'trace' });
    try {
      const away = (): string[] => tap.lines.filter((line) => line.includes('Redis is away'));
      await until('it to be said', () => away().length > 0);
      await expectAlone(server);
      expect(away()).toHaveLength(1);
      expect(away()[0]).toContain('WRONGPASS');
    } finally {
      await server.close();
      tap.close();
    }
    expect(tap.lines.join('\n')).not.toContain('wrong-password');
  });

  it('and lets nobody listen is one to do without, is said once, and not run down with attempts', async () => {
    await redis.command('ACL', 'SETUSER', 'deaf', 'on', '>deaf-password', '~*', '+@all', 'resetchannels');
    const tap = new LogTap();
    const url = redis.url.replace(':right-password', 'deaf:deaf-password');
    const connections = async (): Promise<number> => {
      const said = String(await redis.command('INFO', 'stats'));
      return Number(/total_connections_received:(\d+)/.exec(said)![1]);
    };
    const server = await startServer({ ...LIMITS, REDIS_URL: url, LOG_LEVEL: 'info' });
    try {
      const away = (): string[] => tap.lines.filter((line) => line.includes('Redis is away'));
      await until('it to be said', () => away().length > 0);
      const [before, started] = [await connections(), performance.now()];
      await expectAlone(server);
      const seconds = (performance.now() - started) / 1_000;
      expect((await connections()) - before).toBeLessThanOrEqual(5 + seconds);
      expect(away()).toHaveLength(1);
      expect(away()[0]).toContain('NOPERM');
    } finally {
      await server.close();
      tap.close();
    }
  });

  it.each(['-LOADING Redis is loading the dataset in memory', '+OK', '*0'])(
    'and answers everything with %j costs sharing and nothing else',
    async (answer) => {
      const { url, end } = await parrot(answer);
      const server = await startServer({ ...LIMITS, REDIS_URL: url });
      try {
        await expectAlone(server);
      } finally {
        await server.close();
        end();
      }
    },
  );

  it.each(['*-1', '$-1\r\n$-1', '*-1\r\n*-1', '*1\r\n$-1', '*3\r\n$9\r\nsubscribe\r\n$-1\r\n:1'])(
    'and answers everything with %j is taken for none, and does no harm',
    async (answer) => {
      const { server, url, end } = await parrot(answer);
      let connections = 0;
      server.on('connection', () => (connections += 1));
      const link = new RedisLink(readConfig({ REDIS_URL: url }));
      link.on('events', () => undefined);
      try {
        await link.onApplicationBootstrap();
        await until('it to be tried again', () => connections > 3);
        expect(link.isUp).toBe(false);
      } finally {
        link.onApplicationShutdown();
        end();
      }
    },
  );

  it('gives all instances one time, whatever their own clocks say, and one slow answer or bad count is no outage', async () => {
    const own = Date.now;
    const skewed = jest.spyOn(Date, 'now').mockImplementation(() => own() + 25_000);
    const link = new RedisLink(readConfig({ REDIS_URL: redis.url, REDIS_PREFIX: 'skewed' }));
    try {
      await link.onApplicationBootstrap();
      await until('Redis to be there', () => link.isUp);
      expect(Math.abs(link.clock.now() - own())).toBeLessThan(5_000);

      const counts = new RedisCounts(link);
      await expect(link.ask(() => new Promise(() => undefined))).rejects.toThrow('no answer');
      expect(link.isUp).toBe(true);
      await redis.command('SET', 'skewed:hits:1:user', 'no hash');
      await redis.command('HSET', 'skewed:hits:1:other', 'x', 'no number');
      await expect(counts.count(new Map([['1:user', 1]]), 60_000)).rejects.toThrow('WRONGTYPE');
      expect(link.isUp).toBe(true);
      expect(await counts.count(new Map([['1:other', 3]]), 60_000)).toEqual([3]);
    } finally {
      skewed.mockRestore();
      link.onApplicationShutdown();
    }
  });

  it('is made up for by PostgreSQL, and makes up for it: news of ended sessions comes by either', async () => {
    const first = await startServer({ REDIS_URL: redis.url });
    // As if the line had gone dead without a sign.
    const deaf = jest.spyOn(DatabaseSignals.prototype, 'on').mockImplementation(() => undefined);
    const second = await startServer({ REDIS_URL: redis.url }, first.databaseUrl);
    deaf.mockRestore();
    try {
      for (const server of [first, second]) await until('Redis to be there', () => redisCheck(server));
      const viewer = await first.signIn('viewer');
      const there = second.anonymous.with(viewer.headers);
      expect((await there.get('/auth/me')).status).toBe(200);
      await viewer.post('/auth/logout');
      // What is remembered would be good for ten seconds.
      const ended = performance.now();
      await until('the refusal', async () => (await there.get('/auth/me')).status === 401);
      expect(performance.now() - ended).toBeLessThan(5_000);
    } finally {
      await second.close();
      await first.close();
    }
  });
});
