import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { PERSONAS } from '../../support/personas';
import { make, signIn, tokenOf } from '../admin/users-scene';
import { UNAUTHORIZED } from '../gateway/scene';
import { expectError } from '../http/expect-error';
import { byBearer, byCookie, claimsOf, eventually } from './session-actor';

interface SessionAnswer {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly current: boolean;
}

describe('the sessions of an account', () => {
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

  const listOf = async (actor: Actor, path = '/auth/sessions'): Promise<SessionAnswer[]> =>
    (await actor.get<SessionAnswer[]>(path)).body;
  const idOf = (actor: Actor): string => claimsOf(actor.token).sid;
  const socket = async (actor: Actor, instance = server): Promise<LiveClient> => {
    const client = await LiveClient.open(`${instance.wsUrl}?token=${actor.token}`);
    clients.push(client);
    await client.subscribe(['incidents']);
    return client;
  };
  const there = (actor: Actor): Actor => byBearer(elsewhere, actor.token);
  /** Refused here at once, there as soon as the database has told. */
  const expectEnded = async (actor: Actor): Promise<void> => {
    expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
    const told = await eventually(
      () => there(actor).get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(told, 401, 'UNAUTHORIZED');
  };
  /** What the audit log says of an account after this moment. */
  const recorded = async (userId: string, act: () => Promise<unknown>): Promise<unknown[]> => {
    const [{ last }] = await server.sql<{ last: string }>('select max(position) as last from audit_logs');
    await act();
    return server.sql(
      `select event_type, status, user_id, resource_name, action_description from audit_logs
       where position > $1 and resource_type = 'user' and resource_id = $2 order by position`,
      [last, userId],
    );
  };

  it('are listed for their owner: since when, until when, from where, and which is this one', async () => {
    const person = await make(admin);
    const login = { email: person.email, password: person.password };
    const phone = await server.anonymous
      .with({ 'user-agent': 'Phone/1.0' })
      .post<{ token: string; expiresAt: string }>('/auth/login', login);
    const laptop = await signIn(server, person);
    const sessions = await listOf(byBearer(server, phone.body.token));
    expect(sessions.map(({ id, current }) => [id, current])).toEqual([
      [idOf(laptop), false],
      [claimsOf(phone.body.token).sid, true],
    ]);
    expect(sessions[1]).toEqual({
      id: claimsOf(phone.body.token).sid,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      lastSeenAt: sessions[1].createdAt,
      expiresAt: phone.body.expiresAt,
      ipAddress: '127.0.0.1',
      userAgent: 'Phone/1.0',
      current: true,
    });
    const page = await laptop.get('/auth/sessions?page=1&limit=1&sort_by=lastSeenAt');
    expect(page.body).toMatchObject({ data: [expect.anything()], pagination: { total_items: 2 } });
    expect((await laptop.get('/auth/sessions?format=csv')).text).toMatch(/^id,createdAt,lastSeenAt,/);
  });

  it('are told apart by whoever asks, also when two of them ask the same in turn', async () => {
    const person = await make(admin);
    const both = [await signIn(server, person), await signIn(server, person)];
    for (const actor of [...both, ...both]) {
      const current = (await listOf(actor)).filter((session) => session.current).map(({ id }) => id);
      expect(current).toEqual([idOf(actor)]);
    }
  });

  it('say when they were last seen, to within a minute', async () => {
    const actor = await signIn(server, await make(admin));
    await server.sql(`update sessions set last_seen_at = now() - interval '50 seconds' where id = $1`, [
      idOf(actor),
    ]);
    const [recent] = await listOf(actor);
    await server.sql(`update sessions set last_seen_at = now() - interval '1 hour' where id = $1`, [
      idOf(actor),
    ]);
    // An instance that does not remember the token yet, as each forgets it after some seconds.
    const [seen] = await listOf(there(actor));
    const ago = (time: string): number => Date.now() - Date.parse(time);
    expect(ago(recent.lastSeenAt)).toBeGreaterThan(49_000);
    expect(ago(seen.lastSeenAt)).toBeLessThan(30_000);
  });

  it('can be ended by their owner: on every instance, with their sockets, and no other one', async () => {
    const person = await make(admin);
    const [here, lost] = [await signIn(server, person), await signIn(server, person)];
    expect((await there(lost).get('/auth/me')).status).toBe(200);
    const [kept, near, far] = [await socket(here), await socket(lost), await socket(lost, elsewhere)];
    const rows = await recorded(person.id, async () => {
      const answer = await here.delete(`/auth/sessions/${idOf(lost).toUpperCase()}`);
      expect([answer.status, answer.text, answer.headers.getSetCookie()]).toEqual([204, '', []]);
    });
    await expectEnded(lost);
    expect([await near.untilClosed(), await far.untilClosed()]).toEqual([UNAUTHORIZED, UNAUTHORIZED]);
    expect((await here.get('/auth/me')).status).toBe(200);
    expect([kept.closed, (await listOf(here)).map(({ id }) => id)]).toEqual([null, [idOf(here)]]);
    expect((await here.get('/auth/sessions')).headers.get('x-total-count')).toBe('1');
    const who = { status: 'success', user_id: person.id, resource_name: person.email };
    expect(rows).toEqual([
      { event_type: 'LOGOUT', ...who, action_description: `Ended session ${idOf(lost)}` },
    ]);
    expectError(await here.delete(`/auth/sessions/${idOf(lost)}`), 404, 'SESSION_NOT_FOUND');
  });

  it('can be ended by themselves, which signs out and takes the cookie back', async () => {
    const actor = await signIn(server, await make(admin));
    const answer = await byCookie(server, actor).delete(`/auth/sessions/${idOf(actor)}`);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([
      204,
      [expect.stringMatching(/^session_token=; .*Expires=Thu, 01 Jan 1970/)],
    ]);
    expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
    expectError(await actor.get('/auth/sessions'), 401, 'UNAUTHORIZED');
  });

  it("of others are nobody's: not to be seen, not to be ended", async () => {
    const [mine, yours] = [await signIn(server, await make(admin)), await signIn(server, await make(admin))];
    expect((await listOf(mine)).map(({ id }) => id)).toEqual([idOf(mine)]);
    for (const id of [idOf(yours), 'mine', '00000000-0000-4000-8000-0000000000ff'])
      expectError(await mine.delete(`/auth/sessions/${id}`), 404, 'SESSION_NOT_FOUND');
    // A person who has no permission but to read is refused, not only by what is not found.
    const other = `/admin/users/${claimsOf(yours.token).sub}/sessions/${idOf(yours)}`;
    expectError(await mine.delete(other), 403, 'FORBIDDEN');
    expect((await yours.get('/auth/me')).status).toBe(200);
  });

  it('are not shown to API tokens, which cannot end them either', async () => {
    const token = await tokenOf(server, admin, ['read:incidents', 'manage:users']);
    for (const answer of [
      await token.get('/auth/sessions'),
      await token.delete(`/auth/sessions/${idOf(admin)}`),
    ])
      expect(expectError(answer, 403, 'FORBIDDEN').details).toEqual({ required: 'session' });
    expect((await admin.get('/auth/me')).status).toBe(200);
  });

  it('have an id that is no credential', async () => {
    const actor = await signIn(server, await make(admin));
    const { sid, jti } = claimsOf(actor.token);
    for (const guess of [sid, jti, `sk_${sid}`, Buffer.from(sid).toString('base64url')]) {
      expectError(await byBearer(server, guess).get('/auth/me'), 401, 'UNAUTHORIZED');
      const cookie = server.anonymous.with({ cookie: `session_token=${guess}` });
      expectError(await cookie.get('/auth/me'), 401, 'UNAUTHORIZED');
    }
  });

  it('that have ended or expired are not listed', async () => {
    const person = await make(admin);
    const [here, expired, out] = [
      await signIn(server, person),
      await signIn(server, person),
      await signIn(server, person),
    ];
    await server.sql('update sessions set expires_at = now() where id = $1', [idOf(expired)]);
    await out.post('/auth/logout');
    expect((await listOf(here)).map(({ id }) => id)).toEqual([idOf(here)]);
    expectError(await here.delete(`/auth/sessions/${idOf(expired)}`), 404, 'SESSION_NOT_FOUND');
  });

  it('can be listed and ended by an admin, one or all, on the record of who did it', async () => {
    const person = await make(admin);
    const actors = [await signIn(server, person), await signIn(server, person), await signIn(server, person)];
    const path = `/admin/users/${person.id}/sessions`;
    const sessions = await listOf(admin, path);
    expect(sessions.map(({ id, current }) => [id, current]).sort()).toEqual(
      actors.map((actor) => [idOf(actor), false]).sort(),
    );
    const [first, second, third] = actors;
    const socketOfSecond = await socket(second, elsewhere);
    expectError(await admin.delete(`${path}/${idOf(admin)}`), 404, 'SESSION_NOT_FOUND');
    const stale = await admin.delete(`${path}/${idOf(first)}`, { 'if-match': '"999"' });
    expectError(stale, 412, 'PRECONDITION_FAILED');
    const rows = await recorded(person.id, async () => {
      expect((await admin.delete(`${path}/${idOf(first)}`)).status).toBe(204);
      await expectEnded(first);
      expect((await second.get('/auth/me')).status).toBe(200);
      expect((await admin.delete(path)).status).toBe(204);
      // Again: there are none, and nothing is said.
      expect((await admin.delete(path)).status).toBe(204);
    });
    await expectEnded(second);
    await expectEnded(third);
    expect(await socketOfSecond.untilClosed()).toEqual(UNAUTHORIZED);
    expect(await listOf(admin, path)).toEqual([]);
    const who = { event_type: 'DELETE', status: 'success', user_id: PERSONAS.admin.id };
    expect(rows).toEqual([
      { ...who, resource_name: person.email, action_description: `Ended session ${idOf(first)}` },
      { ...who, resource_name: person.email, action_description: 'Ended all sessions (2)' },
    ]);
    expect((await signIn(server, person)).token).not.toBe(third.token);
  });
});
