import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { PASSWORD } from '../../support/personas';
import { expectError, expectInvalid } from '../http/expect-error';
import { byBearer, byCookie, claimsOf, eventually, login, type LoginAnswer } from './session-actor';

type Refreshed = Pick<LoginAnswer, 'token' | 'expiresAt'>;

describe('a session', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('ends with logout: the token is refused from that answer on, and the cookie is cleared', async () => {
    const actor = await server.signIn('viewer');
    const other = await server.signIn('viewer');
    expect((await actor.get('/auth/me')).status).toBe(200);
    const answer = await actor.post('/auth/logout');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      message: expect.any(String),
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^session_token=; /);
    expect(cookie).toMatch(/Expires=Thu, 01 Jan 1970/);
    expect(cookie).toMatch(/Path=\//);
    expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
    expectError(await byCookie(server, actor).get('/auth/me'), 401, 'UNAUTHORIZED');
    expectError(await actor.post('/auth/refresh'), 401, 'UNAUTHORIZED');
    expectError(await actor.post('/auth/logout'), 401, 'UNAUTHORIZED');
    expect((await other.get('/auth/me')).status).toBe(200);
  });

  it('ends by cookie as well', async () => {
    const actor = await server.signIn('viewer');
    expect((await byCookie(server, actor).post('/auth/logout')).status).toBe(200);
    expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
  });

  it('takes all its tokens with it when it ends', async () => {
    const actor = await server.signIn('viewer');
    const { body } = await actor.post<Refreshed>('/auth/refresh');
    const fresh = byBearer(server, body.token);
    expect((await fresh.get('/auth/me')).status).toBe(200);
    await actor.post('/auth/logout');
    expectError(await fresh.get('/auth/me'), 401, 'UNAUTHORIZED');
  });

  it('gets a new token by refresh; for a while both work', async () => {
    const actor = await server.signIn('engineer');
    const answer = await actor.post<Refreshed>('/auth/refresh');
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(['expiresAt', 'token']);
    const [before, after] = [claimsOf(actor.token), claimsOf(answer.body.token)];
    expect(answer.body.token).not.toBe(actor.token);
    expect(after.sid).toBe(before.sid);
    expect(after.jti).not.toBe(before.jti);
    expect(Date.parse(answer.body.expiresAt)).toBe(after.exp * 1_000);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(new RegExp(`^session_token=${answer.body.token}; .*HttpOnly`));
    expect((await actor.get('/auth/me')).status).toBe(200);
    expect((await byBearer(server, answer.body.token).get('/auth/me')).status).toBe(200);
  });

  it('lets the old token die 60 seconds after a refresh', async () => {
    const actor = await server.signIn('engineer');
    const { body } = await actor.post<Refreshed>('/auth/refresh');
    const { jti } = claimsOf(actor.token);
    const [{ seconds }] = await server.sql<{ seconds: number }>(
      'select extract(epoch from retires_at - now())::float8 as seconds from session_tokens where id = $1',
      [jti],
    );
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(60);
    // In place of waiting for the minute to pass.
    await server.sql(`update session_tokens set retires_at = now() - interval '1 second' where id = $1`, [
      jti,
    ]);
    expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
    expectError(await actor.post('/auth/refresh'), 401, 'UNAUTHORIZED');
    expect((await byBearer(server, body.token).get('/auth/me')).status).toBe(200);
  });

  it('does not remember a retiring token beyond its retirement', async () => {
    const actor = await server.signIn('engineer');
    await actor.post('/auth/refresh');
    const { jti } = claimsOf(actor.token);
    await server.sql(`update session_tokens set retires_at = now() + interval '1 second' where id = $1`, [
      jti,
    ]);
    // Looked up and remembered now, for less time than it usually would be.
    expect((await actor.get('/auth/me')).status).toBe(200);
    const answer = await eventually(
      () => actor.get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(answer, 401, 'UNAUTHORIZED');
    const [{ retired }] = await server.sql<{ retired: boolean }>(
      'select retires_at <= now() as retired from session_tokens where id = $1',
      [jti],
    );
    expect(retired).toBe(true);
  });

  it('is not prolonged by the second refresh of an old token beyond its own minute', async () => {
    const actor = await server.signIn('engineer');
    await actor.post('/auth/refresh');
    const retirement = () =>
      server.sql('select retires_at from session_tokens where id = $1', [claimsOf(actor.token).jti]);
    const before = await retirement();
    expect((await actor.post('/auth/refresh')).status).toBe(200);
    expect(await retirement()).toEqual(before);
  });
});

describe('changing the password', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('sets it, keeps this session and ends the others', async () => {
    const [here, there] = [await server.signIn('colleague'), await server.signIn('colleague')];
    const bystander = await server.as('engineer');
    expect((await there.get('/auth/me')).status).toBe(200);
    const change = { current_password: PASSWORD, new_password: 'eight ch' };
    const answer = await here.post('/auth/password', change);
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    expectError(await there.get('/auth/me'), 401, 'UNAUTHORIZED');
    expect((await here.get('/auth/me')).status).toBe(200);
    expect((await bystander.get('/auth/me')).status).toBe(200);
    expectError(await login(server.anonymous, 'colleague'), 401, 'INVALID_CREDENTIALS');
    expect((await login(server.anonymous, 'colleague', 'eight ch')).status).toBe(200);
  });

  it('is refused with a wrong current password, and nothing changes', async () => {
    const actor = await server.signIn('viewer');
    const change = { current_password: 'not-it-at-all', new_password: 'another-password' };
    expectInvalid(await actor.post('/auth/password', change), ['current_password']);
    expect((await login(server.anonymous, 'viewer')).status).toBe(200);
  });

  it.each([
    ['7 characters', '1234567'],
    ['129 characters', 'x'.repeat(129)],
    ['a number', 12_345_678],
    ['nothing', undefined],
  ])('is refused for a new password of %s', async (_what, new_password) => {
    const actor = await server.as('viewer');
    expectInvalid(await actor.post('/auth/password', { current_password: PASSWORD, new_password }), [
      'new_password',
    ]);
  });

  it('takes 128 characters, in any script', async () => {
    const password = 'пароль-密码-🔑'.padEnd(128, 'ß');
    expect(password).toHaveLength(128);
    const actor = await server.signIn('admin');
    const change = { current_password: PASSWORD, new_password: password };
    expect((await actor.post('/auth/password', change)).status).toBe(204);
    expect((await login(server.anonymous, 'admin', password)).status).toBe(200);
  });

  it('counts wrong guesses like failed sign-ins', async () => {
    const actor = await server.signIn('engineer');
    const guess = { current_password: 'a-wrong-guess', new_password: 'another-password' };
    for (let i = 0; i < 5; i += 1)
      expectInvalid(await actor.post('/auth/password', guess), ['current_password']);
    const right = { current_password: PASSWORD, new_password: 'another-password' };
    expectError(await actor.post('/auth/password', right), 429, 'RATE_LIMIT_EXCEEDED');
    expectError(await login(server.anonymous, 'engineer'), 429, 'RATE_LIMIT_EXCEEDED');
  });
});
