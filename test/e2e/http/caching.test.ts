import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { openIncident } from '../infra/fixtures';
import { expectError } from './expect-error';

describe('reading again', () => {
  let server: TestServer;
  let engineer: Actor;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    const { id } = await openIncident(engineer);
    path = `/infra/incidents/${id}`;
  });
  afterAll(() => server.close());

  it('what has not changed costs a 304 without a body', async () => {
    const first = await engineer.get(path);
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await engineer.get(path, { 'if-none-match': header });
      expect([again.status, again.text]).toEqual([304, '']);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('x-request-id')).toBeTruthy();
    }
    expect((await engineer.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('what has changed comes anew with another ETag', async () => {
    const { headers } = await engineer.get(path);
    const etag = headers.get('etag')!;
    const changed = await engineer.patch(path, { title: `Changed ${Date.now()}` });
    expect(changed.headers.get('etag')).not.toBe(etag);
    const again = await engineer.get(path, { 'if-none-match': etag });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(changed.body);
    expect(again.headers.get('etag')).toBe(changed.headers.get('etag'));
  });

  it('is never answered from a store that is shared, nor without asking', async () => {
    for (const where of [path, '/infra/incidents', '/auth/me']) {
      const { headers } = await engineer.get(where);
      expect(headers.get('cache-control')).toBe('private, no-cache');
    }
  });

  it('does not let 304 hide that one may not read', async () => {
    const { headers } = await engineer.get(path);
    const condition = { 'if-none-match': headers.get('etag')! };
    expectError(await server.anonymous.get(path, condition), 401, 'UNAUTHORIZED');
    const gone = await engineer.get('/infra/incidents/3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c', condition);
    expectError(gone, 404, 'INCIDENT_NOT_FOUND');
  });

  it('by HEAD gives the headers of GET and nothing else', async () => {
    for (const where of [path, '/infra/incidents?limit=5', '/auth/me', '//health']) {
      const get = await engineer.get(where);
      const head = await engineer.send('HEAD', where);
      expect([head.status, head.text]).toEqual([200, '']);
      for (const name of ['content-type', 'content-length', 'etag', 'x-total-count', 'link', 'vary']) {
        expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
      }
    }
  });

  it('by HEAD of a CSV gives the headers of a page, and runs no export', async () => {
    const list = await engineer.get('/infra/incidents');
    for (const head of [
      await engineer.send('HEAD', '/infra/incidents?format=csv'),
      await engineer.send('HEAD', '/infra/incidents', undefined, { accept: 'text/csv' }),
    ]) {
      expect([head.status, head.text]).toEqual([200, '']);
      expect(head.headers.get('x-total-count')).toBe(list.headers.get('x-total-count'));
    }
    expect((await engineer.get('/infra/incidents?format=csv')).headers.get('content-type')).toMatch(/csv/);
  });

  it('by HEAD refuses as GET does, and knows 304', async () => {
    const missing = await engineer.send('HEAD', '/infra/incidents/x');
    expect([missing.status, missing.text]).toEqual([404, '']);
    expect((await server.anonymous.send('HEAD', path)).status).toBe(401);
    const { headers } = await engineer.get(path);
    const same = await engineer.send('HEAD', path, undefined, { 'if-none-match': headers.get('etag')! });
    expect(same.status).toBe(304);
  });

  it('a bare answer that was kept is not good for one who wants the envelope', async () => {
    const { headers } = await engineer.get(path);
    const vary = (headers.get('vary') ?? '').toLowerCase().split(/, */);
    expect(vary).toContain('x-response-envelope');
  });
});
