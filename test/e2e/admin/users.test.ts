import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '../../../src/auth';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { expectError, expectInvalid } from '../http/expect-error';
import { GRACE, make, signIn, somebody } from './users-scene';

interface UserAnswer {
  readonly id: string;
  readonly email: string;
  readonly [field: string]: unknown;
}

describe('users', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());

  const list = async (query: string): Promise<string[]> =>
    (await admin.get<UserAnswer[]>(`/admin/users?sort_by=email&sort_order=asc&${query}`)).body.map(
      ({ email }) => email,
    );

  it('are made by an admin, can be read, and can sign in at once', async () => {
    const avatar = 'https://example.com/grace.png';
    const made = await admin.post<UserAnswer>('/admin/users', { ...GRACE, avatar });
    const { password, ...fields } = GRACE;
    expect([made.status, made.body]).toEqual([
      201,
      {
        ...{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), ...fields, avatar },
        ...{ permissions: PERMISSIONS.engineer, createdAt: expect.stringMatching(/Z$/) },
        ...{ lastLogin: null, disabled: false },
      },
    ]);
    const read = await admin.get(`/admin/users/${made.body.id}`);
    expect([read.status, read.body]).toEqual([200, made.body]);
    expect(read.headers.get('etag')).toBe(made.headers.get('etag'));
    const grace = await signIn(server, { email: 'grace@EXAMPLE.com', password });
    const me = await grace.get('/auth/me');
    expect(me.body).toMatchObject({ ...fields, avatar, lastLogin: expect.stringMatching(/Z$/) });
  });

  it('have an address that no other living one has, whatever its case', async () => {
    const made = await make(admin);
    const again = await admin.post('/admin/users', somebody({ email: made.email.toUpperCase() }));
    expect(expectError(again, 409, 'CONFLICT').details).toEqual({ fields: ['email'] });
    const other = await make(admin);
    const change = await admin.patch(`/admin/users/${other.id}`, { email: made.email.toUpperCase() });
    expect(expectError(change, 409, 'CONFLICT').details).toEqual({ fields: ['email'] });
    expect((await admin.delete(`/admin/users/${made.id}`)).status).toBe(204);
    expect((await admin.post('/admin/users', somebody({ email: made.email }))).status).toBe(201);
  });

  it('of ten made at once with one address are one', async () => {
    const person = somebody();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => admin.post('/admin/users', person, { 'x-request-id': 'race' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it('are refused with every fault at once', async () => {
    expectInvalid(await admin.post('/admin/users', {}), ['name', 'email', 'role', 'team', 'password']);
    const wrong = {
      name: ' ',
      email: 'x',
      role: 'root',
      team: '',
      password: '1234567',
      avatar: 'javascript:x',
    };
    expectInvalid(await admin.post('/admin/users', { ...wrong, disabled: true, id: 'x' }), [
      ...Object.keys(wrong),
      ...['disabled', 'id'],
    ]);
    expectInvalid(await admin.post('/admin/users', somebody({ password: 'x'.repeat(129) })), ['password']);
    expectInvalid(await admin.post('/admin/users', somebody({ password: null })), ['password']);
    const { id } = await make(admin);
    const nulls = { name: null, email: null, role: null, team: null, password: null, disabled: null };
    expectInvalid(await admin.patch(`/admin/users/${id}`, nulls), Object.keys(nulls));
    expectInvalid(await admin.patch(`/admin/users/${id}`, { password_hash: 'x' }), ['password_hash']);
  });

  it('can be changed, and a change that changes nothing leaves no trace', async () => {
    const { id, etag } = await make(admin);
    const change = { name: 'Grace H.', email: 'grace.h@example.com', role: 'viewer', team: 'Data' };
    const changed = await admin.patch(`/admin/users/${id}`, { ...change, avatar: 'https://example.com/g' });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { id, ...change, avatar: 'https://example.com/g', permissions: PERMISSIONS.viewer },
    ]);
    expect(changed.headers.get('etag')).not.toBe(etag);
    const trace = (): Promise<unknown[]> =>
      server.sql('select 1 from audit_logs where resource_id = $1', [id]);
    const before = await trace();
    const same = await admin.patch(`/admin/users/${id}`, { ...change, disabled: false });
    expect([same.status, same.headers.get('etag')]).toEqual([200, changed.headers.get('etag')]);
    expect(await trace()).toEqual(before);
    expect((await admin.patch(`/admin/users/${id}`, { avatar: null })).body).toMatchObject({ avatar: null });
  });

  it('are changed and removed only as they were read, if the caller says so', async () => {
    const { id, etag } = await make(admin);
    const path = `/admin/users/${id}`;
    expect((await admin.patch(path, { team: 'Data' }, { 'if-match': etag })).status).toBe(200);
    expectError(await admin.patch(path, { team: 'Ops' }, { 'if-match': etag }), 412, 'PRECONDITION_FAILED');
    const password = { password: 'another horse' };
    expectError(await admin.patch(path, password, { 'if-match': etag }), 412, 'PRECONDITION_FAILED');
    expectError(await admin.delete(path, { 'if-match': etag }), 412, 'PRECONDITION_FAILED');
    expect((await admin.get(path)).body).toMatchObject({ team: 'Data' });
    const now = (await admin.get(path)).headers.get('etag')!;
    expect((await admin.delete(path, { 'if-match': now })).status).toBe(204);
  });

  it('that are gone, or never were, are not found', async () => {
    const { id } = await make(admin);
    expect((await admin.delete(`/admin/users/${id}`)).status).toBe(204);
    for (const one of [id, '00000000-0000-4000-8000-0000000000ff', 'nobody']) {
      for (const path of [`/admin/users/${one}`, `/admin/users/${one}/sessions`])
        expectError(await admin.get(path), 404, 'USER_NOT_FOUND');
      expectError(await admin.patch(`/admin/users/${one}`, { team: 'x' }), 404, 'USER_NOT_FOUND');
      expectError(await admin.delete(`/admin/users/${one}`), 404, 'USER_NOT_FOUND');
      expectError(await admin.delete(`/admin/users/${one}/sessions`), 404, 'USER_NOT_FOUND');
      expectError(await admin.delete(`/admin/users/${one}/sessions/${id}`), 404, 'USER_NOT_FOUND');
    }
  });

  it('are made once by a key, whose record gives away no password', async () => {
    const [person, key] = [somebody(), { 'idempotency-key': 'make-her-once' }];
    const first = await admin.post<UserAnswer>('/admin/users', person, key);
    const again = await admin.post<UserAnswer>('/admin/users', person, key);
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    const other = await admin.post('/admin/users', { ...person, password: 'another horse' }, key);
    expectError(other, 409, 'IDEMPOTENCY_KEY_REUSED');
    const [kept] = await server.sql<Record<string, unknown>>(
      'select request_hash, body from idempotency_keys where key = $1',
      [key['idempotency-key']],
    );
    expect(JSON.stringify(kept)).not.toMatch(/correct horse|argon2/);
    // With the hash of a known body alone one could try out passwords as fast as SHA-256 goes.
    const { createHash } = await import('node:crypto');
    const guess = createHash('sha256')
      .update(JSON.stringify(['POST', '/api/v1/admin/users', person, null, null]))
      .digest('base64url');
    expect(kept.request_hash).not.toBe(guess);
  });

  it('made many at once with keys do not keep anybody from signing in', async () => {
    const people = Array.from({ length: 24 }, () => somebody());
    const [made, signedIn] = await Promise.all([
      Promise.all(
        people.map((person, i) => admin.post('/admin/users', person, { 'idempotency-key': `many-${i}` })),
      ),
      Promise.all(Array.from({ length: 6 }, () => server.signIn('viewer'))),
    ]);
    expect(made.map(({ status }) => status)).toEqual(people.map(() => 201));
    expect(signedIn).toHaveLength(6);
  });

  it('are filtered by role, team, address and whether they are disabled, found, and exported', async () => {
    const team = 'Filtered';
    const one = await make(admin, { team, role: 'viewer', name: 'Ada Lovelace' });
    const two = await make(admin, { team, name: 'Alan Turing' });
    expect((await admin.patch(`/admin/users/${two.id}`, { disabled: true })).status).toBe(200);
    expect(await list(`team=${team}`)).toEqual([one.email, two.email].sort());
    expect(await list(`team=${team}&role=viewer`)).toEqual([one.email]);
    expect(await list(`team=${team}&disabled=true`)).toEqual([two.email]);
    expect(await list(`team=${team}&disabled=false`)).toEqual([one.email]);
    expect(await list(`email=${one.email.toUpperCase()}`)).toEqual([one.email]);
    expect(await list('search=lovelace')).toEqual([one.email]);
    expectInvalid(await admin.get('/admin/users?disabled=perhaps'), ['disabled']);
    const csv = await admin.get<string>(`/admin/users?team=${team}&disabled=true`, { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, row, rest] = csv.text.split('\r\n');
    expect(header).toBe('id,name,email,role,team,permissions,avatar,createdAt,lastLogin,disabled');
    expect([row.split(',')[2], rest]).toEqual([two.email, '']);
    expect(row).toMatch(/,true$/);
  });

  it('stand in the audit log with each change, without password and hash', async () => {
    const { id, email } = await make(admin, { password: 'seen by nobody 1' });
    await admin.patch(`/admin/users/${id}`, { role: 'viewer', disabled: true, password: 'seen by nobody 2' });
    await admin.patch(`/admin/users/${id}`, { password: 'seen by nobody 3', role: 'nonsense' });
    await admin.delete(`/admin/users/${id}`);
    const rows = await server.sql<{ changes: { field: string }[] | null; [column: string]: unknown }>(
      `select event_type, status, user_id, resource_name, changes, error_message from audit_logs
       where resource_type = 'user' and resource_id = $1 order by position`,
      [id],
    );
    expect(rows.map(({ event_type, status }) => [event_type, status])).toEqual([
      ['CREATE', 'success'],
      ['UPDATE', 'success'],
      ['UPDATE', 'failed'],
      ['DELETE', 'success'],
    ]);
    for (const row of rows) expect(row.user_id).toBe(PERSONAS.admin.id);
    expect(rows[1]).toMatchObject({
      resource_name: email,
      changes: [
        { field: 'role', old_value: 'engineer', new_value: 'viewer' },
        { field: 'disabled', old_value: false, new_value: true },
        { field: 'password_hash', old_value: '[redacted]', new_value: '[redacted]' },
      ],
    });
    const [{ all }] = await server.sql<{ all: string }>(
      'select (select json_agg(a)::text from audit_logs a) || (select json_agg(e)::text from idempotency_keys e) as all',
    );
    expect(all).not.toMatch(/seen by nobody|argon2|\$m=/);
  });

  it("are nobody else's business: neither engineers nor viewers see or change them", async () => {
    for (const persona of ['engineer', 'viewer'] as const) {
      const actor = await server.as(persona);
      const { id } = PERSONAS.colleague;
      const answers = await Promise.all([
        actor.get('/admin/users'),
        actor.post('/admin/users', somebody({ role: 'admin' })),
        actor.get(`/admin/users/${id}`),
        actor.patch(`/admin/users/${PERSONAS[persona].id}`, { role: 'admin' }),
        actor.delete(`/admin/users/${id}`),
        actor.get(`/admin/users/${id}/sessions`),
        actor.delete(`/admin/users/${id}/sessions`),
      ]);
      for (const answer of answers)
        expect(expectError(answer, 403, 'FORBIDDEN').details).toEqual({ missing_permission: 'manage:users' });
    }
  });
});
