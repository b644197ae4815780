import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError } from '../http/expect-error';
import { byCookie } from './session-actor';

const INCIDENT = {
  title: 'Checkout fails',
  description: 'One in five payments answers 502.',
  severity: 'high',
  squad: 'Payments',
  environment: 'production',
};

describe('a write that carries the cookie', () => {
  let server: TestServer;
  let bearer: Actor;
  let cookie: Actor;
  beforeAll(async () => {
    server = await startServer({
      ALLOWED_ORIGINS: 'https://ops.example.com, https://second.example.com/',
      PUBLIC_URL: 'https://public.example.com',
    });
    bearer = await server.as('engineer');
    cookie = byCookie(server, bearer);
  });
  afterAll(() => server.close());

  it.each([
    'https://evil.example.com',
    'https://ops.example.com.evil.example.com',
    'http://ops.example.com',
    'https://ops.example.com:8443',
    'http://127.0.0.1:1',
    'null',
    'nonsense',
  ])('is refused from %s', async (origin) => {
    const answer = await cookie.post('/infra/incidents', INCIDENT, { origin });
    const error = expectError(answer, 403, 'FORBIDDEN');
    expect(error.details).toEqual({ origin });
    expectError(await cookie.patch('/infra/incidents/INC-1', { title: 'x' }, { origin }), 403, 'FORBIDDEN');
    expectError(await cookie.delete('/infra/incidents/INC-1', { origin }), 403, 'FORBIDDEN');
    expectError(await cookie.post('/auth/refresh', undefined, { origin }), 403, 'FORBIDDEN');
    expectError(await cookie.post('/auth/logout', undefined, { origin }), 403, 'FORBIDDEN');
  });

  it.each(['https://ops.example.com', 'https://second.example.com', 'https://public.example.com'])(
    'passes from the allowed %s',
    async (origin) => {
      expect((await cookie.post('/infra/incidents', INCIDENT, { origin })).status).toBe(201);
    },
  );

  it("passes from the server's own pages, and without an Origin", async () => {
    expect((await cookie.post('/infra/incidents', INCIDENT, { origin: server.url })).status).toBe(201);
    expect((await cookie.post('/infra/incidents', INCIDENT)).status).toBe(201);
  });

  it('is none of this rule with a bearer token, also beside a cookie', async () => {
    const origin = 'https://evil.example.com';
    expect((await bearer.post('/infra/incidents', INCIDENT, { origin })).status).toBe(201);
    const both = bearer.with({ cookie: `session_token=${bearer.token}` });
    expect((await both.post('/infra/incidents', INCIDENT, { origin })).status).toBe(201);
  });

  it('is a write by cookie also beside the header of another scheme, which is ignored', async () => {
    const beside = cookie.with({ authorization: 'Basic b3BzOm9wcw==' });
    expect((await beside.get('/auth/me')).status).toBe(200);
    expect((await beside.post('/infra/incidents', INCIDENT)).status).toBe(201);
    const origin = 'https://evil.example.com';
    expectError(await beside.post('/infra/incidents', INCIDENT, { origin }), 403, 'FORBIDDEN');
    for (const actor of [
      server.anonymous.with({ authorization: 'Basic b3BzOm9wcw==' }),
      cookie.with({ authorization: 'Bearer' }),
      cookie.with({ authorization: 'Bearer a b' }),
    ]) {
      const { message } = expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
      expect(message).toBe('The Authorization header is not one of a token. Send it as: Bearer <token>.');
    }
  });

  it('is no read: those pass, and the browser keeps them from the page', async () => {
    const answer = await cookie.get('/infra/incidents', { origin: 'https://evil.example.com' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
