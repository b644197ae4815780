import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { claimsOf, eventually } from '../auth/session-actor';
import { heard, open, UNAUTHORIZED } from '../gateway/scene';
import { expectError, expectInvalid } from '../http/expect-error';
import { atTheGate, type Made, make, signIn, tokenOf } from './users-scene';

describe('what an admin changes of an account', () => {
  let server: TestServer;
  /** Another instance on the same database. */
  let elsewhere: TestServer;
  let admin: Actor;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    server = await startServer();
    elsewhere = await startServer({}, server.databaseUrl);
    admin = await server.as('admin');
  });
  afterAll(async () => {
    await elsewhere.close();
    await server.close();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.end();
  });

  const there = (actor: Actor): Actor => elsewhere.anonymous.with(actor.headers);
  const socket = async (actor: Actor, instance = server): Promise<LiveClient> => {
    const client = await LiveClient.open(`${instance.wsUrl}?token=${actor.token}`);
    clients.push(client);
    await client.subscribe(['incidents']);
    return client;
  };
  const login = ({ email, password }: Pick<Made, 'email' | 'password'>) =>
    server.anonymous.post('/auth/login', { email, password });
  /** Known to both instances, with a socket on each. */
  const settle = async (person: Made): Promise<{ actor: Actor; sockets: LiveClient[] }> => {
    const actor = await signIn(server, person);
    for (const one of [actor, there(actor)]) expect((await one.get('/auth/me')).status).toBe(200);
    return { actor, sockets: [await socket(actor), await socket(actor, elsewhere)] };
  };
  /** Refused here by the next request, there as soon as the database has told, and the sockets close. */
  const expectOut = async ({ actor, sockets }: { actor: Actor; sockets: LiveClient[] }): Promise<void> => {
    expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
    for (const client of sockets) expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
    const told = await eventually(
      () => there(actor).get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(told, 401, 'UNAUTHORIZED');
  };

  /** Whether a socket is told what only administrators may hear; everybody hears what comes behind it. */
  const hearsAdministrators = async (client: LiveClient): Promise<boolean> => {
    const mark = randomUUID();
    await server.sql(
      `insert into events (type, action, channels, permission, data)
       values ('incident', 'updated', '{incidents}', 'manage:users', json_build_object('id', $1::text))`,
      [mark],
    );
    await heard(client, await open(await server.as('engineer')));
    return client.events.some(({ data }) => data?.id === mark);
  };

  it('disabled, they are out at once and cannot sign in, with their own password', async () => {
    const person = await make(admin);
    const settled = await settle(person);
    const path = `/admin/users/${person.id}`;
    expect((await admin.patch(path, { disabled: true })).body).toMatchObject({ disabled: true });
    await expectOut(settled);
    expectError(await login(person), 401, 'INVALID_CREDENTIALS');
    expect((await admin.patch(path, { disabled: false })).body).toMatchObject({ disabled: false });
    // What was ended stays so: whoever found the session before must not find it again.
    expectError(await settled.actor.get('/auth/me'), 401, 'UNAUTHORIZED');
    expect((await login(person)).status).toBe(200);
  });

  it('removed, they are out at once, and what they held is revoked', async () => {
    const person = await make(admin, { role: 'admin' });
    const settled = await settle(person);
    const token = await tokenOf(server, settled.actor, ['read:incidents']);
    const other = await tokenOf(server, admin, ['read:incidents']);
    expect((await token.get('/infra/incidents')).status).toBe(200);
    const client = await socket(token);
    expect((await admin.delete(`/admin/users/${person.id}`)).status).toBe(204);
    await expectOut(settled);
    expectError(await token.get('/infra/incidents'), 401, 'UNAUTHORIZED');
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
    expectError(await login(person), 401, 'INVALID_CREDENTIALS');
    const held = await server.sql(
      'select revoked_at is not null as revoked from api_tokens where user_id = $1',
      [person.id],
    );
    expect(held).toEqual([{ revoked: true }]);
    const living = await server.sql('select 1 from sessions where user_id = $1 and ended_at is null', [
      person.id,
    ]);
    expect(living).toEqual([]);
    expect((await other.get('/infra/incidents')).status).toBe(200);
  });

  it('demoted, they may do less from the next request on, and hear less on open sockets', async () => {
    const person = await make(admin, { role: 'admin' });
    const { actor, sockets } = await settle(person);
    const token = await tokenOf(server, actor, ['manage:users', 'read:incidents']);
    expect((await actor.get('/admin/users')).status).toBe(200);
    for (const client of sockets) expect(await hearsAdministrators(client)).toBe(true);
    expect((await admin.patch(`/admin/users/${person.id}`, { role: 'viewer' })).status).toBe(200);
    expectError(await actor.get('/admin/users'), 403, 'FORBIDDEN');
    expectError(await token.get('/admin/users'), 403, 'FORBIDDEN');
    expect((await token.get('/infra/incidents')).status).toBe(200);
    const elsewhereToo = await eventually(
      () => there(actor).get('/admin/users'),
      ({ status }) => status !== 200,
    );
    expectError(elsewhereToo, 403, 'FORBIDDEN');
    for (const client of sockets) {
      const last = await eventually(
        () => hearsAdministrators(client),
        (hears) => !hears,
      );
      expect([last, client.closed]).toEqual([false, null]);
    }
  });

  it('with a new password, they are out everywhere, and only it opens the door', async () => {
    const person = await make(admin);
    const settled = await settle(person);
    for (let i = 0; i < 5; i += 1) await login({ ...person, password: `forgotten ${i}` });
    expectError(await login(person), 429, 'RATE_LIMIT_EXCEEDED');
    const reset = await admin.patch(`/admin/users/${person.id}`, { password: 'brand new 1' });
    expect([reset.status, reset.text]).toEqual([200, expect.not.stringMatching(/brand new|argon2/)]);
    await expectOut(settled);
    expect((await login({ ...person, password: 'brand new 1' })).status).toBe(200);
    expectError(await login(person), 401, 'INVALID_CREDENTIALS');
  });

  it('in the very moment in which somebody signs in with the old password, lets nobody in', async () => {
    const person = await make(admin);
    const answer = await atTheGate(
      server,
      [person.id],
      1,
      () => login(person),
      (gate) => gate.query(`update users set password_hash = 'another' where id = $1`, [person.id]),
    );
    expectError(answer, 401, 'INVALID_CREDENTIALS');
    expect(await server.sql('select 1 from sessions where user_id = $1', [person.id])).toEqual([]);
  });

  it('in the very moment in which somebody changes the old password, is not undone', async () => {
    const person = await make(admin);
    const actor = await signIn(server, person);
    const answer = await atTheGate(
      server,
      [person.id],
      1,
      () =>
        actor.post('/auth/password', { current_password: person.password, new_password: 'thief of time' }),
      (gate) => gate.query(`update users set password_hash = 'another' where id = $1`, [person.id]),
    );
    expectInvalid(answer, ['current_password']);
    const [{ password_hash }] = await server.sql<{ password_hash: string }>(
      'select password_hash from users where id = $1',
      [person.id],
    );
    expect(password_hash).toBe('another');
  });

  it('removed in the very moment in which they change their password, they are told that they are out', async () => {
    const person = await make(admin);
    const actor = await signIn(server, person);
    const change = { current_password: person.password, new_password: 'too late 123' };
    const answer = await atTheGate(
      server,
      [person.id],
      1,
      () => actor.post('/auth/password', change),
      (gate) => gate.query('update users set deleted_at = now() where id = $1', [person.id]),
    );
    expectError(answer, 401, 'UNAUTHORIZED');
  });

  it('leaves the sessions of others alone', async () => {
    const [one, two] = [await make(admin), await make(admin)];
    const bystander = await settle(two);
    expect((await admin.patch(`/admin/users/${one.id}`, { disabled: true })).status).toBe(200);
    expect((await admin.delete(`/admin/users/${one.id}`)).status).toBe(204);
    expect((await bystander.actor.get('/auth/me')).status).toBe(200);
    expect(bystander.sockets.map(({ closed }) => closed)).toEqual([null, null]);
    expect(claimsOf(bystander.actor.token).sub).toBe(two.id);
  });
});
