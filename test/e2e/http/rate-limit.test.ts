import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiTokenRepository } from '../../../src/auth';
import { drawToken } from '../../../src/auth/tokens/token-format';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { PASSWORD, type Persona, PERSONAS } from '../../support/personas';
import { mint } from '../admin/token-scene';
import { expectError } from './expect-error';
import { type RawAnswer, sendRaw } from './raw-http';

const ORIGIN = 'http://localhost:5173';

/** Counts begin anew with each minute of the clock: with little of it left, the next one is waited for. */
async function roomInThisMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 6_000) await new Promise((resolve) => setTimeout(resolve, left + 20));
}

describe('the rate limit', () => {
  let server: TestServer;
  let addresses = 0;
  beforeAll(async () => {
    server = await startServer({
      ...{ RATE_LIMIT_ANONYMOUS: '3', RATE_LIMIT_AUTHENTICATED: '5', TRUST_PROXY: 'loopback' },
    });
  });
  beforeEach(roomInThisMinute);
  afterAll(() => server.close());

  /** Somebody at an address that has not been heard of. */
  const stranger = () => server.anonymous.with({ 'x-forwarded-for': `192.0.2.${(addresses += 1)}` });
  const signIn = async (persona: Persona) => {
    const who = stranger();
    const { body } = await who.post('/auth/login', { email: PERSONAS[persona].email, password: PASSWORD });
    return who.with({ authorization: `Bearer ${String(body.token)}` });
  };
  const counts = ({ headers }: Pick<RawAnswer, 'headers'>) => ({
    limit: Number(headers.get('x-ratelimit-limit')),
    remaining: Number(headers.get('x-ratelimit-remaining')),
  });

  it('counts strangers by address, tells what is left, and then refuses', async () => {
    const actor = stranger();
    const before = Math.floor(Date.now() / 1000);
    for (const remaining of [2, 1, 0]) {
      const answer = await actor.get('/auth/me');
      expectError(answer, 401, 'UNAUTHORIZED');
      expect(counts(answer)).toEqual({ limit: 3, remaining });
      const reset = Number(answer.headers.get('x-ratelimit-reset'));
      expect(reset).toBeGreaterThan(before);
      expect(reset).toBeLessThanOrEqual(before + 62);
    }
    const refused = await actor.get('/auth/me');
    const error = expectError(refused, 429, 'RATE_LIMIT_EXCEEDED');
    expect(error.retry_after).toBeLessThanOrEqual(60);
    expect(error.details).toEqual({ retry_after: error.retry_after });
    expect(counts(refused)).toEqual({ limit: 3, remaining: 0 });
    expect(Number(refused.headers.get('x-ratelimit-reset'))).toBeGreaterThan(before);
    expectError(await stranger().get('/auth/me'), 401, 'UNAUTHORIZED');
  });

  it('counts the strangers of one IPv6 network together', async () => {
    const at = (address: string) => server.anonymous.with({ 'x-forwarded-for': address });
    for (const remaining of [2, 1, 0])
      expect(counts(await at(`2001:db8::${remaining}`).get('/auth/me')).remaining).toBe(remaining);
    expectError(await at('2001:db8::ffff').get('/auth/me'), 429, 'RATE_LIMIT_EXCEEDED');
    expectError(await at('2001:db8:0:1::1').get('/auth/me'), 401, 'UNAUTHORIZED');
  });

  it('refuses sign-ins of an address beyond it before looking at the password', async () => {
    const actor = stranger();
    const body = { email: 'viewer@example.com', password: PASSWORD };
    for (let i = 0; i < 3; i += 1) expect((await actor.post('/auth/login', body)).status).toBe(200);
    expectError(await actor.post('/auth/login', body), 429, 'RATE_LIMIT_EXCEEDED');
  });

  it('counts a bad token as a stranger', async () => {
    const actor = stranger().with({ authorization: 'Bearer a.b.c' });
    for (const remaining of [2, 1, 0])
      expect(counts(await actor.get('/auth/me'))).toEqual({ limit: 3, remaining });
    expectError(await actor.get('/auth/me'), 429, 'RATE_LIMIT_EXCEEDED');
  });

  it('asks the database for three made-up tokens of an address, over HTTP and /ws together, and no more', async () => {
    const find = jest.spyOn(ApiTokenRepository.prototype, 'findLive');
    const address = { 'x-forwarded-for': '192.0.2.250' };
    const known = await signIn('admin');
    const elsewhere = await signIn('admin');
    const byToken = (url: string) => LiveClient.connect(`${url}?token=${drawToken()}`, { headers: address });
    try {
      const authorization = `Bearer ${drawToken()}`;
      const answer = await server.anonymous.get('/auth/me', { ...address, authorization });
      expectError(answer, 401, 'UNAUTHORIZED');
      expect((await byToken(server.wsUrl).untilClosed()).code).toBe(1008);
      const byMessage = LiveClient.connect(server.wsUrl, { headers: address });
      await byMessage.until(() => byMessage.socket.readyState === 1, 'open');
      byMessage.send({ type: 'auth', token: drawToken() });
      expect((await byMessage.untilClosed()).code).toBe(1008);
      expect(find).toHaveBeenCalledTimes(3);

      const refused = await server.anonymous.get('/auth/me', { ...address, authorization });
      expectError(refused, 429, 'RATE_LIMIT_EXCEEDED');
      expect((await byToken(server.wsUrl).untilClosed()).code).toBe(1013);
      expect(find).toHaveBeenCalledTimes(3);
      // Whoever is known is served, and so is everybody elsewhere.
      expect((await known.get('/auth/me')).status).toBe(200);
      expect((await known.get('/auth/me', address)).status).toBe(200);
      expect((await elsewhere.get('/auth/me')).status).toBe(200);
    } finally {
      find.mockRestore();
    }
  });

  it('counts users by who they are, through all their sessions, addresses and ways to sign in', async () => {
    const [first, second] = [await signIn('engineer'), await signIn('engineer')];
    const cookie = stranger().with({ cookie: `session_token=${first.token}` });
    const seen = [];
    for (const actor of [first, second, cookie, first, second])
      seen.push(counts(await actor.get('/auth/me')));
    expect(seen).toEqual([4, 3, 2, 1, 0].map((remaining) => ({ limit: 5, remaining })));
    for (const actor of [first, second, cookie]) {
      expectError(await actor.get('/auth/me'), 429, 'RATE_LIMIT_EXCEEDED');
    }
    const other = await signIn('colleague');
    expect(counts(await other.get('/auth/me'))).toEqual({ limit: 5, remaining: 4 });
  });

  it('counts a token together with all that were made with it, so that making some gains nothing', async () => {
    const scopes = ['manage:tokens'];
    const root = await mint(await signIn('admin'), { scopes });
    const child = await mint(root.actor, { scopes });
    const grandchild = await mint(child.actor, { scopes });
    const seen = [];
    for (const { actor } of [grandchild, child, root])
      seen.push(counts(await actor.get('/auth/me')).remaining);
    expect(seen).toEqual([2, 1, 0]);
    for (const { actor } of [root, child, grandchild])
      expectError(await actor.get('/auth/me'), 429, 'RATE_LIMIT_EXCEEDED');
    const other = await mint(await signIn('admin'), { scopes });
    expect(counts(await other.actor.get('/auth/me')).remaining).toBe(4);
  });

  it('stands on every kind of answer: good, refused, not found, too large, malformed', async () => {
    const viewer = await signIn('viewer');
    const json = { 'content-type': 'application/json' };
    const send = (method: string, path: string, body?: string) =>
      sendRaw(server.url, { method, path: `/api/v1${path}`, body, headers: { ...json, ...viewer.headers } });
    const answers = [
      await send('GET', '/infra/incidents'),
      await send('POST', '/infra/incidents', '{}'),
      await send('GET', '/nothing'),
      await send('POST', '/infra/incidents', 'x'.repeat(1024 * 1024 + 1)),
      await send('POST', '/infra/incidents', '{'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 404, 413, 400]);
    expect(answers.map(counts)).toEqual([4, 3, 2, 1, 0].map((remaining) => ({ limit: 5, remaining })));
    expectError(await send('GET', '/infra/incidents'), 429, 'RATE_LIMIT_EXCEEDED');
  });

  it('is not for health and documentation', async () => {
    const actor = stranger();
    for (let i = 0; i < 5; i += 1) {
      for (const path of ['//health', '//api/v1/health', '//api/docs-json']) {
        const answer = await actor.get(path);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('x-ratelimit-limit')).toBeNull();
      }
    }
    expect(counts(await actor.get('/auth/me'))).toEqual({ limit: 3, remaining: 2 });
  });

  it('can be read by a page of an allowed origin also when it has struck', async () => {
    const actor = stranger().with({ origin: ORIGIN });
    for (let i = 0; i < 3; i += 1) await actor.get('/auth/me');
    const refused = await actor.get('/auth/me');
    expectError(refused, 429, 'RATE_LIMIT_EXCEEDED');
    expect(refused.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(refused.headers.get('access-control-allow-credentials')).toBe('true');
    expect(refused.headers.get('access-control-expose-headers')).toMatch(/Retry-After/);
  });

  it("lets a browser's preflights through, which come without credentials and are nobody's doing", async () => {
    const actor = stranger();
    for (let i = 0; i < 5; i += 1) {
      const answer = await actor.send('OPTIONS', '/infra/incidents', undefined, {
        origin: ORIGIN,
        'access-control-request-method': 'POST',
      });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    }
    expect(counts(await actor.get('/auth/me'))).toEqual({ limit: 3, remaining: 2 });
  });
});
