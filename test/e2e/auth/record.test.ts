import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { PASSWORD, PERSONAS, USER_FIELDS } from '../../support/personas';
import { expectInvalid } from '../http/expect-error';
import { login, type LoginAnswer } from './session-actor';

interface AuditRow {
  readonly position: string;
  readonly event_type: string;
  readonly status: string;
  readonly metadata: { request_id: string } | null;
  readonly changes: { field: string }[] | null;
  readonly [column: string]: unknown;
}

describe('signing in and out stands in the audit log', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  /** What was written while `act` ran. */
  const recorded = async (act: () => Promise<unknown>): Promise<AuditRow[]> => {
    const [{ last }] = await server.sql<{ last: string }>(
      'select coalesce(max(position), 0) as last from audit_logs',
    );
    await act();
    return server.sql<AuditRow>('select * from audit_logs where position > $1 order by position', [last]);
  };

  it('as LOGIN', async () => {
    const rows = await recorded(() =>
      login(server.anonymous.with({ 'user-agent': 'curl/8', 'x-request-id': 'req-1' }), 'engineer'),
    );
    const { id, name, email } = PERSONAS.engineer;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ...{
        event_type: 'LOGIN',
        resource_type: 'user',
        resource_id: id,
        status: 'success',
        error_message: null,
      },
      ...{ user_id: id, user_name: name, user_email: email, ip_address: '127.0.0.1', user_agent: 'curl/8' },
      metadata: { request_id: 'req-1' },
    });
  });

  it('as failed LOGIN with the reason, for known and unknown accounts', async () => {
    const rows = await recorded(async () => {
      await login(server.anonymous, 'viewer', 'wrong-password-1');
      const body = { email: 'Nobody@Example.com', password: 'wrong-password-2' };
      await server.anonymous.post('/auth/login', body);
    });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      ...{ event_type: 'LOGIN', status: 'failed', resource_id: PERSONAS.viewer.id },
      ...{ user_id: PERSONAS.viewer.id, error_message: expect.stringMatching(/^INVALID_CREDENTIALS/) },
    });
    expect(rows[1]).toMatchObject({
      ...{ event_type: 'LOGIN', status: 'failed', resource_id: null },
      ...{ user_id: 'anonymous', user_email: 'nobody@example.com' },
    });
  });

  it('as failed LOGIN without what was typed when that is no address: it may be the password', async () => {
    const typed = ['correct horse battery', 'p@ssw0rd'];
    const rows = await recorded(async () => {
      for (const email of typed) await server.anonymous.post('/auth/login', { email, password: 'anything' });
    });
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(row).toMatchObject({
        ...{ event_type: 'LOGIN', status: 'failed', user_id: 'anonymous' },
        user_email: expect.stringMatching(/^no e-mail address, from (::ffff:)?127\.0\.0\.1$/),
      });
    const counted = await server.sql<{ account: string }>('select account from login_failures');
    expect(counted.filter(({ account }) => typed.includes(account))).toEqual([]);
  });

  it('as failed LOGIN when the account is locked', async () => {
    for (let i = 0; i < 5; i += 1) {
      await server.anonymous.post('/auth/login', { email: 'locked@example.com', password: `wrong-${i}` });
    }
    const rows = await recorded(() =>
      server.anonymous.post('/auth/login', { email: 'locked@example.com', password: PASSWORD }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ...{ event_type: 'LOGIN', status: 'failed' },
      error_message: expect.stringMatching(/^RATE_LIMIT_EXCEEDED/),
    });
  });

  it('as LOGOUT', async () => {
    const actor = await server.signIn('viewer');
    const rows = await recorded(() => actor.post('/auth/logout'));
    const { id, email } = PERSONAS.viewer;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ...{ event_type: 'LOGOUT', status: 'success', resource_type: 'user', resource_id: id },
      ...{ user_id: id, user_email: email },
    });
  });

  it('as failed attempts on the account, when it is not the sign-in itself that is refused', async () => {
    const actor = await server.signIn('viewer');
    const cookie = server.anonymous.with({ cookie: `session_token=${actor.token}` });
    const rows = await recorded(async () => {
      await actor.post('/auth/password', {
        current_password: 'not-mine-1',
        new_password: 'brand-new-secret',
      });
      await cookie.post('/auth/logout', undefined, { origin: 'https://evil.example.com' });
      await server.anonymous.post('/auth/login', { email: 'viewer@example.com' });
    });
    expect(rows.map(({ action_description, error_message }) => [action_description, error_message])).toEqual([
      ['Refused POST /api/v1/auth/password', expect.stringMatching(/^INVALID_REQUEST/)],
      ['Refused POST /api/v1/auth/logout', expect.stringMatching(/^FORBIDDEN/)],
      ['Refused POST /api/v1/auth/login', expect.stringMatching(/^INVALID_REQUEST/)],
    ]);
    for (const row of rows) expect(row).toMatchObject({ status: 'failed', resource_type: 'user' });
  });

  it('and nowhere else: what is not rate limited, or no route, leaves no row', async () => {
    const rows = await recorded(async () => {
      for (const path of ['//anything', '//api/anything', '//health', '//api/v1/health', '/no/route']) {
        const { status, body } = await server.anonymous.post(path, {});
        expect([status, body]).toMatchObject([404, { error: { code: 'NOT_FOUND' } }]);
        const broken = await server.anonymous.post(path, '{', { 'content-type': 'application/json' });
        expect(broken.status).toBe(400);
      }
    });
    expect(rows.map(({ action_description }) => action_description)).toEqual([
      'Refused POST /api/v1/no/route',
    ]);
  });

  it('as one UPDATE when the password changes', async () => {
    const actor = await server.signIn('colleague');
    const change = { current_password: PASSWORD, new_password: 'brand-new-secret' };
    const rows = await recorded(() => actor.post('/auth/password', change));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      event_type: 'UPDATE',
      status: 'success',
      user_id: PERSONAS.colleague.id,
    });
    expect(rows[0].changes?.map(({ field }) => field)).toEqual(['password_hash']);
  });

  it('without any password, hash or token', async () => {
    const actor = await server.signIn('admin');
    const fresh = await actor.post<LoginAnswer>('/auth/refresh');
    await login(server.anonymous, 'admin', 'mistyped-secret');
    await actor.post('/auth/password', { current_password: PASSWORD, new_password: 'another-new-secret' });
    await actor.post('/auth/password', {
      current_password: 'mistyped-secret',
      new_password: 'whatever-secret',
    });
    const [{ log }] = await server.sql<{ log: string }>('select json_agg(a)::text as log from audit_logs a');
    expect(log).toContain('LOGIN');
    expect(log).not.toMatch(/argon2|\$m=|mistyped-secret|wrong-password|new-secret|whatever-secret/);
    for (const secret of [PASSWORD, actor.token, fresh.body.token, actor.token.split('.')[2]]) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('the users that administrators see', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('show no hash, in no form of the answer', async () => {
    const admin = await server.as('admin');
    const answers = await Promise.all([
      admin.get('/admin/users'),
      admin.get('/admin/users?page=1'),
      admin.get('/admin/users?format=csv'),
      admin.get('/admin/users?search=engineer'),
      admin.get(`/admin/users/${PERSONAS.viewer.id}`),
    ]);
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).toContain('@example.com');
      expect(text).not.toMatch(/argon2|password|disabled_at|deleted_at|version/i);
    }
    const [first] = answers[0].body as unknown as Record<string, unknown>[];
    expect(Object.keys(first).sort()).toEqual([...USER_FIELDS].sort());
  });

  it('cannot be asked about their hash by sorting or filtering', async () => {
    const admin = await server.as('admin');
    expectInvalid(await admin.get('/admin/users?sort_by=password_hash'), ['sort_by']);
    expectInvalid(await admin.get('/admin/users?password_hash=x'), ['password_hash']);
    const filter = encodeURIComponent(
      JSON.stringify([{ field: 'password_hash', operator: 'contains', value: '$argon2id' }]),
    );
    const answer = await admin.get(`/admin/users?filter=${filter}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code: 'INVALID_REQUEST' } });
  });
});
