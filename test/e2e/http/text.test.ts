import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { draft } from '../infra/fixtures';
import { expectError, expectInvalid } from './expect-error';
import { sendRaw } from './raw-http';

const INCIDENT = draft();
const EVIDENCE = { title: 'Gateway log', type: 'log', content: 'upstream timed out' };
const without = (text: string): string => text.slice(0, -1);

describe('text that is no text', () => {
  let server: TestServer;
  let engineer: Actor;
  let evidence: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    const { body } = await engineer.post('/infra/incidents', INCIDENT);
    evidence = `/infra/incidents/${String(body.id)}/evidence`;
  });
  afterAll(() => server.close());

  const postBytes = (path: string, body: Uint8Array) =>
    sendRaw(server.url, {
      ...{ method: 'POST', path: `/api/v1${path}`, body },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${engineer.token}` },
    });
  const postForm = (parts: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...EVIDENCE, ...parts })) form.append(name, value);
    return engineer.post(evidence, form);
  };

  it('NUL characters are refused wherever they stand', async () => {
    expectInvalid(await engineer.post('/infra/incidents', { ...INCIDENT, title: 'a\0bcd' }), ['title']);
    const listed = { ...INCIDENT, affected_services: ['ok', 'a\0b'] };
    expectInvalid(await engineer.post('/infra/incidents', listed), ['affected_services.1']);
    const nested = { ...EVIDENCE, metadata: { deep: [{ host: 'a\0b' }] } };
    expectInvalid(await engineer.post(evidence, nested), ['metadata.deep.0.host']);
    expectInvalid(await engineer.post(evidence, { ...EVIDENCE, metadata: { 'a\0b': 1 } }), ['metadata']);
    expectInvalid(await postForm({ content: 'a\0b' }), ['content']);
    const credentials = { email: 'viewer\0@example.com', password: 'password\x00123' };
    expectInvalid(await server.anonymous.post('/auth/login', credentials), ['email', 'password']);
  });

  it('NUL characters in JSON that comes as text are refused too', async () => {
    const metadata = '{"host": "a\\u0000b"}';
    expectInvalid(await postForm({ metadata }), ['metadata']);
    expectInvalid(await engineer.post(evidence, { ...EVIDENCE, metadata }), ['metadata']);
  });

  it.each(['search', 'squad', 'assignee', 'tag', 'cursor', 'sort_by', 'jira_id'])(
    'NUL characters in the query parameter %s are refused',
    async (name) => {
      expectInvalid(await engineer.get(`/infra/incidents?${name}=a%00b`), [name]);
    },
  );

  it('NUL characters in the filter of a list are refused', async () => {
    const filter = JSON.stringify([{ field: 'title', operator: 'contains', value: 'a\0b' }]);
    const answer = await engineer.get(`/infra/incidents?filter=${encodeURIComponent(filter)}`);
    expectError(answer, 400, 'INVALID_REQUEST');
  });

  it('bytes that are not UTF-8 are refused, not replaced', async () => {
    const bytes = Buffer.from(JSON.stringify(INCIDENT).replace('Checkout', 'Ch#ckout'), 'latin1');
    bytes[bytes.indexOf('#')] = 0xe9;
    expectInvalid(await postBytes('/infra/incidents', bytes), ['']);
    const cut = Buffer.concat([
      Buffer.from(without(JSON.stringify({ ...INCIDENT, title: 'abc' }))),
      Buffer.from([0xc3]),
    ]);
    expectInvalid(await postBytes('/infra/incidents', cut), ['']);
    const utf16 = Buffer.from(JSON.stringify(INCIDENT), 'utf16le');
    expectInvalid(await postBytes('/infra/incidents', utf16), ['']);
  });

  it('lone surrogates are refused', async () => {
    const body = JSON.stringify(INCIDENT).replace('Checkout', 'Check\\ud83d out');
    expectInvalid(await engineer.post('/infra/incidents', body), ['title']);
    const metadata = '{"a": "\\udc00"}';
    expectInvalid(await postForm({ metadata }), ['metadata']);
  });

  it('whole emoji, other scripts and quotation marks arrive as they were sent', async () => {
    const title = `🔥 Ошибка оплаты — "支払い" \\ 'ok' %00 \u202e`;
    const answer = await engineer.post('/infra/incidents', { ...INCIDENT, title });
    expect(answer.status).toBe(201);
    expect(answer.body.title).toBe(title);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'the name %s is refused at every depth',
    async (name) => {
      const extra = `"${name}": {"isAdmin": true}`;
      const top = `${without(JSON.stringify(INCIDENT))}, ${extra}}`;
      expectInvalid(await engineer.post('/infra/incidents', top), [name]);
      const patch = await engineer.patch(evidence.replace('/evidence', ''), `{${extra}}`);
      expectInvalid(patch, [name]);
      const nested = `${without(JSON.stringify(EVIDENCE))}, "metadata": {"a": [{${extra}}]}}`;
      expectInvalid(await engineer.post(evidence, nested), [`metadata.a.0.${name}`]);
      expectInvalid(await postForm({ metadata: `{"a": {${extra}}}` }), ['metadata']);
      expectInvalid(await engineer.post('/auth/password', `{${extra}}`), [name]);
      expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    },
  );

  it.each(['__proto__', 'constructor', 'prototype', '__proto__[isAdmin]', 'constructor[prototype][isAdmin]'])(
    'the form field %s is refused',
    async (name) => {
      const answer = await postForm({ [name]: 'true' });
      const error = expectError(answer, 400, 'INVALID_REQUEST');
      expect(JSON.stringify(error.details)).toContain(name.split('[')[0]);
      expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    },
  );

  it('query parameters of those names are refused like any unknown one', async () => {
    expectInvalid(await engineer.get('/infra/incidents?__proto__=1'), ['__proto__']);
    expectInvalid(await engineer.get('/infra/incidents?constructor=1'), ['constructor']);
    expectInvalid(await engineer.get('/infra/incidents?toString=1'), ['toString']);
  });

  it('nesting has an end, however deep the body goes', async () => {
    const deep = (levels: number): string =>
      `${without(JSON.stringify(EVIDENCE))}, "metadata": ${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;
    expect((await engineer.post(evidence, deep(20))).status).toBe(201);
    expectError(await engineer.post(evidence, deep(40)), 400, 'INVALID_REQUEST');
    expectError(await engineer.post(evidence, deep(100_000)), 400, 'INVALID_REQUEST');
    const brackets = '['.repeat(500_000) + ']'.repeat(500_000);
    expectError(await engineer.post('/infra/incidents', brackets), 400, 'INVALID_REQUEST');
    const metadata = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
    expectError(await postForm({ metadata }), 400, 'INVALID_REQUEST');
  });
});
