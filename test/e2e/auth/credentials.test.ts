import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { expectError } from '../http/expect-error';
import { byBearer, byCookie, claimsOf, eventually, signAgain } from './session-actor';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('credentials', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const expectRefused = async (actor: Actor): Promise<void> => {
    const answer = await actor.get('/auth/me');
    expectError(answer, 401, 'UNAUTHORIZED');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  };

  it('a bearer token and the cookie both name the user', async () => {
    const expected = { id: PERSONAS.engineer.id };
    expect((await engineer.get('/auth/me')).body).toMatchObject(expected);
    expect((await byCookie(server, engineer).get('/auth/me')).body).toMatchObject(expected);
    const lowerCase = server.anonymous.with({ authorization: `bearer ${engineer.token}` });
    expect((await lowerCase.get('/auth/me')).body).toMatchObject(expected);
  });

  it('a bearer token wins over the cookie, also when it is bad', async () => {
    const viewer = await server.as('viewer');
    const both = viewer.with({ cookie: `session_token=${engineer.token}` });
    expect((await both.get('/auth/me')).body).toMatchObject({ id: PERSONAS.viewer.id });
    await expectRefused(byBearer(server, 'a.b.c').with({ cookie: `session_token=${engineer.token}` }));
  });

  it('without any, protected routes are closed', async () => {
    await expectRefused(server.anonymous);
    expectError(await server.anonymous.get('/infra/incidents'), 401, 'UNAUTHORIZED');
    expectError(await server.anonymous.post('/infra/incidents', {}), 401, 'UNAUTHORIZED');
  });

  it.each<[string, (token: string) => string]>([
    ['signed with another secret', (token) => signAgain(token, { secret: 'x'.repeat(40) })],
    ['with a signature that is cut short', (token) => token.slice(0, -2)],
    [
      'with a payload changed after signing',
      (token) => {
        const [header, , signature] = token.split('.');
        return [header, encode({ ...claimsOf(token), sub: PERSONAS.admin.id }), signature].join('.');
      },
    ],
    ['of alg:none', (token) => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claimsOf(token))}.`],
    [
      'of alg:none that keeps the signature',
      (token) => {
        const [, payload, signature] = token.split('.');
        return [encode({ alg: 'none', typ: 'JWT' }), payload, signature].join('.');
      },
    ],
    ['of the right secret but HS512', (token) => signAgain(token, { algorithm: 'HS512' })],
    ['of the right secret but HS384', (token) => signAgain(token, { algorithm: 'HS384' })],
    ['that has expired', (token) => signAgain(token, { claims: { exp: Math.floor(Date.now() / 1000) - 1 } })],
    ['that names no known token', (token) => signAgain(token, { claims: { jti: randomUUID() } })],
    ['whose token id is no UUID', (token) => signAgain(token, { claims: { jti: "x' or '1'='1" } })],
    ['of other parts', () => 'not.a.token'],
    ['whose header is no object', () => `${encode(null)}.${encode(null)}.x`],
    ['whose header is a number', () => `${encode(1)}.${encode({})}.x`],
    ['of one part', () => 'garbage'],
    ['that looks like an API token', () => `sk_${'A'.repeat(43)}`],
    ['of 8,000 characters', (token) => `${token}${'A'.repeat(8_000)}`],
  ])('a token %s is refused, as bearer and as cookie', async (_what, forge) => {
    const forged = forge(engineer.token);
    await expectRefused(byBearer(server, forged));
    await expectRefused(server.anonymous.with({ cookie: `session_token=${forged}` }));
    expect((await engineer.get('/auth/me')).status).toBe(200);
  });

  it.each([
    ['Basic', `Basic ${Buffer.from('engineer@example.com:password123').toString('base64')}`],
    ['Bearer without a token', 'Bearer'],
    ['Bearer with two', 'Bearer a b'],
    ['a bare token', 'eyJhbGciOiJIUzI1NiJ9.e30.x'],
  ])('an Authorization header of %s is refused', async (_what, authorization) => {
    await expectRefused(server.anonymous.with({ authorization }));
  });

  it('a token does not outlive the row of its session', async () => {
    const actor = await server.signIn('colleague');
    expect((await actor.get('/auth/me')).status).toBe(200);
    await server.sql('delete from sessions where id = $1', [claimsOf(actor.token).sid]);
    const answer = await eventually(
      () => actor.get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(answer, 401, 'UNAUTHORIZED');
  });
});

describe('a server set to HS512', () => {
  it('takes its own tokens and refuses HS256', async () => {
    const server = await startServer({ JWT_ALGORITHM: 'HS512' });
    try {
      const actor = await server.signIn('viewer');
      expect((await actor.get('/auth/me')).status).toBe(200);
      const other = byBearer(server, signAgain(actor.token, { algorithm: 'HS256' }));
      expectError(await other.get('/auth/me'), 401, 'UNAUTHORIZED');
    } finally {
      await server.close();
    }
  });
});
