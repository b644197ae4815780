import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { answers, UNAUTHORIZED } from './scene';

const ALLOWED = 'http://localhost:5173';
const subscribe = { type: 'subscribe', channels: ['incidents'] };
const subscribed = { type: 'subscribed', channels: ['incidents'] };

describe('signing in on a socket', () => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await startServer();
    token = (await server.as('viewer')).token;
  });
  afterAll(() => server.close());

  /** What the client hears on asking for a subscription: the answer, or the end. */
  const fate = async (client: LiveClient) => {
    await client.until(() => client.messages.length > 0 || client.closed !== null, 'an answer or the end');
    const seen = client.closed ?? answers(client);
    client.end();
    return seen;
  };

  const withCookie = async (origin?: string) => {
    const headers = { cookie: `other=1; session_token=${token}` };
    const client = await LiveClient.open(server.wsUrl, { headers, origin });
    client.send(subscribe);
    return fate(client);
  };

  it('works with ?token=', async () => {
    const client = await LiveClient.open(`${server.wsUrl}?x=1&token=${token}`);
    client.send(subscribe);
    expect(await fate(client)).toEqual([subscribed]);
  });

  it('works with the cookie from an allowed origin', async () => {
    expect(await withCookie(ALLOWED)).toEqual([subscribed]);
  });

  it("works with the cookie from the server's own pages", async () => {
    expect(await withCookie(server.url)).toEqual([subscribed]);
  });

  it.each([['http://evil.example'], [`${ALLOWED}.evil.example`], ['https://localhost:5173'], ['null']])(
    'does not work with the cookie from the foreign origin %s',
    async (origin) => {
      expect(await withCookie(origin)).toEqual(UNAUTHORIZED);
    },
  );

  it('goes by the token of a message rather than by the cookie, until something is subscribed', async () => {
    const [said, cookie] = [await server.signIn('viewer'), await server.signIn('viewer')];
    const headers = { cookie: `session_token=${cookie.token}` };
    const client = await LiveClient.open(server.wsUrl, { headers, origin: ALLOWED });
    client.send({ type: 'auth', token: said.token });
    await client.subscribe(['incidents']);
    client.send({ type: 'auth', token: 'nonsense' });
    await cookie.post('/auth/logout');
    client.send({ type: 'ping' });
    await client.next(({ type }) => type === 'pong');
    await said.post('/auth/logout');
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
  });

  it('is refused with a bad token in a message, however good the cookie is', async () => {
    const headers = { cookie: `session_token=${token}` };
    const client = await LiveClient.open(server.wsUrl, { headers, origin: ALLOWED });
    client.send({ type: 'auth', token: 'a.b.c' });
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
  });

  it('takes a stale cookie for none: a token that follows lets in, anything else does not', async () => {
    const gone = await server.signIn('viewer');
    await gone.post('/auth/logout');
    const headers = { cookie: `session_token=${gone.token}` };
    const [one, other] = [
      await LiveClient.open(server.wsUrl, { headers, origin: ALLOWED }),
      await LiveClient.open(server.wsUrl, { headers, origin: ALLOWED }),
    ];
    one.send({ type: 'auth', token });
    one.send(subscribe);
    other.send(subscribe);
    expect(await fate(one)).toEqual([subscribed]);
    expect(await fate(other)).toEqual(UNAUTHORIZED);
  });

  it('does not work with the cookie without an origin', async () => {
    expect(await withCookie()).toEqual(UNAUTHORIZED);
  });

  it('works by first message, also from a page whose cookie does not count', async () => {
    const headers = { cookie: `session_token=${token}` };
    const client = await LiveClient.open(server.wsUrl, { headers, origin: 'http://evil.example' });
    client.send({ type: 'auth', token });
    client.send(subscribe);
    expect(await fate(client)).toEqual([subscribed]);
  });

  it('works by first message in the older dialect', async () => {
    const client = await LiveClient.open(server.wsUrl);
    client.send({ action: 'auth', token });
    client.send({ action: 'ping' });
    expect(await fate(client)).toEqual([{ action: 'pong' }]);
  });

  it.each([
    ['that is no token', 'abc'],
    ['that looks like a token', 'a.b.c'],
    ['whose signature is forged', 'forged'],
    ['that is endless', 'x'.repeat(5_000)],
  ])('is refused with a token %s, in the address and in the first message', async (_what, bad) => {
    const wrong = bad === 'forged' ? `${token.slice(0, -8)}AAAAAAAA` : bad;
    const byAddress = LiveClient.connect(`${server.wsUrl}?token=${wrong}`);
    expect(await byAddress.untilClosed()).toEqual(UNAUTHORIZED);
    const byMessage = await LiveClient.open(server.wsUrl);
    byMessage.send({ type: 'auth', token: wrong });
    expect(await byMessage.untilClosed()).toEqual(UNAUTHORIZED);
    expect([...byAddress.messages, ...byMessage.messages]).toEqual([]);
  });

  it('is refused with the token of a session that has ended', async () => {
    const gone = await server.signIn('viewer');
    expect((await gone.post('/auth/logout')).status).toBe(200);
    const client = LiveClient.connect(`${server.wsUrl}?token=${gone.token}`);
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
  });

  it.each([
    ['a subscription', JSON.stringify(subscribe)],
    ['a ping', '{"type":"ping"}'],
    ['bad JSON', '{"type":'],
    ['auth without a token', '{"type":"auth"}'],
    ['binary', Buffer.from('{"type":"ping"}')],
  ])('is refused when the first message is %s', async (_what, first) => {
    const client = await LiveClient.open(server.wsUrl);
    client.send(first);
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
    expect(client.messages).toEqual([]);
  });

  it('is over after five seconds of silence, and not before', async () => {
    const client = await LiveClient.open(server.wsUrl);
    const opened = Date.now();
    expect(await client.untilClosed()).toEqual(UNAUTHORIZED);
    expect(Date.now() - opened).toBeGreaterThan(4_500);
  });

  it('answers 100 messages that were sent before it was finished, in their order', async () => {
    const fresh = await server.signIn('viewer');
    const blocker = server.app.get(DataSource).createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('lock table sessions in access exclusive mode');
    const client = await LiveClient.open(`${server.wsUrl}?token=${fresh.token}`);
    const channels = Array.from({ length: 100 }, (_, index) => `squad:${index}`);
    for (const channel of channels) client.send({ type: 'subscribe', channels: [channel] });
    await client.quiet(100);
    expect(client).toMatchObject({ messages: [], closed: null });
    await blocker.rollbackTransaction();
    await blocker.release();
    await client.until(() => client.messages.length === 100 || client.closed !== null, '100 answers');
    expect(client.messages).toEqual(channels.map((name) => ({ type: 'subscribed', channels: [name] })));
    client.end();
  });

  it('leaves a socket as it is when it signs in once more', async () => {
    const client = await server.live('viewer');
    client.send({ type: 'auth', token: 'nonsense' });
    client.send({ type: 'ping' });
    expect(await fate(client)).toEqual([{ type: 'pong' }]);
  });
});
