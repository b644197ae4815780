import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { draft, heard, open, UNAUTHORIZED } from './scene';

/** What a process leaves behind that dies right after its commit: an event without a number. */
const ORPHAN = `insert into events (type, action, channels, permission, environment, data)
  values ('incident', 'updated', '{incidents}', 'read:incidents', 'production', json_build_object('orphan', $1::text))`;

const orphan = (client: LiveClient, name: string) =>
  client.next(({ data }) => data?.orphan === name, `the orphan ${name}`);

describe('the outbox', () => {
  let first: TestServer;
  let second: TestServer;
  beforeAll(async () => {
    first = await startServer();
    second = await startServer({}, first.databaseUrl);
  });
  afterAll(async () => {
    await second.close();
    await first.close();
  });

  it('delivers an event whose process died before numbering it', async () => {
    const clients = [await first.live('viewer'), await second.live('viewer')];
    for (const client of clients) await client.subscribe(['incidents']);
    await first.sql(ORPHAN, ['left behind']);
    for (const client of clients) await orphan(client, 'left behind');
    await clients[0].quiet(1_100);
    expect(clients.map(({ events }) => events.length)).toEqual([1, 1]);
    for (const client of clients) client.end();
  });

  it('delivers after a start what no instance was there to deliver', async () => {
    const witness = await first.live('viewer', 'incidents');
    await heard(witness, await open(await first.as('engineer')));
    const since = witness.events.at(-1)!.id!;
    // Nobody numbers events while the lock is held: as if every instance were down.
    const blocker = first.app.get(DataSource).createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('select pg_advisory_xact_lock(7205759403792793)');
    await first.sql(ORPHAN, ['waiting']);
    const third = await startServer({}, first.databaseUrl);
    const client = await third.live('viewer');
    await client.subscribe(['incidents'], { since });
    await client.quiet();
    expect(client.events).toEqual([]);
    await blocker.rollbackTransaction();
    await blocker.release();
    await orphan(client, 'waiting');
    await orphan(witness, 'waiting');
    await client.quiet(1_100);
    expect([client.events.length, witness.events.length]).toEqual([1, 2]);
    client.end();
    witness.end();
    await third.close();
  });

  it('brings every event once and in order of id to the clients of every instance', async () => {
    const clients = [await first.live('viewer'), await second.live('viewer')];
    for (const client of clients) await client.subscribe(['incidents', 'production']);
    const writers = [await first.as('engineer'), await second.as('engineer')];
    await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async (writer) => {
        for (let count = 0; count < 50; count += 1) {
          const answer = await writers[writer % 2].post('/infra/incidents', draft({ title: `By ${writer}` }));
          expect(answer.status).toBe(201);
        }
      }),
    );
    const last = await open(writers[0]);
    for (const client of clients) await heard(client, last);
    const logged = (
      await first.sql<{
        id: string;
      }>(`select id from events where channels && '{incidents}' and data->>'orphan' is null
        and id > (select coalesce(max(id), 0) from events where data->>'orphan' is not null) order by id`)
    ).map(({ id }) => Number(id));
    expect(logged).toHaveLength(301);
    for (const client of clients) expect(client.events.map(({ id }) => id)).toEqual(logged);
    for (const client of clients) client.end();
  });

  it('lets a client of one instance resume on the other', async () => {
    const engineer = await first.as('engineer');
    let client = await first.live('viewer', 'incidents');
    const seen: number[] = [];
    const written: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const incidents = [await open(engineer), await open(engineer), await open(engineer)];
      written.push(...incidents.map(({ id }) => id));
      await client.until(() => client.events.length >= 1, 'an event');
      client.end();
      seen.push(...client.events.map(({ id }) => id!));
      client = await (round % 2 ? first : second).live('viewer');
      await client.subscribe(['incidents'], { since: seen.at(-1) });
    }
    const last = await open(engineer);
    await heard(client, last);
    seen.push(...client.events.map(({ id }) => id!));
    const logged = await first.sql<{ id: string }>(
      'select id from events where resource_id = any($1) order by id',
      [[...written, last.id]],
    );
    expect(seen).toEqual(logged.map(({ id }) => Number(id)));
  });

  it('closes the sockets of a session on every instance when it ends on one', async () => {
    const viewer = await first.signIn('viewer');
    const client = await LiveClient.open(`${second.wsUrl}?token=${viewer.token}`);
    await client.subscribe(['incidents']);
    expect((await viewer.post('/auth/logout')).status).toBe(200);
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
  });
});
