import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventLog } from '../../../src/core/events/event-log';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { heard, open } from './scene';

describe('many sockets', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  it('300 sockets of 30 users all get an event, each once', async () => {
    const users = await server.sql<{ id: string }>(`insert into users (name, email, role, team, password_hash)
      select 'User ' || n, 'user' || n || '@crowd.example', 'viewer', 'Crowd', u.password_hash
      from generate_series(1, 30) n, users u where u.email = 'viewer@example.com' returning id`);
    const tokens: string[] = [];
    for (const index of users.keys()) {
      const answer = await server.anonymous.post<{ token: string }>('/auth/login', {
        email: `user${index + 1}@crowd.example`,
        password: 'password123',
      });
      expect(answer.status).toBe(200);
      tokens.push(answer.body.token);
    }
    const clients = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        LiveClient.open(`${server.wsUrl}?token=${tokens[index % tokens.length]}`),
      ),
    );
    await Promise.all(clients.map((client) => client.subscribe(['incidents', 'production'])));
    const incidents = [await open(engineer), await open(engineer)];
    for (const client of clients) for (const incident of incidents) await heard(client, incident);
    await clients[0].quiet();
    expect(clients.filter(({ events }) => events.length !== 2)).toEqual([]);
    for (const client of clients) client.end();
  });

  it('a client that does not read is cut off, and the others get everything meanwhile', async () => {
    const [deaf, quick] = [await server.live('viewer'), await server.live('viewer')];
    for (const client of [deaf, quick]) await client.subscribe(['incidents']);
    deaf.socket.pause();
    const incident = await open(engineer);
    // Enough to fill what the system itself takes in for a client, and then more than 1 MiB.
    const text = '€'.repeat(20_000);
    const rounds = 150;
    let slowest = 0;
    for (let index = 0; index < rounds; index += 1) {
      const from = Date.now();
      const answer = await engineer.patch(`/infra/incidents/${incident.id}`, {
        description: `${index} ${text}`.slice(0, 20_000),
        root_cause: text,
        resolution: text,
      });
      expect(answer.status).toBe(200);
      await quick.until(() => quick.events.length === index + 2, `event ${index}`);
      slowest = Math.max(slowest, Date.now() - from);
    }
    expect(slowest).toBeLessThan(3_000);
    expect(quick.events.map(({ id }) => id)).toHaveLength(rounds + 1);
    deaf.socket.resume();
    expect((await deaf.untilClosed()).code).toBe(1006);
    expect(deaf.events.length).toBeLessThan(rounds);
    quick.end();
  });

  it('that all resume at once leave database connections to others', async () => {
    const witness = await server.live('viewer', 'incidents');
    await heard(witness, await open(engineer));
    const since = witness.events[0].id!;
    await heard(witness, await open(engineer));
    const eventLog = server.app.get(EventLog);
    const read = eventLog.heard.bind(eventLog);
    let reading = 0;
    let most = 0;
    let goOn!: () => void;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    eventLog.heard = async (...asked) => {
      most = Math.max(most, (reading += 1));
      await held;
      return read(...asked).finally(() => (reading -= 1));
    };
    try {
      const back = await Promise.all(Array.from({ length: 12 }, () => server.live('viewer')));
      // The answer comes before the replay, in the same breath.
      await Promise.all(back.map((client) => client.subscribe(['incidents'], { since })));
      expect(most).toBe(2);
      goOn();
      for (const client of back) await client.until(() => client.events.length === 1, 'the event');
      expect(most).toBe(2);
      for (const client of [witness, ...back]) client.end();
    } finally {
      goOn();
      eventLog.heard = read;
    }
  });
});
