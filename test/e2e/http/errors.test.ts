import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { expectError } from './expect-error';
import { type RawAnswer, sendRaw } from './raw-http';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('every answer', () => {
  let server: TestServer;
  let authorization: string;
  beforeAll(async () => {
    server = await startServer();
    ({ authorization } = (await server.as('engineer')).headers);
  });
  afterAll(() => server.close());

  const json = { 'content-type': 'application/json' };
  /** One request for each kind of answer, from the layer that gives it. */
  const kinds: Record<string, (headers: Record<string, string>) => Promise<RawAnswer>> = {
    '200': (headers) =>
      sendRaw(server.url, { path: '/api/v1/infra/incidents', headers: { authorization, ...headers } }),
    '200 of a page of the docs': (headers) => sendRaw(server.url, { path: '/api/docs', headers }),
    '200 of health': (headers) => sendRaw(server.url, { path: '/health', headers }),
    '204 of a preflight': (headers) =>
      sendRaw(server.url, {
        ...{ method: 'OPTIONS', path: '/api/v1/infra/incidents' },
        headers: { origin: 'http://localhost:5173', 'access-control-request-method': 'POST', ...headers },
      }),
    '302': (headers) => sendRaw(server.url, { path: '/', headers }),
    '400 INVALID_REQUEST of the body parser': (headers) =>
      sendRaw(server.url, {
        ...{ method: 'POST', path: '/api/v1/infra/incidents', body: '{' },
        headers: { authorization, ...json, ...headers },
      }),
    '400 INVALID_REQUEST of validation': (headers) =>
      sendRaw(server.url, {
        ...{ method: 'POST', path: '/api/v1/infra/incidents', body: '{}' },
        headers: { authorization, ...json, ...headers },
      }),
    '400 INVALID_REQUEST of the router': (headers) =>
      sendRaw(server.url, { path: '/api/v1/infra/incidents/%', headers: { authorization, ...headers } }),
    '401 UNAUTHORIZED': (headers) => sendRaw(server.url, { path: '/api/v1/auth/me', headers }),
    '403 FORBIDDEN': (headers) =>
      sendRaw(server.url, { path: '/api/v1/admin/users', headers: { authorization, ...headers } }),
    '404 NOT_FOUND': (headers) => sendRaw(server.url, { path: '/nothing', headers }),
    '404 INCIDENT_NOT_FOUND': (headers) =>
      sendRaw(server.url, { path: '/api/v1/infra/incidents/x', headers: { authorization, ...headers } }),
    '413 PAYLOAD_TOO_LARGE': (headers) =>
      sendRaw(server.url, {
        ...{ method: 'POST', path: '/api/v1/infra/incidents', body: `"${'x'.repeat(1024 * 1024)}"` },
        headers: { authorization, ...json, ...headers },
      }),
    '415 UNSUPPORTED_MEDIA_TYPE': (headers) =>
      sendRaw(server.url, {
        ...{ method: 'POST', path: '/api/v1/infra/incidents', body: '{}' },
        headers: { authorization, 'content-type': 'text/plain', ...headers },
      }),
  };

  it.each(Object.keys(kinds))('carries the request id that was sent, or one of its own: %s', async (kind) => {
    const [status, code] = kind.split(' ');
    const sent = await kinds[kind]({ 'x-request-id': 'trace-42:a/b=+.Z_' });
    expect(sent.status).toBe(Number(status));
    expect(sent.headers.get('x-request-id')).toBe('trace-42:a/b=+.Z_');
    const own = await kinds[kind]({});
    expect(own.headers.get('x-request-id')).toMatch(UUID);
    if (Number(status) >= 400) for (const answer of [sent, own]) expectError(answer, Number(status), code);
  });

  it.each(Object.keys(kinds))(
    'carries the security headers and does not say what it is made with: %s',
    async (kind) => {
      const { headers } = await kinds[kind]({});
      const isPage = kind === '200 of a page of the docs';
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe(isPage ? 'SAMEORIGIN' : 'DENY');
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+/);
      expect(headers.get('content-security-policy')).toMatch(
        isPage ? /^default-src 'self';/ : /^default-src 'none';frame-ancestors 'none'$/,
      );
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-site');
      expect(headers.get('cross-origin-opener-policy')).toBe(isPage ? 'same-origin' : null);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
    },
  );

  it('takes a request id of 128 characters and replaces what is no sane token', async () => {
    const longest = 'a'.repeat(128);
    expect((await kinds['401 UNAUTHORIZED']({ 'x-request-id': longest })).headers.get('x-request-id')).toBe(
      longest,
    );
    for (const bad of ['a'.repeat(129), 'a b', 'a,b', '<script>', '"quoted"', '{"a":1}', 'naïve', '']) {
      const answer = await kinds['401 UNAUTHORIZED']({ 'x-request-id': bad });
      expect(answer.headers.get('x-request-id')).toMatch(UUID);
      expectError(answer, 401, 'UNAUTHORIZED');
    }
  });

  it('that refuses a change is on record with its request id, and not for reads or sign-ins', async () => {
    const refused = ['400 INVALID_REQUEST of validation', '403 FORBIDDEN', '413 PAYLOAD_TOO_LARGE'];
    for (const kind of Object.keys(kinds)) {
      await kinds[kind]({ 'x-request-id': `recorded/${kind.replaceAll(' ', '-')}` });
    }
    const rows = await server.sql<{ id: string; status: string; error_message: string }>(
      `select metadata ->> 'request_id' as id, status, error_message from audit_logs
        where metadata ->> 'request_id' like 'recorded/%' order by position`,
    );
    const ids = rows.map(({ id }) => id.replace('recorded/', '').replaceAll('-', ' '));
    expect(ids).toEqual(expect.arrayContaining(refused));
    expect(ids.filter((id) => !/^4(00|03|13|15)/.test(id))).toEqual([]);
    expect(ids).not.toContain('400 INVALID_REQUEST of the router');
    for (const { status, error_message } of rows) {
      expect(status).toBe('failed');
      expect(error_message).toMatch(/^[A-Z_]+: \S/);
    }
  });

  it('does not put on record what a broken body held', async () => {
    await sendRaw(server.url, {
      ...{ method: 'POST', path: '/api/v1/infra/incidents', body: '{"x": hunter2-secret' },
      headers: { authorization, ...json },
    });
    const [{ log }] = await server.sql<{ log: string }>('select json_agg(a)::text as log from audit_logs a');
    expect(log).not.toContain('hunter2');
  });
});
