import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { PasswordHasher, PERMISSIONS } from '../../../src/auth';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { eventually } from '../auth/session-actor';
import { expectError } from '../http/expect-error';
import { atTheGate, make, signIn, somebody, tokenOf } from './users-scene';

describe('who may manage whom', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());

  const expectBeyond = (answer: Answer, missing: string): void => {
    const { details } = expectError(answer, 403, 'FORBIDDEN');
    expect(details).toEqual({ missing_permissions: expect.arrayContaining([missing]) });
  };

  /** As from a route for sessions only. */
  const expectForPeople = (answer: Answer): void =>
    expect(expectError(answer, 403, 'FORBIDDEN').details).toEqual({ required: 'session' });

  it('a token with manage:users alone makes nobody, and takes over nobody', async () => {
    const token = await tokenOf(server, admin, ['manage:users']);
    for (const role of ['admin', 'engineer', 'viewer'])
      expectForPeople(await token.post('/admin/users', somebody({ role })));
    const { viewer, admin: owner } = PERSONAS;
    for (const { id } of [viewer, owner]) {
      const path = `/admin/users/${id}`;
      expectForPeople(await token.patch(path, { password: 'taken over 1' }));
      expectForPeople(await token.patch(path, { email: 'mine@example.com' }));
      expectBeyond(await token.patch(path, { disabled: true }), 'read:incidents');
      expectBeyond(await token.delete(path), 'read:incidents');
      expectBeyond(await token.delete(`${path}/sessions`), 'read:incidents');
      const [session] = await server.sql<{ id: string }>('select id from sessions where user_id = $1', [id]);
      if (session) expectBeyond(await token.delete(`${path}/sessions/${session.id}`), 'read:incidents');
    }
    expect((await token.get(`/admin/users/${viewer.id}`)).status).toBe(200);
    expect((await admin.get('/auth/me')).status).toBe(200);
  });

  it('a token that may do all makes nothing that outlives it, and shuts people out but not in', async () => {
    const token = await tokenOf(server, admin, [...PERMISSIONS.admin]);
    const person = await make(admin);
    const path = `/admin/users/${person.id}`;
    expectForPeople(await token.post('/admin/users', somebody(), { 'idempotency-key': 'by-a-token' }));
    for (const change of [
      ...[{ password: 'a new horse' }, { role: 'viewer' }, { email: 'mine@example.com' }],
      ...[{ disabled: false }, { team: 'Data', role: 'engineer' }],
    ])
      expectForPeople(await token.patch(path, change));
    expect((await token.patch(path, { team: 'Data' })).status).toBe(200);
    const session = await signIn(server, person);
    expect((await token.delete(`${path}/sessions`)).status).toBe(204);
    expectError(await session.get('/auth/me'), 401, 'UNAUTHORIZED');
    expect((await token.patch(path, { disabled: true })).status).toBe(200);
    expectForPeople(await token.patch(path, { disabled: false }));
    expect((await admin.get(path)).body).toMatchObject({ role: 'engineer', team: 'Data', disabled: true });
    expect((await token.delete(path)).status).toBe(204);
  });

  it('a token that may do all that an engineer may disables and removes engineers, and nobody beyond', async () => {
    const token = await tokenOf(server, admin, [...PERMISSIONS.engineer, 'manage:users']);
    const path = `/admin/users/${(await make(admin)).id}`;
    expect((await token.patch(path, { disabled: true })).status).toBe(200);
    expect((await token.delete(path)).status).toBe(204);
    const above = `/admin/users/${PERSONAS.admin.id}`;
    expectBeyond(await token.patch(above, { disabled: true }), 'manage:tokens');
    expectBeyond(await token.delete(above), 'manage:tokens');
  });

  it('passwords for accounts that are not there cost nothing, so people can sign in meanwhile', async () => {
    const hash = jest.spyOn(server.app.get(PasswordHasher), 'hash');
    const patches = Array.from({ length: 80 }, () =>
      admin.patch(`/admin/users/${randomUUID()}`, { password: 'a new horse' }),
    );
    for (const answer of await Promise.all(patches)) expectError(answer, 404, 'USER_NOT_FOUND');
    expect(hash).not.toHaveBeenCalled();
    hash.mockRestore();
  });

  it('credentials of one environment manage no accounts: those belong to none', async () => {
    const token = await tokenOf(server, admin, [...PERMISSIONS.admin], 'staging');
    const { id } = PERSONAS.viewer;
    for (const answer of [
      await token.get('/admin/users'),
      await token.get(`/admin/users/${id}`),
      await token.post('/admin/users', somebody()),
      await token.patch(`/admin/users/${id}`, { role: 'admin' }),
      await token.delete(`/admin/users/${id}`),
      await token.get(`/admin/users/${id}/sessions`),
      await token.delete(`/admin/users/${id}/sessions`),
    ])
      expectError(answer, 403, 'FORBIDDEN');
  });

  it('what a key made for a session is not told to a token, whose scopes are fewer', async () => {
    const [person, key] = [somebody(), { 'idempotency-key': 'of-the-session' }];
    expect((await admin.post('/admin/users', person, key)).status).toBe(201);
    const token = await tokenOf(server, admin, ['manage:users']);
    expectForPeople(await token.post('/admin/users', person, key));
  });
});

