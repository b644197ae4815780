import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import type { LiveClient } from '../../support/live-client';
import { PERSONAS } from '../../support/personas';
import { draft, heard, type IncidentBody, open, settled } from './scene';

describe('live events', () => {
  let server: TestServer;
  let engineer: Actor;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  afterEach(() => {
    for (const client of clients.splice(0)) client.end();
  });

  const connect = async (): Promise<LiveClient> => {
    const client = await server.live('viewer');
    clients.push(client);
    return client;
  };
  const listen = async (channels: string[]): Promise<LiveClient> => {
    const client = await connect();
    await settled(server);
    await client.subscribe(channels);
    return client;
  };

  it('tell of creating, changing and removing with the body that HTTP answered', async () => {
    const client = await listen(['incidents']);
    const created = await engineer.post<IncidentBody>('/infra/incidents', draft());
    const path = `/infra/incidents/${created.body.id}`;
    const updated = await engineer.patch<IncidentBody>(path, {
      status: 'resolved',
      tags: ['ünïcode "quoted"'],
    });
    expect((await engineer.delete(path)).status).toBe(204);
    await heard(client, created.body, 'deleted');
    const frame = {
      type: 'incident',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      user_id: PERSONAS.engineer.id,
      id: expect.any(Number),
    };
    expect(client.events).toEqual([
      { ...frame, action: 'created', data: created.body },
      { ...frame, action: 'updated', data: updated.body },
      {
        ...frame,
        action: 'deleted',
        data: { ...updated.body, updated_at: expect.stringMatching(/Z$/) },
      },
    ]);
    const ids = client.events.map(({ id }) => id!);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(new Set(ids).size).toBe(3);
  });

  it('tell that an incident was updated when evidence comes or goes', async () => {
    const incident = await open(engineer);
    const client = await listen(['incidents']);
    const path = `/infra/incidents/${incident.id}`;
    const evidence = await engineer.post(`${path}/evidence`, {
      title: 'Gateway log',
      type: 'log',
      content: 'upstream timed out',
    });
    expect(evidence.status).toBe(201);
    expect((await engineer.delete(`${path}/evidence/${String(evidence.body.id)}`)).status).toBe(204);
    const now = (await engineer.get(path)).body;
    await client.until(() => client.events.length === 2, 'two events');
    expect(client.events.map(({ type, action, data }) => ({ type, action, data }))).toEqual([
      { type: 'incident', action: 'updated', data: now },
      { type: 'incident', action: 'updated', data: now },
    ]);
  });

  it('come once to a client that listens to three of their channels', async () => {
    const client = await listen(['incidents', 'production', 'squad:Payments']);
    await heard(client, await open(engineer));
    await heard(client, await open(engineer));
    expect(client.events).toHaveLength(2);
  });

  it('come by each of their channels alone, and by no other', async () => {
    const hits = ['incidents', 'staging', 'squad:Data Platform'];
    const misses = ['tasks', 'production', 'squad:Payments', 'squad:data platform'];
    const [hitting, missing] = [
      await Promise.all(hits.map((channel) => listen([channel]))),
      await listen(misses),
    ];
    const incident = await open(engineer, { environment: 'staging', squad: 'Data Platform' });
    for (const client of hitting) await heard(client, incident);
    await missing.quiet();
    expect(missing.events).toEqual([]);
  });

  it('stop on unsubscribing, and only on the channels named', async () => {
    const client = await listen(['incidents', 'staging']);
    client.send({ type: 'unsubscribe', channels: ['incidents'] });
    await client.next(({ type }) => type === 'unsubscribed');
    await open(engineer, { environment: 'production' });
    const later = await open(engineer, { environment: 'staging' });
    await heard(client, later);
    expect(client.events).toHaveLength(1);
  });

  it('keep to the filters of the older dialect', async () => {
    const client = await connect();
    client.send({
      action: 'subscribe',
      topics: ['incidents'],
      filters: { environment: ['production', 'staging'], squad: 'Payments' },
    });
    await client.next(({ action }) => action === 'subscribed');
    await open(engineer, { environment: 'development', squad: 'Payments' });
    await open(engineer, { environment: 'production', squad: 'Search' });
    const [first, second] = [
      await open(engineer, { environment: 'production', squad: 'Payments' }),
      await open(engineer, { environment: 'staging', squad: 'Payments' }),
    ];
    await heard(client, second);
    expect(client.events.map(({ data }) => data!.id)).toEqual([first.id, second.id]);
  });

  it('come to every socket of a user, and closing one leaves the others', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => listen(['incidents'])));
    const first = await open(engineer);
    for (const client of [one, two, three]) await heard(client, first);
    two.end();
    const second = await open(engineer);
    for (const client of [one, three]) await heard(client, second);
    expect([one, three].map(({ events }) => events.length)).toEqual([2, 2]);
  });

  it('are not raised by a change that changes nothing, is refused or fails', async () => {
    const incident = await open(engineer);
    const client = await listen(['incidents']);
    const path = `/infra/incidents/${incident.id}`;
    expect((await engineer.patch(path, { title: incident.title })).status).toBe(200);
    expect((await engineer.patch(path, { title: 'x' })).status).toBe(400);
    expect((await engineer.patch(path, { title: 'Stale write' }, { 'if-match': '"99"' })).status).toBe(412);
    const viewer = await server.as('viewer');
    expect((await viewer.patch(path, { title: 'Not allowed' })).status).toBe(403);
    const last = await open(engineer);
    await heard(client, last);
    expect(client.events).toHaveLength(1);
  });

  it('are not raised by a change whose transaction was rolled back', async () => {
    const client = await listen(['incidents']);
    // A deferred trigger lets everything be written and then has the commit fail.
    await server.sql(`create function fail_late() returns trigger language plpgsql as
      $$ begin if new.title = 'Doomed' then raise exception 'no'; end if; return null; end $$`);
    await server.sql(`create constraint trigger fail_late after insert on incidents
      deferrable initially deferred for each row execute function fail_late()`);
    const victim = engineer.unchecked('its commits fail');
    expect((await victim.post('/infra/incidents', draft({ title: 'Doomed' }))).status).toBe(500);
    await heard(client, await open(engineer));
    expect(client.events).toHaveLength(1);
    await server.sql('drop trigger fail_late on incidents');
  });

  it('of one incident come in the order of its changes, with many writers', async () => {
    const incident = await open(engineer);
    const client = await listen(['incidents']);
    const titles = Array.from({ length: 60 }, (_, index) => `Change ${index}`);
    const answers = await Promise.all(
      titles.map((title) => engineer.patch<IncidentBody>(`/infra/incidents/${incident.id}`, { title })),
    );
    expect(answers.map(({ status }) => status)).toEqual(titles.map(() => 200));
    await client.until(() => client.events.length === 60, '60 events');
    const version = new Map(answers.map(({ body, headers }) => [body.title, headers.get('etag')]));
    const told = client.events.map(({ data }) =>
      Number(version.get(String(data!.title))!.replaceAll('"', '')),
    );
    expect(told).toEqual(Array.from({ length: 60 }, (_, index) => index + 2));
  });
});
