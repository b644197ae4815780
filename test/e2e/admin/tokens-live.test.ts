import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { PERSONAS } from '../../support/personas';
import { eventually } from '../auth/session-actor';
import { expectError } from '../http/expect-error';
import { openIncident } from '../infra/fixtures';
import { bearing, listen, mint } from './token-scene';

const UNAUTHORIZED = { code: 1008, reason: 'Unauthorized' };
const LIMIT = 8;

/** Two instances on one database; the second one limits how often it is asked. */
describe('API tokens on several instances and open sockets', () => {
  let here: TestServer;
  let there: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    here = await startServer();
    there = await startServer({ RATE_LIMIT_AUTHENTICATED: String(LIMIT) }, here.databaseUrl);
    admin = await here.as('admin');
  });
  afterAll(async () => {
    await there.close();
    await here.close();
  });

  it('revoked on one, are refused on the other, and their sockets there are closed', async () => {
    const token = await mint(admin);
    const other = await mint(admin);
    const [elsewhere, witness] = [
      await listen(there, token, ['incidents']),
      await listen(there, other, ['incidents']),
    ];
    expect((await bearing(there, token).get('/health')).status).toBe(200);
    expect((await bearing(there, token).get('/auth/me')).status).toBe(200);
    expect((await admin.delete(`/admin/tokens/${token.body.id}`)).status).toBe(204);
    expectError(await token.actor.get('/auth/me'), 401, 'UNAUTHORIZED');
    // The other one is told by the database: that it is refused there takes no more than a moment.
    const refused = await eventually(
      () => bearing(there, token).get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(refused, 401, 'UNAUTHORIZED');
    expect(await elsewhere.untilClosed()).toEqual(UNAUTHORIZED);
    const again = LiveClient.connect(`${there.wsUrl}?token=${token.body.token}`);
    expect(await again.untilClosed()).toEqual(UNAUTHORIZED);
    const incident = await openIncident(admin);
    await witness.next(({ data }) => data?.id === incident.id);
    expect(witness.closed).toBeNull();
    witness.end();
  });

  it('whose expiry passes close their sockets', async () => {
    const token = await mint(admin, { expires_at: new Date(Date.now() + 1_500).toISOString() });
    const client = await listen(here, token, ['incidents']);
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
    expectError(await token.actor.get('/auth/me'), 401, 'UNAUTHORIZED');
  });

  it('whose creator is disabled close their sockets', async () => {
    const change = (what: string): Promise<unknown> =>
      here.sql(`update users set ${what} where id = $1`, [PERSONAS.colleague.id]);
    await change(`role = 'admin'`);
    const client = await listen(there, await mint(await here.signIn('colleague')), ['incidents']);
    await change('disabled_at = now()');
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
  });

  it('open a socket by a first message, too, and hear what their scopes and environment allow', async () => {
    const scopes = ['read:incidents', 'write:incidents'];
    const staging = await mint(admin, { scopes, environment: 'staging' });
    const all = await mint(admin, { scopes: ['read:incidents'] });
    const deaf = await mint(admin, { scopes: ['read:tasks'] });
    const channels = ['incidents', 'production', 'staging'];
    const bound = await LiveClient.open(here.wsUrl);
    bound.send({ type: 'auth', token: staging.body.token });
    await bound.subscribe(channels, { since: 0 });
    const [free, other] = [await listen(here, all, channels), await listen(here, deaf, channels)];
    const foreign = await openIncident(admin, { environment: 'production' });
    const own = await openIncident(admin, { environment: 'staging' });
    for (const client of [bound, free]) await client.next(({ data }) => data?.id === own.id);
    expect(free.events.map(({ data }) => data?.id)).toEqual([foreign.id, own.id]);
    expect(bound.events.map(({ data }) => data?.environment)).toEqual(['staging']);
    // Moved away, it is gone without a word; moved there, it is heard of.
    await admin.patch(`/infra/incidents/${own.id}`, { environment: 'production' });
    await admin.patch(`/infra/incidents/${foreign.id}`, { environment: 'staging' });
    await bound.next(({ action, data }) => action === 'updated' && data?.id === foreign.id);
    expect(bound.events.map(({ data }) => data?.environment)).toEqual(['staging', 'staging']);
    expect(other.events).toEqual([]);
    const back = await LiveClient.open(`${here.wsUrl}?token=${staging.body.token}`);
    await back.subscribe(channels, { since: 0 });
    await back.next(({ action, data }) => action === 'updated' && data?.id === foreign.id);
    expect(new Set(back.events.map(({ data }) => data?.environment))).toEqual(new Set(['staging']));
    for (const client of [bound, free, other, back]) client.end();
  });

  it('are counted each by itself, apart from their user', async () => {
    const left = async (actor: Actor): Promise<number> =>
      Number((await actor.get('/auth/me')).headers.get('x-ratelimit-remaining'));
    const user = there.anonymous.with(admin.headers);
    // A minute of the clock may begin in between, and with it all counts: then once more.
    const counted = await eventually(
      async () => {
        const minute = Math.floor(Date.now() / 60_000);
        const [one, two] = [bearing(there, await mint(admin)), bearing(there, await mint(admin))];
        const before = await left(user);
        const seen = [await left(one), await left(one), await left(two), before - (await left(user))];
        return { seen, one, two, isOneMinute: minute === Math.floor(Date.now() / 60_000) };
      },
      ({ isOneMinute }) => isOneMinute,
    );
    expect(counted.seen).toEqual([LIMIT - 1, LIMIT - 2, LIMIT - 1, 1]);
    const exhausted = await eventually(
      () => counted.one.get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(exhausted, 429, 'RATE_LIMIT_EXCEEDED');
    expect((await counted.two.get('/auth/me')).status).toBe(200);
  });
});