describe('the last admin', () => {
  let server: TestServer;
  let one: Actor;
  let two: Actor;
  const [first, second] = [PERSONAS.admin.id, PERSONAS.viewer.id];
  beforeAll(async () => {
    server = await startServer();
    [one, two] = [await server.as('admin'), await server.as('viewer')];
  });
  afterAll(() => server.close());
  /** Two admins, both signed in and known as such. */
  beforeEach(async () => {
    await server.sql(
      `update users set role = 'admin', disabled_at = null, deleted_at = null where id = any($1)`,
      [[first, second]],
    );
    await server.sql(`update users set role = 'engineer' where role = 'admin' and id <> all($1)`, [
      [first, second],
    ]);
    await server.sql('update sessions set ended_at = null');
    for (const actor of [one, two]) {
      const { status } = await eventually(
        () => actor.get('/admin/users'),
        (answer) => answer.status === 200,
      );
      expect(status).toBe(200);
    }
  });

  const admins = (): Promise<unknown[]> =>
    server.sql(`select id from users where role = 'admin' and disabled_at is null and deleted_at is null`);
  const demote = (actor: Actor, id: string) => actor.patch(`/admin/users/${id}`, { role: 'engineer' });
  const disable = (actor: Actor, id: string) => actor.patch(`/admin/users/${id}`, { disabled: true });
  const remove = (actor: Actor, id: string) => actor.delete(`/admin/users/${id}`);

  it.each([
    ['demoted', demote],
    ['disabled', disable],
    ['removed', remove],
  ])('cannot be %s, by themselves or with a token', async (how, act) => {
    const token = await tokenOf(server, one, [...PERMISSIONS.admin]);
    expect((await act(one, second)).status).toBeLessThan(300);
    expectError(await act(one, first), 409, 'LAST_ADMIN');
    const byToken = await act(token, first);
    if (how === 'demoted') expectError(byToken, 403, 'FORBIDDEN');
    else expectError(byToken, 409, 'LAST_ADMIN');
    expect((await one.patch(`/admin/users/${first}`, { team: 'Alone' })).status).toBe(200);
    expect(await admins()).toEqual([{ id: first }]);
  });

  it('is not the one who is disabled: that one may go, and does not count', async () => {
    expect((await disable(one, second)).status).toBe(200);
    expectError(await demote(one, first), 409, 'LAST_ADMIN');
    expect((await remove(one, second)).status).toBe(204);
  });

  it('once there is another one, may go, and is out at once', async () => {
    expect((await demote(two, second)).status).toBe(200);
    const successor = await make(one, { role: 'admin' });
    expect((await demote(one, first)).status).toBe(200);
    expectError(await one.get('/admin/users'), 403, 'FORBIDDEN');
    expect((await (await signIn(server, successor)).get('/admin/users')).status).toBe(200);
  });

  it.each([
    ['demote', demote, demote],
    ['disable', disable, disable],
    ['remove', remove, remove],
    ['disable and remove', disable, remove],
    ['demote and disable', demote, disable],
  ])('stays, when two %s each other at the same moment', async (_, act, counter) => {
    const answers = await atTheGate(server, [first, second], 2, () =>
      Promise.all([act(one, second), counter(two, first)]),
    );
    const [won, lost] = [...answers].sort((a, b) => a.status - b.status);
    expect(won.status).toBeLessThan(300);
    expectError(lost, 409, 'LAST_ADMIN');
    expect(await admins()).toHaveLength(1);
  });

  it('stays, in a storm of all of that from both sides', async () => {
    const acts = [demote, disable, remove];
    const answers = await atTheGate(server, [first, second], 4, () =>
      Promise.all(
        acts.flatMap((act) => [act(one, first), act(one, second), act(two, first), act(two, second)]),
      ),
    );
    const done = answers.filter(({ status }) => status < 300);
    // Of one account all three may be done, one after the other, but of the second none.
    expect(done.length).toBeGreaterThanOrEqual(1);
    for (const answer of answers) expect([200, 204, 401, 403, 404, 409]).toContain(answer.status);
    expect(await admins()).toHaveLength(1);
  });
});
