import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { ApiTokenRepository } from '../../../src/auth';
import { PERMISSIONS } from '../../../src/auth/roles';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { eventually } from '../auth/session-actor';
import { expectError, expectInvalid } from '../http/expect-error';
import { draft, openIncident } from '../infra/fixtures';
import { readCsv } from '../lists/data';
import { askForToken, mint, type Minted, type TokenBody, tokenRequest } from './token-scene';

const SLOW_TITLE = 'Sent slowly';
const FORM = [
  ...['--x', 'Content-Disposition: form-data; name="title"', '', 'Slow'],
  ...['--x', 'Content-Disposition: form-data; name="type"', '', 'document'],
  ...['--x', 'Content-Disposition: form-data; name="file"; filename="a.txt"', '', 'text', '--x--', ''],
].join('\r\n');
const LATER = '2099-12-31T23:59:59.000Z';

describe('API tokens', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());

  const listed = async (id: string): Promise<TokenBody | undefined> => {
    const { body } = await admin.get<TokenBody[]>('/admin/tokens?limit=100');
    return body.find((token) => token.id === id);
  };

  it('are shown once, in the answer to their creation, and known by a hash and six characters', async () => {
    const request = tokenRequest({
      scopes: ['read:incidents', 'write:tasks'],
      environment: 'staging',
      expires_at: LATER,
    });
    const { status, body, headers } = await admin.post<TokenBody>('/admin/tokens', request);
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('etag')).toBe('"1"');
    const token = expect.stringMatching(/^sk_[A-Za-z0-9_-]{42}[AQgw]$/);
    expect(body).toEqual({
      ...{ id: expect.any(String), ...request, token, token_preview: `sk_...${body.token.slice(-6)}` },
      ...{ created_by: PERSONAS.admin.name, created_at: expect.stringMatching(/Z$/) },
      ...{ last_used_at: null, status: 'active' },
    });
    expect(await listed(body.id)).toEqual({ ...body, token: null });
    const csv = await admin.get<string>('/admin/tokens?format=csv');
    expect(readCsv(csv.text).header).toEqual(Object.keys(body));
    expect(csv.text).toContain(body.token_preview);
    const [row] = await server.sql<Record<string, string>>('select * from api_tokens where id = $1', [
      body.id,
    ]);
    const dump = await server.sql(
      `select (select json_agg(a) from audit_logs a)::text as audit, (select json_agg(k) from idempotency_keys k)::text as keys,
        (select json_agg(e) from events e)::text as events, (select json_agg(t) from api_tokens t)::text as tokens`,
    );
    const told = JSON.stringify(dump) + csv.text + (await admin.get('/admin/tokens')).text;
    expect(told).not.toContain(body.token.slice(3, 40));
    expect(JSON.stringify([dump[0].audit, dump[0].keys, csv.text])).not.toContain(row.token_hash);
  });

  it('are on record as made and as revoked, with the hash left out', async () => {
    const { body } = await mint(admin);
    await admin.delete(`/admin/tokens/${body.id}`);
    const rows = await server.sql(
      `select event_type, user_id, resource_name, action_description, changes from audit_logs
        where resource_type = 'token' and resource_id = $1 order by position`,
      [body.id],
    );
    expect(rows).toMatchObject([
      { event_type: 'CREATE', user_id: PERSONAS.admin.id, resource_name: body.name },
      {
        event_type: 'DELETE',
        user_id: PERSONAS.admin.id,
        action_description: expect.stringMatching(/^Revoked/),
      },
    ]);
    expect(rows[0].changes).toContainEqual({ field: 'token_hash', old_value: null, new_value: '[redacted]' });
    expect(rows[0].changes).toContainEqual({ field: 'scopes', old_value: null, new_value: body.scopes });
  });

  it('are made once for an Idempotency-Key, and a repeat does not show them again', async () => {
    const key = { 'idempotency-key': 'only-one' };
    const request = tokenRequest({ name: 'Made once' });
    const first = await admin.post<TokenBody>('/admin/tokens', request, key);
    expect([first.status, first.body.token]).toEqual([201, expect.stringMatching(/^sk_/)]);
    const again = await admin.post<TokenBody>('/admin/tokens', request, key);
    expect([again.status, again.body]).toEqual([201, { ...first.body, token: null }]);
    const kept = await server.sql<{ body: string }>(
      `select body from idempotency_keys where key = 'only-one'`,
    );
    expect(kept).toHaveLength(1);
    expect(kept[0].body).not.toContain(first.body.token.slice(3, 40));
    expect(await server.sql(`select 1 from api_tokens where name = 'Made once'`)).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['no name', { name: '' }, ['name']],
    ['a blank name', { name: '  ' }, ['name']],
    ['no scopes', { scopes: [] }, ['scopes']],
    ['scopes that are no list', { scopes: 'read:incidents' }, ['scopes']],
    ['an unknown scope', { scopes: ['read:incidents', 'read:everything'] }, ['scopes']],
    ['a scope twice', { scopes: ['read:incidents', 'read:incidents'] }, ['scopes']],
    ['an unknown environment', { environment: 'moon' }, ['environment']],
    ['an end in the past', { expires_at: '2020-01-01T00:00:00Z' }, ['expires_at']],
    ['an end that is no time', { expires_at: 'never' }, ['expires_at']],
    ['a token of their own choice', { token: 'sk_mine' }, ['token']],
    [
      'all of that',
      { name: null, scopes: null, environment: 1, expires_at: 1 },
      ['name', 'scopes', 'environment', 'expires_at'],
    ],
  ])('with %s are refused', async (_, more, fields) => {
    expectInvalid(await askForToken(admin, more), fields);
  });

  it('are for administrators alone', async () => {
    const { body } = await mint(admin);
    const engineer = await server.as('engineer');
    expectError(await engineer.get('/admin/tokens'), 403, 'FORBIDDEN');
    expectError(await askForToken(engineer), 403, 'FORBIDDEN');
    expectError(await engineer.delete(`/admin/tokens/${body.id}`), 403, 'FORBIDDEN');
    expectError(await server.anonymous.get('/admin/tokens'), 401, 'UNAUTHORIZED');
  });

  it('act for their creator, with their scopes and no more', async () => {
    const { body, actor } = await mint(admin, { scopes: ['read:incidents', 'write:tasks'] });
    const me = await actor.get('/auth/me');
    expect([me.status, me.body]).toMatchObject([
      200,
      { id: PERSONAS.admin.id, role: 'admin', permissions: ['read:incidents', 'write:tasks'] },
    ]);
    expect((await actor.get('/infra/incidents')).status).toBe(200);
    const refused = expectError(await actor.get('/infra/tasks'), 403, 'FORBIDDEN');
    expect(refused.details).toEqual({ missing_permission: 'read:tasks' });
    const task = {
      title: 'By a program',
      description: 'x',
      priority: 'low',
      squad: 'Data',
      estimated_hours: 1,
      due_date: LATER,
    };
    const made = await actor.post('/infra/tasks', task);
    expect(made.status).toBe(201);
    const [row] = await server.sql(
      'select user_id, user_name, metadata from audit_logs where resource_id = $1',
      [made.body.id],
    );
    expect(row).toMatchObject({
      user_id: PERSONAS.admin.id,
      user_name: PERSONAS.admin.name,
      metadata: { api_token_id: body.id },
    });
  });

  it('do nothing that takes a session', async () => {
    const { actor } = await mint(admin, { scopes: [...PERMISSIONS.admin] });
    const attempts = [
      await actor.post('/auth/logout'),
      await actor.post('/auth/refresh'),
      await actor.post('/auth/password', { current_password: 'password123', new_password: 'password1234' }),
    ];
    for (const attempt of attempts)
      expect(expectError(attempt, 403, 'FORBIDDEN').details).toEqual({ required: 'session' });
    expect((await admin.get('/auth/me')).status).toBe(200);
  });

  it('that are malformed are refused without a question to the database', async () => {
    const { body } = await mint(admin);
    const asked = jest.spyOn(server.app.get(ApiTokenRepository), 'findLive');
    const bearer = (token: string): Actor => server.anonymous.with({ authorization: `Bearer ${token}` });
    const cut = body.token.slice(0, -1);
    const other = body.token.slice(0, 5) + (body.token[5] === 'A' ? 'B' : 'A') + body.token.slice(6);
    for (const token of ['sk_', cut, other, `${body.token}A`, `sk_${'A'.repeat(4_000)}`])
      expectError(await bearer(token).get('/auth/me'), 401, 'UNAUTHORIZED');
    expect(asked).not.toHaveBeenCalled();
    expect((await bearer(body.token).get('/auth/me')).status).toBe(200);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });

  it('are refused from the answer to their revocation on, and stay in the list as revoked', async () => {
    const { body, actor } = await mint(admin);
    expect((await actor.get('/auth/me')).status).toBe(200);
    const stale = await admin.delete(`/admin/tokens/${body.id}`, { 'if-match': '"7"' });
    expectError(stale, 412, 'PRECONDITION_FAILED');
    expect((await actor.get('/auth/me')).status).toBe(200);
    const revoked = await admin.delete(`/admin/tokens/${body.id}`, { 'if-match': '"1"' });
    expect([revoked.status, revoked.text]).toEqual([204, '']);
    expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
    expect(await listed(body.id)).toMatchObject({ status: 'revoked', token: null });
    expect((await admin.delete(`/admin/tokens/${body.id}`)).status).toBe(204);
    for (const id of ['00000000-0000-4000-8000-0000000000ff', 'nothing'])
      expectError(await admin.delete(`/admin/tokens/${id}`), 404, 'TOKEN_NOT_FOUND');
  });

  it.each([
    ['JSON', 'infra/incidents', 'application/json', JSON.stringify({ ...draft(), title: SLOW_TITLE })],
    ['a form', 'infra/incidents/ID/evidence', 'multipart/form-data; boundary=x', FORM],
    ['a stream', 'integrations/prometheus/write', 'application/x-protobuf', '\0'],
  ])(
    'are refused when they end while %s that came with them is on its way',
    async (_what, path, type, sent) => {
      const scopes = ['write:incidents', 'write:metrics', 'read:incidents'];
      const { body, actor } = await mint(admin, { scopes });
      expect((await actor.get('/auth/me')).status).toBe(200);
      const asked = request(`${server.url}/api/v1/${path.replace('ID', (await openIncident(admin)).id)}`, {
        method: 'POST',
        headers: {
          ...actor.headers,
          'content-type': type,
          'content-length': sent.length,
          expect: '100-continue',
        },
      });
      asked.flushHeaders();
      await once(asked, 'continue');
      asked.write(sent.slice(0, -1));
      expect((await admin.delete(`/admin/tokens/${body.id}`)).status).toBe(204);
      asked.end(sent.slice(-1));
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      expect(answer.statusCode).toBe(401);
      const [{ rows }] = await server.sql(
        `select (select count(*) from incidents where title = $1)::int
        + (select count(*) from evidence where title = 'Slow')::int as rows`,
        [SLOW_TITLE],
      );
      expect(rows).toBe(0);
    },
  );

  it('are refused when their time is over, and can be found by their status', async () => {
    const ended = await mint(admin, { name: 'Statuses ended', expires_at: LATER });
    const revoked = await mint(admin, { name: 'Statuses revoked' });
    const active = await mint(admin, { name: 'Statuses active', expires_at: LATER });
    expect((await ended.actor.get('/auth/me')).status).toBe(200);
    await server.sql('update api_tokens set expires_at = now() where id = $1', [ended.body.id]);
    await admin.delete(`/admin/tokens/${revoked.body.id}`);
    const refused = await eventually(
      () => ended.actor.get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(refused, 401, 'UNAUTHORIZED');
    const found = async (query: string): Promise<unknown> => {
      const { body, headers } = await admin.get<TokenBody[]>(`/admin/tokens?search=statuses&${query}`);
      expect(headers.get('x-total-count')).toBe(String(body.length));
      return body.map(({ id }) => id);
    };
    expect(await found('status=expired')).toEqual([ended.body.id]);
    expect(await found('status=revoked')).toEqual([revoked.body.id]);
    expect(await found('status=active')).toEqual([active.body.id]);
    const filter = encodeURIComponent('[{"field":"status","operator":"ne","value":"active"}]');
    expect(await found(`filter=${filter}&sort_by=status&sort_order=asc`)).toEqual([
      ended.body.id,
      revoked.body.id,
    ]);
    expectInvalid(await admin.get('/admin/tokens?status=lost'), ['status']);
  });

  it('note their last use, behind the requests, once a minute, and as no change', async () => {
    const { body, actor } = await mint(admin);
    const used = async (): Promise<unknown> => (await listed(body.id))?.last_used_at;
    expect(await used()).toBeNull();
    await actor.get('/auth/me');
    const first = await eventually(used, (at) => at !== null);
    expect(first).toEqual(expect.stringMatching(/Z$/));
    const tokens = server.app.get(ApiTokenRepository);
    await tokens.touch([body.id]);
    expect(await used()).toBe(first);
    await server.sql(`update api_tokens set last_used_at = now() - interval '61 seconds' where id = $1`, [
      body.id,
    ]);
    await tokens.touch([body.id]);
    expect(Date.parse(String(await used()))).toBeGreaterThanOrEqual(Date.parse(String(first)));
    expect(await server.sql('select version from api_tokens where id = $1', [body.id])).toEqual([
      { version: 1 },
    ]);
    expect(await server.sql(`select 1 from audit_logs where resource_id = $1`, [body.id])).toHaveLength(1);
  });

  describe('whose creator is another administrator', () => {
    const { id } = PERSONAS.colleague;
    let token: Minted;
    const become = (change: string): Promise<unknown> =>
      server.sql(`update users set ${change} where id = $1`, [id]);
    beforeAll(async () => {
      await become(`role = 'admin'`);
      token = await mint(await server.signIn('colleague'), {
        scopes: ['read:incidents', 'write:incidents', 'manage:users'],
      });
    });

    it('do at most what the creator may do now', async () => {
      const permissions = async (): Promise<string> =>
        String((await token.actor.get('/auth/me')).body.permissions);
      expect(await permissions()).toBe('read:incidents,write:incidents,manage:users');
      await become(`role = 'engineer'`);
      expect(await eventually(permissions, (held) => !held.includes('users'))).toBe(
        'read:incidents,write:incidents',
      );
      expectError(await token.actor.get('/admin/users'), 403, 'FORBIDDEN');
      await become(`role = 'viewer'`);
      expect(await eventually(permissions, (held) => !held.includes('write'))).toBe('read:incidents');
      await become(`role = 'admin'`);
      expect(await eventually(permissions, (held) => held.includes('users'))).toContain('manage:users');
    });

    it.each(['disabled_at', 'deleted_at'])('are refused once %s of the creator is set', async (column) => {
      expect((await token.actor.get('/infra/incidents')).status).toBe(200);
      await become(`${column} = now()`);
      const refused = await eventually(
        () => token.actor.get('/infra/incidents'),
        ({ status }) => status !== 200,
      );
      expectError(refused, 401, 'UNAUTHORIZED');
      await become(`${column} = null`);
      await eventually(
        () => token.actor.get('/infra/incidents'),
        ({ status }) => status === 200,
      );
    });
  });

  describe('made by tokens', () => {
    it('have no scope that the token has not', async () => {
      const maker = await mint(admin, { scopes: ['manage:tokens', 'read:incidents'] });
      const refused = expectError(
        await askForToken(maker.actor, { scopes: ['read:incidents', 'read:tasks', 'write:costs'] }),
        403,
        'FORBIDDEN',
      );
      expect(refused.details).toEqual({ missing_permissions: ['read:tasks', 'write:costs'] });
      const made = await mint(maker.actor, { scopes: ['read:incidents'] });
      expect(made.body).toMatchObject({
        created_by: PERSONAS.admin.name,
        environment: null,
        expires_at: null,
      });
      expect((await made.actor.get('/auth/me')).body).toMatchObject({
        id: PERSONAS.admin.id,
        permissions: ['read:incidents'],
      });
    });

    it('do not outlive it', async () => {
      const maker = await mint(admin, { scopes: ['manage:tokens'], expires_at: '2090-01-01T00:00:00.000Z' });
      const more = { scopes: ['manage:tokens'] };
      for (const expires_at of [LATER, null]) {
        const refused = expectError(
          await askForToken(maker.actor, { ...more, expires_at }),
          403,
          'FORBIDDEN',
        );
        expect(refused.details).toEqual({ expires_at: '2090-01-01T00:00:00.000Z' });
      }
      expect((await mint(maker.actor, more)).body.expires_at).toBe('2090-01-01T00:00:00.000Z');
      const sooner = '2089-01-01T00:00:00.000Z';
      expect((await mint(maker.actor, { ...more, expires_at: sooner })).body.expires_at).toBe(sooner);
    });

    it('are revoked with it, and so are those they made', async () => {
      const maker = await mint(admin, { scopes: ['manage:tokens'] });
      const made = await mint(maker.actor, { scopes: ['manage:tokens'] });
      const last = await mint(made.actor, { scopes: ['manage:tokens'] });
      const other = await mint(admin, { scopes: ['manage:tokens'] });
      for (const { actor } of [maker, made, last]) expect((await actor.get('/auth/me')).status).toBe(200);
      expect((await other.actor.delete(`/admin/tokens/${maker.body.id}`)).status).toBe(204);
      for (const { actor } of [maker, made, last])
        expectError(await actor.get('/auth/me'), 401, 'UNAUTHORIZED');
      for (const { body } of [maker, made, last])
        expect(await listed(body.id)).toMatchObject({ status: 'revoked' });
      expect((await other.actor.get('/auth/me')).status).toBe(200);
    });

    it('of one environment are of that environment, and it sees no others', async () => {
      const scopes = ['manage:tokens', 'read:incidents'];
      const maker = await mint(admin, { scopes, environment: 'staging' });
      const production = await mint(admin, { scopes, environment: 'production' });
      const everywhere = await mint(admin, { scopes });
      for (const environment of ['production', 'development', null]) {
        const refused = expectError(await askForToken(maker.actor, { environment }), 403, 'FORBIDDEN');
        expect(refused.details).toEqual({ environment: 'staging' });
      }
      const made = await mint(maker.actor);
      expect(made.body.environment).toBe('staging');
      const { body, headers } = await maker.actor.get<TokenBody[]>('/admin/tokens?limit=100');
      expect(new Set(body.map(({ environment }) => environment))).toEqual(new Set(['staging']));
      expect(headers.get('x-total-count')).toBe(String(body.length));
      for (const { body: foreign } of [production, everywhere]) {
        expectError(await maker.actor.delete(`/admin/tokens/${foreign.id}`), 404, 'TOKEN_NOT_FOUND');
        expect(await listed(foreign.id)).toMatchObject({ status: 'active' });
      }
      expect((await maker.actor.delete(`/admin/tokens/${made.body.id}`)).status).toBe(204);
    });
  });

  it('of one environment hold nothing that reaches beyond it', async () => {
    const { actor } = await mint(admin, { scopes: [...PERMISSIONS.admin], environment: 'staging' });
    const { permissions } = (await actor.get('/auth/me')).body as { permissions: string[] };
    const beyond = ['write:sops', 'approve:sops', 'read:audit_logs', 'manage:users', 'manage:templates'];
    expect(permissions.filter((one) => beyond.includes(one))).toEqual([]);
    expect(permissions).toHaveLength(PERMISSIONS.admin.length - beyond.length);
    expectError(await actor.get('/admin/users'), 403, 'FORBIDDEN');
  });

  it('have Idempotency-Keys of their own', async () => {
    const bound = await mint(admin, { scopes: ['write:incidents'], environment: 'staging' });
    const incident = draft({ environment: 'production' });
    const key = { 'idempotency-key': 'shared-by-chance' };
    expect((await admin.post('/infra/incidents', incident, key)).status).toBe(201);
    expectError(await bound.actor.post('/infra/incidents', incident, key), 403, 'FORBIDDEN');
    const own = await openIncident(bound.actor, { environment: 'staging' });
    expect(own.environment).toBe('staging');
  });
});
