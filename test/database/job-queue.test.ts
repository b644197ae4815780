import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestContext, type RequestContext } from '../../src/core/context/request-context';
import { Fleet, left, type Numbered, OPTIONS, until } from './job-queue-fleet';

describe('the job queue', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await Fleet.open();
  });
  afterEach(() => fleet.stopAll());
  afterAll(() => fleet.close());

  it('does a job soon after its transaction has committed, and then forgets it', async () => {
    const one = await fleet.instance();
    const done: number[] = [];
    one.queue.define<Numbered>('soon', OPTIONS, ({ n }) => Promise.resolve(void done.push(n)));
    await one.start();
    await one.database.transaction(async () => {
      await one.queue.send('soon', { n: 1 });
      await sleep(50);
      expect(done).toEqual([]);
    });
    await until(() => done.length === 1);
    // One after the other: looking every two seconds alone would take twice as long as is allowed here.
    const deadline = Date.now() + 10_000;
    for (let n = 2; n <= 11; n += 1) {
      await one.queue.send('soon', { n });
      await until(() => done.length === n, deadline - Date.now());
    }
    await until(async () => (await left(one, 'soon')).length === 0);
  });

  it('knows nothing of a job whose transaction was rolled back', async () => {
    const one = await fleet.instance();
    const done: number[] = [];
    one.queue.define<Numbered>('rolled_back', OPTIONS, ({ n }) => Promise.resolve(void done.push(n)));
    await one.start();
    const failing = one.database.transaction(async () => {
      await one.queue.send('rolled_back', { n: 1 });
      throw new Error('halfway');
    });
    await expect(failing).rejects.toThrow('halfway');
    await one.queue.send('rolled_back', { n: 2 });
    await until(() => done.length === 1);
    expect([done, await left(one, 'rolled_back')]).toEqual([[2], expect.any(Array)]);
  });

  it('does a job not before its time', async () => {
    const one = await fleet.instance();
    const done: number[] = [];
    one.queue.define<Numbered>('later', OPTIONS, ({ n }) => Promise.resolve(void done.push(n)));
    await one.start();
    const sentAt = Date.now();
    await one.queue.sendAll([
      { name: 'later', data: { n: 400 }, startAfter: 400 },
      { name: 'later', data: { n: 200 }, startAfter: new Date(Date.now() + 200) },
      { name: 'later', data: { n: 0 } },
    ]);
    await until(() => done.length === 3);
    expect(done).toEqual([0, 200, 400]);
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(400);
  });

  it('tries a failing job again until its retries are used up, and hands its data to the dead letters', async () => {
    const one = await fleet.instance();
    const [tried, dead]: [number[], number[]] = [[], []];
    one.queue.define<Numbered>('failing', { ...OPTIONS, retryLimit: 2, deadLetter: 'given_up' }, ({ n }) => {
      tried.push(n);
      return Promise.reject(new Error('no luck'));
    });
    one.queue.define<Numbered>('given_up', OPTIONS, ({ n }) => Promise.resolve(void dead.push(n)));
    await one.start();
    await one.queue.send('failing', { n: 7 });
    await until(() => dead.length === 1);
    expect([tried, dead]).toEqual([[7, 7, 7], [7]]);
  });

  it('refuses a job for a queue that nobody has defined, and a queue that is defined twice', async () => {
    const one = await fleet.instance();
    await expect(one.queue.send('nobody', { n: 1 })).rejects.toThrow('there is no queue nobody');
    const define = (): void => one.queue.define('twice', OPTIONS, () => Promise.resolve());
    define();
    expect(define).toThrow('the queue twice is defined twice');
  });

  it('lets jobs with the same key wait once, and others as often as they are sent', async () => {
    const one = await fleet.instance();
    const done: number[] = [];
    const handler = ({ n }: Numbered) => Promise.resolve(void done.push(n));
    one.queue.define<Numbered>('once', { ...OPTIONS, oncePerKey: true }, handler);
    await one.start();
    await one.database.transaction(async () => {
      await one.queue.send('once', { n: 1 }, { key: 'a' });
      await one.queue.send('once', { n: 2 }, { key: 'a' });
      await one.queue.send('once', { n: 3 }, { key: 'b' });
    });
    await until(() => done.length === 2);
    await until(async () => (await left(one, 'once')).length === 0);
    expect(done.toSorted()).toEqual([1, 3]);
    await one.queue.send('once', { n: 4 }, { key: 'a' });
    await until(() => done.length === 3);
  });

  it('runs only so many jobs of a queue at a time', async () => {
    const one = await fleet.instance();
    let [running, most, done] = [0, 0, 0];
    one.queue.define<Numbered>('few', { ...OPTIONS, concurrency: 3 }, async () => {
      most = Math.max(most, (running += 1));
      await sleep(20);
      running -= 1;
      done += 1;
    });
    await one.start();
    await one.queue.sendAll(Array.from({ length: 20 }, (_, n) => ({ name: 'few', data: { n } })));
    await until(() => done === 20);
    expect(most).toBe(3);
  });

  it('ten instances that start at once share the work: every job is done once', async () => {
    const done: number[] = [];
    const all = await Promise.all(Array.from({ length: 10 }, () => fleet.instance()));
    for (const { queue } of all) {
      for (const name of ['shared', 'shared_too', 'shared_three'])
        queue.define<Numbered>(name, OPTIONS, ({ n }) => Promise.resolve(void done.push(n)));
    }
    await Promise.all(all.map((one) => one.start()));
    const jobs = Array.from({ length: 60 }, (_, n) => ({
      name: ['shared', 'shared_too'][n % 2],
      data: { n },
    }));
    await Promise.all(all.map(({ queue }, at) => queue.sendAll(jobs.slice(at * 6, at * 6 + 6))));
    await until(() => done.length >= 60);
    await until(
      async () => (await left(all[0], 'shared')).length + (await left(all[0], 'shared_too')).length === 0,
    );
    expect(done.toSorted((a, b) => a - b)).toEqual(jobs.map(({ data }) => data.n));
  });

  it('a job knows nothing of the request, or the transaction, that sent it', async () => {
    const one = await fleet.instance();
    const seen: unknown[] = [];
    one.queue.define<Numbered>('apart', OPTIONS, () => {
      seen.push(requestContext.current(), one.database.isInTransaction);
      return Promise.resolve();
    });
    await one.start();
    await requestContext.run({ requestId: 'r' } as RequestContext, () =>
      one.database.transaction(() => one.queue.send('apart', { n: 1 })),
    );
    await until(() => seen.length === 2);
    expect(seen).toEqual([undefined, false]);
  });

  it('options that have changed hold from the next start', async () => {
    const settings = async (expireInSeconds: number): Promise<unknown> => {
      const one = await fleet.instance();
      one.queue.define('changing', { ...OPTIONS, expireInSeconds, retryDelay: 2, backoff: true }, () =>
        Promise.resolve(),
      );
      await one.start();
      const rows = await one.database.query(
        {
          text: 'select retry_limit, retry_delay, retry_backoff, expire_seconds from pgboss.queue where name = $1',
        },
        ['changing'],
      );
      await one.stop();
      return rows;
    };
    const common = { retry_limit: 3, retry_delay: 2, retry_backoff: true };
    expect(await settings(10)).toEqual([{ ...common, expire_seconds: 10 }]);
    expect(await settings(20)).toEqual([{ ...common, expire_seconds: 20 }]);
  });
});
