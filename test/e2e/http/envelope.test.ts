import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { eventually } from '../auth/session-actor';
import { draft } from '../infra/fixtures';
import { expectError } from './expect-error';

const INCIDENT = draft();
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Both ways of asking for the envelope must give the same. */
describe.each([
  ['asked for by X-Response-Envelope', {}, { 'x-response-envelope': 'success' }],
  ['set by RESPONSE_ENVELOPE', { RESPONSE_ENVELOPE: 'success' }, {}],
])('the success envelope %s', (_how, settings: Record<string, string>, headers: Record<string, string>) => {
  let server: TestServer;
  let engineer: Actor;
  let incident: Record<string, unknown>;
  beforeAll(async () => {
    server = await startServer(settings);
    const signedIn = await server.anonymous.post<{ token?: string; data?: { token: string } }>(
      '/auth/login',
      {
        email: 'engineer@example.com',
        password: 'password123',
      },
    );
    const token = signedIn.body.token ?? signedIn.body.data?.token;
    engineer = server.anonymous.with({ authorization: `Bearer ${token}`, ...headers });
    const { body } = await engineer.post('/infra/incidents', INCIDENT);
    incident = body.data as Record<string, unknown>;
  });
  afterAll(() => server.close());

  it('holds what was created or changed, with its ETag', async () => {
    const created = await engineer.post('/infra/incidents', INCIDENT);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ success: true, data: expect.objectContaining(INCIDENT), timestamp: TIME });
    const { id } = created.body.data as { id: string };
    const changed = await engineer.patch(`/infra/incidents/${id}`, { title: 'Checkout is slow' });
    expect(changed.body).toMatchObject({ success: true, data: { id, title: 'Checkout is slow' } });
    expect(changed.headers.get('etag')).toBe('"2"');
  });

  it('holds a single resource', async () => {
    const { status, body } = await engineer.get(`/infra/incidents/${String(incident.id)}`);
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, data: incident, timestamp: TIME });
  });

  it('holds a list, and lifts the pagination of a paged one', async () => {
    const bare = await engineer.get('/infra/incidents?limit=1');
    const row = expect.objectContaining({ squad: 'Payments' });
    expect(bare.body).toEqual({ success: true, data: [row], timestamp: TIME });
    expect(Number(bare.headers.get('x-total-count'))).toBeGreaterThanOrEqual(1);
    const paged = await engineer.get('/infra/incidents?limit=1&page=1');
    expect(Object.keys(paged.body)).toEqual(['success', 'data', 'pagination', 'timestamp']);
    expect(paged.body.data).toHaveLength(1);
    expect(paged.body.pagination).toMatchObject({ current_page: 1, items_per_page: 1, has_previous: false });
  });

  it('holds the user', async () => {
    const { body } = await engineer.get('/auth/me');
    expect(body).toEqual({
      success: true,
      data: expect.objectContaining({ email: 'engineer@example.com' }),
      timestamp: TIME,
    });
  });

  it('leaves errors, empty answers, CSV and the documentation as they are', async () => {
    expectError(await engineer.get('/infra/incidents/x'), 404, 'INCIDENT_NOT_FOUND');
    expectError(await engineer.post('/infra/incidents', {}), 400, 'INVALID_REQUEST');
    const { body } = await engineer.post('/infra/incidents', INCIDENT);
    const removed = await engineer.delete(`/infra/incidents/${(body.data as { id: string }).id}`);
    expect([removed.status, removed.text]).toEqual([204, '']);
    const csv = await engineer.get<string>('/infra/incidents?format=csv');
    expect(csv.body).toMatch(/^\ufeff?"?id"?,/);
    expect((await engineer.get('//api/docs-json')).body).toHaveProperty('openapi');
  });

  it('is not put around the answer of logout, which is one already', async () => {
    const { body: signedIn } = await server.anonymous.post<{ token?: string; data?: { token: string } }>(
      '/auth/login',
      { email: 'viewer@example.com', password: 'password123' },
    );
    const token = signedIn.token ?? signedIn.data?.token;
    const answer = await engineer.post('/auth/logout', undefined, { authorization: `Bearer ${token}` });
    expect(answer.body).toEqual({ success: true, message: expect.any(String), timestamp: TIME });
  });

  it('does not call an unhealthy server a success', async () => {
    const healthy = await engineer.get('//health');
    expect(healthy.body).toMatchObject({ success: true, data: { status: 'healthy' } });
    const admin = new Client({ connectionString: server.databaseUrl.replace(/\/[^/]*$/, '/postgres') });
    const name = server.databaseUrl.split('/').at(-1)!;
    await admin.connect();
    try {
      await admin.query(`alter database ${name} allow_connections false`);
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      const ask = () => engineer.get('//health', { authorization: '' });
      const unhealthy = await eventually(ask, ({ status }) => status !== 200);
      expect(unhealthy.status).toBe(503);
      expect(unhealthy.body).toMatchObject({ status: 'unhealthy', checks: { database: false } });
    } finally {
      await admin.query(`alter database ${name} allow_connections true`);
      await admin.end();
    }
  });
});

describe('without asking', () => {
  it('or asking for something else, answers are bare', async () => {
    const server = await startServer();
    try {
      const viewer = await server.as('viewer');
      expect((await viewer.get('/infra/incidents')).body).toEqual([]);
      expect((await viewer.get('/infra/incidents', { 'x-response-envelope': 'none' })).body).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
