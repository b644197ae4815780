import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fleet, type Instance, left, type Numbered, OPTIONS, until } from './job-queue-fleet';

describe('the job queue, when things end or break', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await Fleet.open();
  });
  afterEach(() => fleet.stopAll());
  afterAll(() => fleet.close());

  it('a job whose process died is done by another instance after its expiry', async () => {
    const [dead, alive] = [await fleet.instance(), await fleet.instance()];
    const options = { ...OPTIONS, expireInSeconds: 1 };
    const done: string[] = [];
    let [begun, release] = [0, (): void => undefined];
    dead.queue.define<Numbered>('orphan', options, () => {
      begun += 1;
      return new Promise<void>((resolve) => (release = resolve));
    });
    await dead.start();
    await dead.queue.send('orphan', { n: 1 });
    await until(() => begun === 1);
    alive.queue.define<Numbered>('orphan', options, () => Promise.resolve(void done.push('alive')));
    await alive.start();
    // It takes no more, as if it were no longer there; what it has begun never ends.
    await dead.queue.beforeApplicationShutdown();
    await until(() => done.length === 1);
    expect([begun, done]).toEqual([1, ['alive']]);
    release();
  });

  it('tells a handler when its time is over', async () => {
    const one = await fleet.instance();
    const heard: string[] = [];
    one.queue.define<Numbered>('slow', { ...OPTIONS, expireInSeconds: 1 }, async (_, signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      heard.push((signal.reason as Error).message);
    });
    await one.start();
    await one.queue.send('slow', { n: 1 });
    await until(() => heard.length > 0);
    expect(heard[0]).toBe('its time is over');
  });

  it('that stops lets running jobs end, and takes no more', async () => {
    const one = await fleet.instance();
    const [begun, done]: [number[], number[]] = [[], []];
    one.queue.define<Numbered>('ending', { ...OPTIONS, concurrency: 1 }, async ({ n }) => {
      begun.push(n);
      await sleep(300);
      done.push(n);
    });
    await one.start();
    await one.queue.sendAll([1, 2].map((n) => ({ name: 'ending', data: { n } })));
    await until(() => begun.length === 1);
    await one.queue.beforeApplicationShutdown();
    await one.queue.onApplicationShutdown();
    expect([begun.length, done]).toEqual([1, begun]);
    expect(await left(one, 'ending')).toEqual([{ state: 'created', retry_count: 0 }]);
  });

  it('that stops gives back a job that does not end in time, and its next run is no retry', async () => {
    const [stopping, next] = [await fleet.instance(), await fleet.instance()];
    let isRunning = false;
    stopping.queue.define<Numbered>('endless', OPTIONS, async (_, signal) => {
      isRunning = true;
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    });
    await stopping.start();
    await stopping.queue.send('endless', { n: 1 });
    await until(() => isRunning);
    const beganAt = Date.now();
    await stopping.queue.beforeApplicationShutdown();
    await stopping.queue.onApplicationShutdown();
    expect(Date.now() - beganAt).toBeLessThan(8_000);
    expect(await left(next, 'endless')).toEqual([{ state: 'created', retry_count: 0 }]);
    const done: number[] = [];
    next.queue.define<Numbered>('endless', OPTIONS, ({ n }) => Promise.resolve(void done.push(n)));
    await next.start();
    await until(() => done.length === 1);
  });

  it('a job is given back whole or not at all, so that it is never lost half way', async () => {
    const [stopping, watching] = [await fleet.instance(), await fleet.instance()];
    let isRunning = false;
    stopping.queue.define<Numbered>('halfway', { ...OPTIONS, expireInSeconds: 1 }, async (_, signal) => {
      isRunning = true;
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    });
    await stopping.start();
    await stopping.queue.send('halfway', { n: 1 });
    await until(() => isRunning);
    // To be put back it is first taken away from the one that runs it. As it is, its expiry makes that good.
    const refusing = `create function refuse() returns trigger language plpgsql as $$ begin
        if old.state = 'cancelled' then raise 'not now'; end if; return new; end $$;
      create trigger refuse before update on pgboss.job for each row execute function refuse()`;
    await watching.database.pool.query(refusing);
    await stopping.queue.beforeApplicationShutdown();
    await stopping.queue.onApplicationShutdown();
    await watching.database.pool.query('drop function refuse cascade');
    expect(await left(watching, 'halfway')).toEqual([{ state: 'active', retry_count: 0 }]);
  });

  it('goes on by itself when its connections were cut', async () => {
    const [one, other] = [await fleet.instance(), await fleet.instance()];
    const done: number[] = [];
    one.queue.define<Numbered>('cut', OPTIONS, async ({ n }) => {
      if (n === 1) await cutAll(other);
      done.push(n);
    });
    await one.start();
    await one.queue.send('cut', { n: 1 });
    await until(() => done.length > 0);
    await until(() =>
      one.queue.send('cut', { n: 2 }).then(
        () => true,
        () => false,
      ),
    );
    await until(() => done.includes(2));
  });

  const cutAll = ({ database }: Instance): Promise<unknown> =>
    database.query(
      {
        text: `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
      },
      [],
    );
});
