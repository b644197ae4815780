import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { DataSource } from 'typeorm';
import { EventLog } from '../../../src/core/events/event-log';
import { startServer, type TestServer } from '../../support/app';
import { type LiveClient, type LiveMessage } from '../../support/live-client';
import { answers, heard, open } from './scene';

const ids = (messages: readonly LiveMessage[]): number[] => messages.map(({ id }) => id!);

describe('a client that resumes by since', () => {
  let server: TestServer;
  let engineer: Actor;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('delete from events'));
  afterEach(() => {
    for (const client of clients.splice(0)) client.end();
  });

  const connect = async (): Promise<LiveClient> => {
    const client = await server.live('viewer');
    clients.push(client);
    return client;
  };
  /** Every id given so far on any of these channels, as the database has them. */
  const logged = async (...channels: string[]): Promise<number[]> =>
    (
      await server.sql<{ id: string }>(
        'select id from events where id is not null and channels && $1 order by id',
        [channels],
      )
    ).map(({ id }) => Number(id));
  const newest = async (): Promise<number> =>
    Number(
      (
        await server.sql<{ id: string }>(
          'select case when is_called then last_value else 0 end as id from event_ids',
        )
      )[0].id,
    );
  /** Events that nobody made over HTTP: `count` of them, each of about `size` bytes. */
  const flood = async (count: number, size: number): Promise<void> => {
    const witness = await connect();
    await witness.subscribe(['incidents']);
    await server.sql(
      `insert into events (type, action, channels, permission, environment, data)
       select 'incident', 'updated', '{squad:Flood}', 'read:incidents', 'production',
         json_build_object('n', n, 'text', repeat('x', $2)) from generate_series(1, $1::int) n`,
      [count, size],
    );
    await heard(witness, await open(engineer));
    witness.end();
  };

  it('gets what it missed, in order, before live events, and the answer before both', async () => {
    const client = await connect();
    await client.subscribe(['incidents']);
    await heard(client, await open(engineer));
    const since = client.events[0].id!;
    client.end();
    for (let index = 0; index < 5; index += 1) await open(engineer);
    const witness = await connect();
    await witness.subscribe(['incidents']);
    const last = await open(engineer);
    await heard(witness, last);

    const back = await connect();
    await back.subscribe(['incidents'], { since });
    const live = await open(engineer);
    await heard(back, live);
    expect(back.messages[0]).toEqual({ type: 'subscribed', channels: ['incidents'] });
    expect(ids(back.events)).toEqual((await logged('incidents')).filter((id) => id > since));
    expect(back.events).toHaveLength(7);
  });

  it('gets the very message that others got live', async () => {
    const witness = await connect();
    await witness.subscribe(['incidents']);
    const since = await newest();
    await heard(witness, await open(engineer));
    const back = await connect();
    await back.subscribe(['production'], { since });
    await back.until(() => back.events.length === 1, 'the event');
    expect(back.events).toEqual(witness.events);
  });

  it('gets nothing that is not on its channels, and nothing when it has missed nothing', async () => {
    const since = await newest();
    await open(engineer, { environment: 'staging' });
    const wanted = await open(engineer, { environment: 'production' });
    const back = await connect();
    await back.subscribe(['production'], { since });
    await heard(back, wanted);
    const current = await connect();
    await current.subscribe(['production', 'staging'], { since: await newest() });
    await heard(current, await open(engineer));
    expect([back.events.length, current.events.length]).toEqual([2, 1]);
  });

  it('loses nothing and gets nothing twice while others write, however often it disconnects', async () => {
    const start = await newest();
    let writing = true;
    const writers = Array.from({ length: 6 }, async () => {
      for (let count = 0; count < 60; count += 1) await open(engineer);
    });
    const written = Promise.all(writers).finally(() => (writing = false));
    const seen: number[] = [];
    let rounds = 0;
    while (writing || rounds < 3) {
      rounds += 1;
      const client = await connect();
      await client.subscribe(['incidents', 'production', 'squad:Payments'], { since: seen.at(-1) ?? start });
      await client.until(() => client.events.length >= 15 || !writing, 'some events', 10_000);
      client.end();
      seen.push(...ids(client.events));
    }
    await written;
    const last = await connect();
    await last.subscribe(['incidents'], { since: seen.at(-1) ?? start });
    await heard(last, await open(engineer));
    seen.push(...ids(last.events));
    expect(seen).toEqual(await logged('incidents'));
    expect(seen).toHaveLength(361);
    expect(rounds).toBeGreaterThan(5);
  });

  it('hears on while it catches up on a second channel, each event once', async () => {
    const since = await newest();
    // More than all buffers hold, so that the catching-up lasts until the client reads.
    await flood(300, 100_000);
    const client = await connect();
    await client.subscribe(['staging']);
    const before = await open(engineer, { environment: 'staging' });
    await heard(client, before);
    client.socket.pause();
    client.send({ type: 'subscribe', channels: ['squad:Flood'], since });
    const witness = await connect();
    await witness.subscribe(['staging']);
    await witness.quiet(300);
    const during = [
      await open(engineer, { environment: 'staging' }),
      await open(engineer, { environment: 'staging', squad: 'Flood' }),
    ];
    for (const incident of during) await heard(witness, incident);
    client.socket.resume();
    const after = await open(engineer, { environment: 'staging' });
    await heard(client, after);
    await client.until(() => client.events.length >= 304, 'everything', 10_000);
    const got = ids(client.events);
    expect([...got].sort((a, b) => a - b)).toEqual(await logged('staging', 'squad:Flood'));
    // What was live before stands first; from the catching-up on ids only grow.
    expect(client.events[0].data!.id).toBe(before.id);
    expect(got.slice(1)).toEqual(got.slice(1).sort((a, b) => a - b));
  });

  it('is not cut off by its own long replay', async () => {
    const since = await newest();
    await flood(450, 60_000);
    const client = await connect();
    client.send({ type: 'subscribe', channels: ['squad:Flood'], since });
    await client.until(() => client.events.length === 450 || client.closed !== null, '27 MB', 15_000);
    expect(client.closed).toBeNull();
    expect(ids(client.events)).toEqual(await logged('squad:Flood'));
  });

  it('is looked up no more than what it listens to and may hear, however much else there is', async () => {
    const since = await newest();
    await server.sql(
      `insert into events (type, action, channels, permission, environment, data)
       select 'metric', 'updated', '{metrics,production}', 'read:metrics', 'production', '{}' from generate_series(1, 3000) n`,
    );
    await server.sql(
      `insert into events (type, action, channels, permission, environment, data)
       select 'secret', 'updated', '{incidents}', 'read:secrets', 'production', '{}' from generate_series(1, 3000) n`,
    );
    const witness = await connect();
    await witness.subscribe(['incidents']);
    const incident = await open(engineer);
    await heard(witness, incident);
    const look = jest.spyOn(server.app.get(EventLog), 'heard');
    const client = await connect();
    await client.subscribe(['incidents'], { since });
    await heard(client, incident);
    const read = await Promise.all(look.mock.results.map(({ value }) => value as Promise<unknown[]>));
    look.mockRestore();
    expect(read.map(({ length }) => length)).toEqual([1]);
    expect(client.events).toEqual(witness.events);
  });

  it('is told to resync, and hears what is new, when its since is from the future', async () => {
    const client = await connect();
    await client.subscribe(['incidents'], { since: (await newest()) + 1_000 });
    await heard(client, await open(engineer));
    expect(answers(client)).toEqual([
      { type: 'error', message: 'resync' },
      { type: 'subscribed', channels: ['incidents'] },
    ]);
    expect(client.events).toHaveLength(1);
  });

  it('is told to resync when events after its since are no longer kept', async () => {
    const since = await newest();
    const witness = await connect();
    await witness.subscribe(['incidents']);
    for (let index = 0; index < 3; index += 1) await heard(witness, await open(engineer));
    await server.sql('delete from events where id <= $1', [since + 1]);
    const [gap, none] = [await connect(), await connect()];
    await gap.subscribe(['incidents'], { since });
    expect(answers(gap)[0]).toEqual({ type: 'error', message: 'resync' });
    await none.subscribe(['incidents'], { since: since + 1 });
    await none.until(() => none.events.length === 2, 'what is still kept');
    expect(answers(none)).toEqual([{ type: 'subscribed', channels: ['incidents'] }]);
    await server.sql('delete from events');
    const empty = await connect();
    await empty.subscribe(['incidents'], { since: since + 2 });
    expect(answers(empty)[0]).toEqual({ type: 'error', message: 'resync' });
    const uptodate = await connect();
    await uptodate.subscribe(['incidents'], { since: since + 3 });
    expect(answers(uptodate)).toEqual([{ type: 'subscribed', channels: ['incidents'] }]);
  });

  it('is not sent away because the first event of an empty log is just being numbered', async () => {
    const since = await newest();
    const numbering = server.app.get(DataSource).createQueryRunner();
    await numbering.startTransaction();
    await numbering.query('select pg_advisory_xact_lock(7205759403792793)');
    const incident = await open(engineer);
    expect(await numbering.query('select id from number_events(10)')).toHaveLength(1);
    const client = await connect();
    client.send({ type: 'subscribe', channels: ['incidents'], since });
    await client.quiet(100);
    await numbering.commitTransaction();
    await numbering.release();
    await heard(client, incident);
    expect(answers(client)).toEqual([{ type: 'subscribed', channels: ['incidents'] }]);
  });

  it('misses nothing that was forgotten out of turn', async () => {
    const since = await newest();
    const witness = await connect();
    await witness.subscribe(['incidents']);
    for (let index = 0; index < 3; index += 1) await heard(witness, await open(engineer));
    const forget = async (ids: number[]): Promise<number[]> => {
      await server.sql(`update events set created_at = now() - interval '2 days' where id = any($1)`, [ids]);
      await server.app.get(EventLog).prune(24);
      return logged('incidents');
    };
    // A transaction that took long: its event is older than the one numbered before it.
    expect(await forget([since + 2])).toEqual([since + 1, since + 2, since + 3]);
    const client = await connect();
    await client.subscribe(['incidents'], { since: since + 1 });
    await client.until(() => client.events.length === 2, 'both');
    expect(answers(client)).toEqual([{ type: 'subscribed', channels: ['incidents'] }]);
    expect(await forget([since + 1])).toEqual([since + 3]);
    expect(await forget([since + 3])).toEqual([]);
  });

  it('is told so in its own dialect', async () => {
    const client = await connect();
    client.send({ action: 'subscribe', topics: ['incidents'], since: 2 ** 40 });
    await client.next(({ action }) => action === 'subscribed');
    expect(answers(client)[0]).toEqual({ action: 'error', message: 'resync' });
  });
});
