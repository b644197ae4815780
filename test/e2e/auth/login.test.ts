import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { PASSWORD, PERSONAS, USER_FIELDS } from '../../support/personas';
import { expectError, expectInvalid } from '../http/expect-error';
import { claimsOf, login, type LoginAnswer } from './session-actor';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

const cookieOf = (headers: Headers): { value: string; attributes: string[] } => {
  const [cookie, ...others] = headers.getSetCookie();
  expect(others).toEqual([]);
  const [pair, ...attributes] = cookie.split('; ');
  expect(pair).toMatch(/^session_token=/);
  return { value: pair.slice('session_token='.length), attributes };
};

describe('signing in', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('answers with user, token and expiry, and nothing else', async () => {
    const before = Date.now();
    const { status, body, headers } = await login(server.anonymous, 'engineer');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(Object.keys(body).sort()).toEqual(['expiresAt', 'token', 'user']);
    expect(Object.keys(body.user).sort()).toEqual([...USER_FIELDS].sort());
    const { id, name, email, role, team } = PERSONAS.engineer;
    expect(body.user).toMatchObject({ id, name, email, role, team, avatar: null });
    expect(body.user.createdAt).toMatch(ISO);
    expect(body.user.lastLogin).toMatch(ISO);
    expect(Date.parse(body.user.lastLogin as string)).toBeGreaterThanOrEqual(before - 1_000);
    expect(body.expiresAt).toMatch(ISO);
    expect(Date.parse(body.expiresAt)).toBe(claimsOf(body.token).exp * 1_000);
    const hours = (Date.parse(body.expiresAt) - before) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
  });

  it('puts the same token into a cookie that scripts cannot read', async () => {
    const { headers, body } = await login(server.anonymous, 'engineer');
    const { value, attributes } = cookieOf(headers);
    expect(value).toBe(body.token);
    expect(attributes).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/', expect.stringMatching(/^Expires=/)]),
    );
    expect(attributes).not.toContain('Secure');
    const expires = attributes.find((attribute) => attribute.startsWith('Expires='))!.slice(8);
    expect(Date.parse(expires)).toBe(Date.parse(body.expiresAt));
  });

  it('takes the address in any case and with blanks around it', async () => {
    const answer = await server.anonymous.post<LoginAnswer>('/auth/login', {
      email: '  Engineer@EXAMPLE.com ',
      password: PASSWORD,
    });
    expect(answer.status).toBe(200);
    expect(answer.body.user.email).toBe('engineer@example.com');
  });

  it('opens a session of its own each time', async () => {
    const first = claimsOf((await login(server.anonymous, 'engineer')).body.token);
    const second = claimsOf((await login(server.anonymous, 'engineer')).body.token);
    expect(second.sid).not.toBe(first.sid);
    expect(second.jti).not.toBe(first.jti);
  });

  it('works with a stale cookie or a bad bearer token at hand', async () => {
    const stale = await login(server.anonymous.with({ cookie: 'session_token=a.b.c' }), 'viewer');
    expect(stale.status).toBe(200);
    const bad = await login(server.anonymous.with({ authorization: 'Basic dTpw' }), 'viewer');
    expect(bad.status).toBe(200);
  });

  it('a wrong password, an unknown, a disabled and a removed account answer alike', async () => {
    await server.sql(
      `insert into users (name, email, role, team, password_hash, disabled_at, deleted_at) values
        ('Gone', 'disabled@example.com', 'viewer', 'Platform', $1, now(), null),
        ('Gone', 'removed@example.com', 'viewer', 'Platform', $1, null, now())`,
      [PERSONAS.viewer.passwordHash],
    );
    const attempts = [
      ['viewer@example.com', 'wrong-password'],
      ['nobody@example.com', PASSWORD],
      ['disabled@example.com', PASSWORD],
      ['removed@example.com', PASSWORD],
    ];
    const bodies = [];
    for (const [email, password] of attempts) {
      const answer = await server.anonymous.post('/auth/login', { email, password });
      const error = expectError(answer, 401, 'INVALID_CREDENTIALS');
      expect(answer.headers.getSetCookie()).toEqual([]);
      bodies.push({ ...error, timestamp: '', request_id: '' });
    }
    expect(bodies[0].details).toBeNull();
    for (const body of bodies.slice(1)) expect(body).toEqual(bodies[0]);
  });

  it('names every field that is missing, of the wrong type, too long or unknown', async () => {
    expectInvalid(await server.anonymous.post('/auth/login', {}), ['email', 'password']);
    expectInvalid(await server.anonymous.post('/auth/login', { email: 1, password: ['x'], remember: true }), [
      'email',
      'password',
      'remember',
    ]);
    const long = { email: 'viewer@example.com', password: 'x'.repeat(129) };
    expectInvalid(await server.anonymous.post('/auth/login', long), ['password']);
  });
});

describe('the session cookie is Secure', () => {
  it('in production', async () => {
    const server = await startServer({ NODE_ENV: 'production' });
    try {
      expect(cookieOf((await login(server.anonymous, 'viewer')).headers).attributes).toContain('Secure');
    } finally {
      await server.close();
    }
  });

  it('behind a trusted proxy that speaks HTTPS, and only then', async () => {
    const server = await startServer({ TRUST_PROXY: 'loopback' });
    try {
      const overHttps = server.anonymous.with({ 'x-forwarded-proto': 'https' });
      expect(cookieOf((await login(overHttps, 'viewer')).headers).attributes).toContain('Secure');
      expect(cookieOf((await login(server.anonymous, 'viewer')).headers).attributes).not.toContain('Secure');
    } finally {
      await server.close();
    }
  });
});
