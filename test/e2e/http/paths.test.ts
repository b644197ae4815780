import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { openIncident } from '../infra/fixtures';
import { expectError, expectInvalid } from './expect-error';
import { sendRaw, sendText } from './raw-http';

const NOBODY = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';

describe('a path', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  it.each([
    'nonsense',
    '123',
    NOBODY,
    `${NOBODY}x`,
    NOBODY.replaceAll('-', ''),
    `{${NOBODY}}`,
    'INC-999999',
    'inc-1001',
    'INC-0',
    'INC-99999999999999999999',
    'TASK-1001',
    'a%00b',
    '%00',
    '..%2f..%2fetc%2fpasswd',
    "'%20or%201=1--",
    'null',
    'undefined',
    '__proto__',
    '%F0%9F%94%A5',
    'x'.repeat(4_000),
  ])('with the id %s names no incident, whatever is asked of it', async (id) => {
    const path = `/infra/incidents/${id}`;
    const patch = { title: 'A new title' };
    const evidence = { title: 'Log', type: 'log', content: 'text' };
    for (const answer of [
      await engineer.get(path),
      await engineer.patch(path, patch),
      await engineer.delete(path),
      await engineer.get(`${path}/evidence`),
      await engineer.post(`${path}/evidence`, evidence),
      await engineer.get(`${path}/evidence/${NOBODY}/file`),
    ]) {
      const error = expectError(answer, 404, 'INCIDENT_NOT_FOUND');
      expect(Object.keys(error.details as object)).toEqual(['incident_id']);
      expect(error.message.length).toBeLessThan(200);
    }
  });

  it('to evidence or a user that does not exist names that resource', async () => {
    const { jira_id } = await openIncident(engineer);
    const path = `/infra/incidents/${jira_id}/evidence`;
    expectError(await engineer.delete(`${path}/nonsense`), 404, 'EVIDENCE_NOT_FOUND');
    expectError(await engineer.get(`${path}/${NOBODY}/file`), 404, 'EVIDENCE_NOT_FOUND');
    const admin = await server.as('admin');
    expectError(await admin.get('/admin/users/nonsense'), 404, 'USER_NOT_FOUND');
    expectError(await admin.get(`/admin/users/${NOBODY}`), 404, 'USER_NOT_FOUND');
  });

  it.each([
    ['GET', '/api/v1/nothing/here'],
    ['GET', '/api/v1'],
    ['GET', '/api/v2/infra/incidents'],
    ['GET', '/nothing'],
    ['GET', '/health/more'],
    ['GET', '/API/V1/infra/incidents'],
    ['POST', '/Api/v1/auth/login'],
    ['GET', '/api/v1//infra/incidents'],
    ['GET', '/.env'],
    ['GET', '/api/docs/../../package.json'],
    ['POST', '/api/v1/auth/me'],
    ['GET', '/api/v1/auth/login'],
    ['PUT', '/api/v1/infra/incidents'],
    ['DELETE', '/api/v1/infra/incidents'],
    ['POST', '/health'],
    ['TRACE', '/api/v1/infra/incidents'],
    ['PROPFIND', '/api/v1/infra/incidents'],
  ])('%s %s is no route', async (method, path) => {
    const headers = { authorization: `Bearer ${engineer.token}` };
    const answer = await sendRaw(server.url, { method, path, headers });
    const error = expectError(answer, 404, 'NOT_FOUND');
    expect(error.details).toBeNull();
  });

  it.each([
    '/api/v1/infra/incidents/%',
    '/api/v1/infra/incidents/%zz',
    '/api/v1/infra/incidents/%E0%A4%A',
    '/%',
  ])('%s is not valid percent-encoding or no route', async (path) => {
    const headers = { authorization: `Bearer ${engineer.token}` };
    const answer = await sendRaw(server.url, { path, headers });
    if (path === '/%') expectError(answer, 404, 'NOT_FOUND');
    else expectInvalid(answer, ['']);
  });

  it.each(['search=%', 'search=%zz', 'search=%E0%A4%A', 'search=%ff%fe', 'search=%ED%A0%80'])(
    'with the query ?%s is not valid percent-encoding',
    async (query) => {
      const headers = { authorization: `Bearer ${engineer.token}` };
      const answer = await sendRaw(server.url, { path: `/api/v1/infra/incidents?${query}`, headers });
      expectInvalid(answer, ['']);
    },
  );

  it('of a few thousand characters is answered in the usual form', async () => {
    const answer = await engineer.get(`/infra/incidents?search=${'x'.repeat(6_000)}`);
    expect([200, 400]).toContain(answer.status);
    expectError(await engineer.get(`/${'x'.repeat(10_000)}`), 404, 'NOT_FOUND');
  });
});

describe('what Node cannot read as HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('headers beyond 16 KiB', async () => {
    const answer = await sendRaw(server.url, { path: '/health', headers: { 'x-big': 'x'.repeat(20_000) } });
    expectError(answer, 431, 'HEADERS_TOO_LARGE');
    const long = await sendRaw(server.url, { path: `/api/v1/${'x'.repeat(20_000)}` });
    expectError(long, 431, 'HEADERS_TOO_LARGE');
  });

  it.each([
    ['a line that is no request', 'hello\r\n\r\n'],
    ['an unknown method', 'FROBNICATE / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    [
      'a chunk of no size',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
  ])('%s', async (_what, text) => {
    expectError(await sendText(server.url, text), 400, 'INVALID_REQUEST');
    expect((await server.anonymous.get('//health')).status).toBe(200);
  });
});
