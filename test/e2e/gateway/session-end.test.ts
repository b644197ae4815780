import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { PASSWORD, PERSONAS } from '../../support/personas';
import { heard, open, UNAUTHORIZED } from './scene';

/** The session that a token names. */
const sessionOf = (actor: Actor): string =>
  (JSON.parse(Buffer.from(actor.token.split('.')[1], 'base64url').toString()) as { sid: string }).sid;

describe('a socket ends with what it stands on', () => {
  let server: TestServer;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());
  afterEach(() => {
    for (const client of clients.splice(0)) client.end();
  });

  const connect = async (actor: Actor): Promise<LiveClient> => {
    const client = await LiveClient.open(`${server.wsUrl}?token=${actor.token}`);
    clients.push(client);
    await client.subscribe(['incidents']);
    return client;
  };
  /** Shows that the sockets live, and by their silence that the others were not told. */
  const live = async (...those: LiveClient[]): Promise<void> => {
    const incident = await open(await server.as('engineer'));
    for (const client of those) await heard(client, incident);
  };

  it('logout closes all sockets of that session and of no other', async () => {
    const [leaving, staying] = [await server.signIn('viewer'), await server.signIn('viewer')];
    const [one, two] = [await connect(leaving), await connect(leaving)];
    const [other, stranger] = [await connect(staying), await connect(await server.as('colleague'))];
    expect((await leaving.post('/auth/logout')).status).toBe(200);
    expect(await one.untilClosed()).toEqual(UNAUTHORIZED);
    expect(await two.untilClosed()).toEqual(UNAUTHORIZED);
    await live(other, stranger);
    expect([...one.events, ...two.events]).toEqual([]);
  });

  it('a session that ends while its socket signs in does not leave the socket open', async () => {
    // Many tries at the same moment: whichever comes first, no socket may outlive its session.
    const actors = await Promise.all(Array.from({ length: 10 }, () => server.signIn('viewer')));
    await Promise.all(
      actors.map(async (actor) => {
        const ended = actor.post('/auth/logout');
        const client = LiveClient.connect(`${server.wsUrl}?token=${actor.token}`);
        clients.push(client);
        expect((await ended).status).toBe(200);
        expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
      }),
    );
  });

  it('a changed password closes the sockets of the other sessions', async () => {
    const [mine, forgotten] = [await server.signIn('colleague'), await server.signIn('colleague')];
    const [here, there] = [await connect(mine), await connect(forgotten)];
    const next = { current_password: PASSWORD, new_password: 'another-password-1' };
    expect((await mine.post('/auth/password', next)).status).toBe(204);
    expect(await there.untilClosed()).toEqual(UNAUTHORIZED);
    await live(here);
  });

  it('a refresh leaves the socket open, also once the first token has died', async () => {
    const actor = await server.signIn('viewer');
    const client = await connect(actor);
    const refreshed = await actor.post<{ token: string }>('/auth/refresh');
    expect(refreshed.status).toBe(200);
    await server.sql(
      'update session_tokens set retires_at = now() where session_id = $1 and retires_at is not null',
      [sessionOf(actor)],
    );
    await server.sql('update sessions set expires_at = expires_at where id = $1', [sessionOf(actor)]);
    await client.quiet(1_500);
    expect((await actor.get('/auth/me')).status).toBe(401);
    await live(client);
    const next = actor.with({ authorization: `Bearer ${refreshed.body.token}` });
    expect((await next.post('/auth/logout')).status).toBe(200);
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
  });

  it('a session that expires closes its sockets', async () => {
    const actor = await server.signIn('viewer');
    const [client, other] = [await connect(actor), await connect(await server.signIn('viewer'))];
    await server.sql(`update sessions set expires_at = now() + interval '1200 milliseconds' where id = $1`, [
      sessionOf(actor),
    ]);
    await live(client, other);
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
    await live(other);
  });

  it('a changed role keeps the sockets of its user', async () => {
    const client = await connect(await server.signIn('viewer'));
    await server.sql(`update users set role = 'engineer' where id = $1`, [PERSONAS.viewer.id]);
    await live(client);
    await server.sql(`update users set role = 'viewer' where id = $1`, [PERSONAS.viewer.id]);
    await live(client);
  });

  it.each([['disabled_at'], ['deleted_at']])('a user whose %s is set loses all sockets', async (column) => {
    const [one, two] = [
      await connect(await server.signIn('viewer')),
      await connect(await server.signIn('viewer')),
    ];
    const other = await connect(await server.as('engineer'));
    await server.sql(`update users set ${column} = now() where id = $1`, [PERSONAS.viewer.id]);
    expect(await one.untilClosed()).toEqual(UNAUTHORIZED);
    expect(await two.untilClosed()).toEqual(UNAUTHORIZED);
    await live(other);
    await server.sql(`update users set ${column} = null where id = $1`, [PERSONAS.viewer.id]);
  });
});
