import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { ApiTokenRepository } from '../../src/auth';
import { addTokens } from '../../src/seed/tokens';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';
import { askForToken, mint, type Minted } from '../e2e/admin/token-scene';
import { claimsOf, eventually } from '../e2e/auth/session-actor';
import { expectError } from '../e2e/http/expect-error';

describe('API tokens in the database', () => {
  let server: TestServer;
  let admin: Actor;
  let other: Client;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
    other = new Client({ connectionString: server.databaseUrl });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await server.close();
  });

  const untilSomebodyWaits = async (): Promise<void> => {
    const waiting = await eventually(
      () =>
        server.sql(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      (rows) => rows.length > 0,
    );
    expect(waiting).not.toEqual([]);
  };
  const maker = (): Promise<Minted> => mint(admin, { scopes: ['manage:tokens', 'read:incidents'] });

  it('made with a token that is being revoked are not made', async () => {
    const { body, actor } = await maker();
    expect((await actor.get('/auth/me')).status).toBe(200);
    await other.query('begin');
    await other.query('update api_tokens set revoked_at = now() where id = $1', [body.id]);
    const asked = askForToken(actor);
    await untilSomebodyWaits();
    await other.query('commit');
    expectError(await asked, 401, 'UNAUTHORIZED');
    expect(await server.sql('select 1 from api_tokens where parent_id = $1', [body.id])).toEqual([]);
  });

  it('that are being made while their maker is revoked are revoked with it', async () => {
    const { body } = await maker();
    await other.query('begin');
    await other.query('select 1 from api_tokens where id = $1 for share', [body.id]);
    await other.query(
      `insert into api_tokens (name, token_hash, token_preview, scopes, user_id, created_by, parent_id)
        values ('Late', $1, 'sk_...', '{read:incidents}', $2, 'Somebody', $3)`,
      ['0'.repeat(64), PERSONAS.admin.id, body.id],
    );
    const revoked = admin.delete(`/admin/tokens/${body.id}`);
    await untilSomebodyWaits();
    await other.query('commit');
    expect((await revoked).status).toBe(204);
    const made = await server.sql(
      'select revoked_at is not null as over from api_tokens where parent_id = $1',
      [body.id],
    );
    expect(made).toEqual([{ over: true }]);
  });

  it('that one of them is making while the first maker is revoked are revoked with it', async () => {
    const first = await maker();
    const second = await mint(first.actor, { scopes: ['manage:tokens', 'read:incidents'] });
    await other.query('begin');
    await other.query('select 1 from api_tokens where id = $1 for share', [second.body.id]);
    const revoked = admin.delete(`/admin/tokens/${first.body.id}`);
    await untilSomebodyWaits();
    await other.query(
      `insert into api_tokens (name, token_hash, token_preview, scopes, user_id, created_by, parent_id)
        values ('Late', $1, 'sk_...', '{read:incidents}', $2, 'Somebody', $3)`,
      ['1'.repeat(64), PERSONAS.admin.id, second.body.id],
    );
    await other.query('commit');
    expect((await revoked).status).toBe(204);
    const made = await server.sql(
      'select revoked_at is not null as over from api_tokens where id = $1 or parent_id = $1',
      [second.body.id],
    );
    expect(made).toEqual([{ over: true }, { over: true }]);
  });

  it('are revoked by whoever asks, also when several revoke the same from both ends', async () => {
    const tree = [await maker()];
    for (let i = 0; i < 5; i += 1)
      tree.push(await mint(tree[i].actor, { scopes: ['manage:tokens', 'read:incidents'] }));
    await other.query('begin');
    await other.query('select 1 from api_tokens where id = any($1) for share', [
      tree.map(({ body }) => body.id),
    ]);
    const revoked = tree.map(({ body }) => admin.delete(`/admin/tokens/${body.id}`));
    await untilSomebodyWaits();
    await other.query('commit');
    expect((await Promise.all(revoked)).map(({ status }) => status)).toEqual(tree.map(() => 204));
  });

  it('made with a session that is being ended are not made', async () => {
    const session = await server.signIn('admin');
    expect((await session.get('/auth/me')).status).toBe(200);
    await other.query('begin');
    await other.query('update sessions set ended_at = now() where id = $1', [claimsOf(session.token).sid]);
    const asked = askForToken(session, { name: 'Of a session that ended' });
    await untilSomebodyWaits();
    await other.query('commit');
    expectError(await asked, 401, 'UNAUTHORIZED');
    expect(await server.sql(`select 1 from api_tokens where name = 'Of a session that ended'`)).toEqual([]);
  });

  it('are at most 200 for one account, of those that still hold', async () => {
    const someone = await server.signIn('admin');
    await server.sql(
      `insert into api_tokens (name, token_hash, token_preview, scopes, user_id, created_by)
        select 'One of many', lpad(to_hex(n), 64, 'f'), 'sk_...', '{read:incidents}', $1, 'Somebody'
        from generate_series(1, 200 - (select count(*) from api_tokens where user_id = $1 and revoked_at is null)) n`,
      [PERSONAS.admin.id],
    );
    const { details } = expectError(await askForToken(someone), 409, 'TOO_MANY_TOKENS');
    expect(details).toEqual({ max_tokens: 200 });
    await server.sql(
      `update api_tokens set expires_at = now() where id = (select id from api_tokens where name = 'One of many' limit 1)`,
    );
    const both = await Promise.all([askForToken(someone), askForToken(someone)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    await server.sql(`delete from api_tokens where name = 'One of many'`);
  });

  it('that are changed behind the application are known for what they are now', async () => {
    const { body, actor } = await maker();
    const permissions = async (): Promise<string> => String((await actor.get('/auth/me')).body.permissions);
    const change = (what: string): Promise<unknown> =>
      server.sql(`update api_tokens set ${what} where id = $1`, [body.id]);
    expect(await permissions()).toBe('manage:tokens,read:incidents');
    await change(`scopes = '{read:incidents}'`);
    expect(await eventually(permissions, (held) => !held.includes('tokens'))).toBe('read:incidents');
    await admin.post('/infra/incidents', {
      ...{ title: 'Of production', description: 'Not for everyone', severity: 'low', squad: 'Data' },
      environment: 'production',
    });
    const count = async (): Promise<number> => (await actor.get<unknown[]>('/infra/incidents')).body.length;
    expect(await count()).toBe(1);
    await change(`environment = 'staging'`);
    expect(await eventually(count, (seen) => seen === 0)).toBe(0);
    await server.sql('delete from api_tokens where id = $1', [body.id]);
    const gone = await eventually(
      () => actor.get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(gone, 401, 'UNAUTHORIZED');
  });

  it('scopes that no longer exist are worth nothing', async () => {
    const { body, actor } = await maker();
    await server.sql(`update api_tokens set scopes = '{read:incidents,write:moon}' where id = $1`, [body.id]);
    const { permissions } = (
      await eventually(
        () => actor.get('/auth/me'),
        ({ body: me }) => !String(me.permissions).includes('tokens'),
      )
    ).body;
    expect(permissions).toEqual(['read:incidents']);
    await server.sql('delete from api_tokens where id = $1', [body.id]);
  });

  it('whose row somebody holds have their last use left out rather than waited for', async () => {
    const { body } = await maker();
    const tokens = server.app.get(ApiTokenRepository);
    await other.query('begin');
    await other.query('select 1 from api_tokens where id = $1 for update', [body.id]);
    await tokens.touch([body.id]);
    await other.query('rollback');
    const used = (): Promise<unknown[]> =>
      server.sql('select last_used_at is null as unused, version from api_tokens where id = $1', [body.id]);
    expect(await used()).toEqual([{ unused: true, version: 1 }]);
    await tokens.touch([body.id]);
    expect(await used()).toEqual([{ unused: false, version: 1 }]);
  });

  it('are there as demo data in every state', async () => {
    const now = new Date();
    const before = (await admin.get<unknown[]>('/admin/tokens?limit=100')).body.length;
    await other.query('begin');
    expect(
      await addTokens(other as never, now, [{ ...PERSONAS.admin, createdAt: now, lastLogin: null }]),
    ).toBe(5);
    await other.query('commit');
    const { body } = await admin.get<{ status: string; token: null }[]>('/admin/tokens?limit=100');
    expect(body).toHaveLength(before + 5);
    const seeded = await admin.get<{ status: string }[]>(
      '/admin/tokens?name=Wall%20display,Metrics%20collector,Migration%20of%20the%20old%20tracker',
    );
    expect(seeded.body.map(({ status }) => status).sort()).toEqual(['active', 'expired', 'revoked']);
  });
});
