import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { expectEverybodyTold, instanceRounds } from '../../faults/instance-rounds';
import { Actor } from '../../support/actor';
import { Fleet } from '../../support/fleet';
import { until } from '../../support/until';
import type { LiveClient } from '../../support/live-client';
import { PASSWORD, PERSONAS } from '../../support/personas';
import { describeWithPrograms } from '../../support/real-program';
import { mint } from '../admin/token-scene';
import { expectError } from '../http/expect-error';

const LIMIT = 200;
const TOLERANCE = 0.05 * LIMIT;
const REVOKED_MS = 5_000;

/**
 * Counts begin anew with each minute of the clock: with little of it left, the next one is waited for, and what has seen
 * two of them is done again.
 */
async function withinOneMinute(work: () => Promise<void>): Promise<void> {
  const minute = (): number => Math.floor(Date.now() / 60_000);
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 12_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
  const begun = minute();
  try {
    await work();
  } catch (error) {
    if (minute() === begun) throw error;
    await work();
  }
}

describeWithPrograms('three instances that share a Redis', ['redis-server'], () => {
  let fleet: Fleet;
  let engineer: Actor;
  let admin: Actor;
  let addresses = 0;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    fleet = await Fleet.start({
      ...{ RATE_LIMIT_ANONYMOUS: String(LIMIT), TRUST_PROXY: 'loopback' },
      // On a machine that does much else beside, an answer may take its time.
      REDIS_TIMEOUT_MS: '2000',
    });
    [engineer, admin] = [await fleet.servers[0].as('engineer'), await fleet.servers[0].as('admin')];
  }, 120_000);
  afterAll(() => fleet.end());
  afterEach(() => {
    for (const client of clients.splice(0)) client.end();
  });

  const listen = async (actor: Actor, ...those: number[]): Promise<LiveClient[]> => {
    const opened = [];
    for (const index of those) opened.push(await fleet.live(fleet.servers[index], actor, ['incidents']));
    clients.push(...opened);
    return opened;
  };
  const open = async (actor: Actor, title: string): Promise<string> => {
    const answer = await actor.post('/infra/incidents', {
      ...{ title, description: 'Seen by several instances.', severity: 'low' },
      ...{ squad: 'Platform', environment: 'staging' },
    });
    expect(answer.status).toBe(201);
    return String(answer.body.id);
  };
  const created = ({ events }: LiveClient): string[] => events.map(({ data }) => String(data!.id));
  /** Somebody at an address that has not been heard of, on each instance. */
  const stranger = (): Actor[] =>
    fleet.everywhere(new Actor('', { 'x-forwarded-for': `192.0.2.${(addresses += 1)}` }));
  const admitted = (answers: { status: number }[]): number => {
    for (const { status } of answers) expect([401, 429]).toContain(status);
    return answers.filter(({ status }) => status === 401).length;
  };
  /** How many of so many requests, all at once, on each of these instances are let in. */
  const burst = async (actors: Actor[], each: number): Promise<number> =>
    admitted(
      await Promise.all(actors.flatMap((actor) => Array.from({ length: each }, () => actor.get('/auth/me')))),
    );
  const signIn = async (): Promise<Actor> => {
    const { url } = fleet.servers[0];
    const credentials = { email: PERSONAS.viewer.email, password: PASSWORD };
    const { body } = await new Actor(url).post<{ token: string }>('/auth/login', credentials);
    return new Actor(url, { authorization: `Bearer ${body.token}` });
  };
  /** Ends what the caller stands on, whom B and C know and serve, and waits until they do so no longer. */
  const expectEnded = async (actor: Actor, end: () => Promise<{ status: number }>): Promise<void> => {
    const [, b, c] = fleet.everywhere(actor);
    for (const each of [b, c]) expect((await each.get('/infra/incidents')).status).toBe(200);
    const sockets = await listen(actor, 1, 2);
    expect((await end()).status).toBe(204);
    const ended = performance.now();
    const closed = await Promise.all(sockets.map((socket) => socket.untilClosed()));
    for (const { code } of closed) expect(code).toBe(1008);
    await Promise.all(
      [b, c].map((each) =>
        until('the refusal', async () => (await each.get('/infra/incidents')).status === 401),
      ),
    );
    expect(performance.now() - ended).toBeLessThan(REVOKED_MS);
  };

  it('tell the sockets of all of them what was done on any, once and in the same order', async () => {
    const [a, b] = fleet.everywhere(engineer);
    const [onB, onC] = await listen(engineer, 1, 2);
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1)
      ids.push(...(await Promise.all([a, b].map((each, at) => open(each, `Incident ${count} on ${at}`)))));
    for (const client of [onB, onC])
      await client.until(() => client.events.length >= ids.length, 'all events');
    const last = await open(a, 'Whatever was told twice has come by then');
    for (const client of [onB, onC]) await client.next(({ data }) => data?.id === last);
    expect(created(onB)).toEqual(created(onC));
    expect([...created(onB)].sort()).toEqual([...ids, last].sort());
    const order = onB.events.map(({ id }) => id!);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it('take no harm from what strangers say on their channels', async () => {
    const clientsOfAll = await listen(engineer, 0, 1, 2);
    const nonsense = ['', 'x', 'x ', 'x NaN', 'x -1', 'x 1e999', `x ${Number.MAX_SAFE_INTEGER}`, '\0\xff {}'];
    for (const channel of ['events', 'access', 'changes', 'unheard-of'])
      for (const message of [...nonsense, `x ${PERSONAS.engineer.id}`, Buffer.alloc(100_000, 255)])
        await fleet.redis.command('PUBLISH', `occ:${channel}`, message);
    const ids = [];
    for (const actor of fleet.everywhere(engineer)) ids.push(await open(actor, 'After the nonsense'));
    for (const client of clientsOfAll) {
      await client.until(() => client.events.length >= ids.length, 'the events');
      expect(created(client)).toEqual(ids);
      expect(client.closed).toBeNull();
    }
  });

  it('count to one limit, whether requests come one by one or all at once', async () => {
    await withinOneMinute(async () => {
      const actors = stranger();
      const remaining = [];
      for (let count = 0; count < 9; count += 1) {
        const { headers } = await actors[count % 3].get('/auth/me');
        remaining.push(Number(headers.get('x-ratelimit-remaining')));
      }
      expect(remaining).toEqual(Array.from({ length: 9 }, (_, count) => LIMIT - 1 - count));
      let spread = 9;
      for (let wave = 0; wave < 25; wave += 1) spread += await burst(actors, 3);
      expect(Math.abs(spread - LIMIT)).toBeLessThanOrEqual(TOLERANCE);
      expect(Math.abs((await burst(stranger(), 100)) - LIMIT)).toBeLessThanOrEqual(TOLERANCE);
      // One instance knows at once what the others have let in.
      const [d, e] = stranger();
      await burst([d], LIMIT);
      expectError(await e.get('/auth/me'), 429, 'RATE_LIMIT_EXCEEDED');
    });
  }, 120_000);

  it('keep nothing in Redis for good', async () => {
    const keys = (await fleet.redis.command('KEYS', '*')) as string[];
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key).toMatch(/^occ:/);
      // -2: it has gone meanwhile.
      const left = Number(await fleet.redis.command('PTTL', key));
      if (left !== -2) expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(60_000);
    }
  });

  it('end the sockets and the use of a session that was ended on one of them, and of a token', async () => {
    const viewer = await signIn();
    await expectEnded(viewer, () => viewer.post('/auth/logout').then(() => ({ status: 204 })));
    const minted = await mint(admin);
    await expectEnded(minted.actor, () => admin.delete(`/admin/tokens/${minted.body.id}`));
  });

  it('lock an account after failures on any of them', async () => {
    const actors = stranger();
    const sign = (actor: Actor, password: string) =>
      actor.post('/auth/login', { email: PERSONAS.colleague.email, password });
    for (let count = 0; count < 5; count += 1)
      expectError(await sign(actors[count % 3], 'wrong'), 401, 'INVALID_CREDENTIALS');
    for (const actor of actors) expectError(await sign(actor, PASSWORD), 429, 'RATE_LIMIT_EXCEEDED');
  });

  it('go on alone while Redis is dead, say so, and come together again by themselves', async () => {
    const [onB, onC] = await listen(engineer, 1, 2);
    await fleet.redis.kill();
    await fleet.untilRedisIs(false);
    const id = await open(fleet.everywhere(engineer)[0], 'Without Redis');
    for (const client of [onB, onC]) await client.next(({ data }) => data?.id === id);
    const viewer = await signIn();
    await expectEnded(viewer, () => viewer.post('/auth/logout').then(() => ({ status: 204 })));
    const alone = async (): Promise<void> => {
      const [a, b] = stranger();
      expect(await burst([a], LIMIT + 20)).toBe(LIMIT);
      expect(await burst([b], 20)).toBe(20);
    };
    await withinOneMinute(alone);

    await fleet.redis.again();
    await fleet.untilRedisIs(true);
    await withinOneMinute(async () => {
      expect(Math.abs((await burst(stranger(), 100)) - LIMIT)).toBeLessThanOrEqual(TOLERANCE);
    });
  }, 180_000);

  it('are not held up by a Redis that hangs, nor by one that takes no writes', async () => {
    const serves = async (): Promise<void> => {
      const started = performance.now();
      const answers = await Promise.all(
        fleet.everywhere(engineer).flatMap((each) => Array.from({ length: 20 }, () => each.get('/auth/me'))),
      );
      for (const { status } of answers) expect(status).toBe(200);
      expect(performance.now() - started).toBeLessThan(10_000);
    };
    fleet.redis.holdStill();
    try {
      await serves();
      await fleet.untilRedisIs(false);
      await serves();
    } finally {
      fleet.redis.goOn();
    }
    await fleet.untilRedisIs(true);
    await fleet.redis.command('REPLICAOF', '127.0.0.1', '1');
    await fleet.untilRedisIs(false);
    await serves();
    await fleet.redis.command('REPLICAOF', 'NO', 'ONE');
    await fleet.untilRedisIs(true);
  }, 60_000);

  it('lose nothing and tell nothing twice while lines break, one is killed and Redis starts anew', async () => {
    const figures = await instanceRounds(fleet, engineer, { disconnects: 100, kills: 1, restarts: 1 });
    expectEverybodyTold(figures);
  }, 90_000);
});
