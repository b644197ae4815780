import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS, type Persona } from '../../support/personas';
import { expectError } from '../http/expect-error';
import { eventually, login } from './session-actor';

const over = (verb: string, resources: string): string[] =>
  resources.split(' ').map((resource) => `${verb}:${resource}`);

/** Written out here from the product's rules, not taken from the code. */
const VIEWER = over('read', 'incidents tasks metrics assets vulnerabilities mitre costs reports sops');
const ENGINEER = [
  ...VIEWER,
  ...over('write', 'incidents tasks metrics assets vulnerabilities mitre reports sops'),
  'execute:sops',
  ...over('read', 'thresholds templates'),
];
const ADMIN = [
  ...ENGINEER,
  'write:costs',
  'approve:sops',
  'read:audit_logs',
  ...over('manage', 'tokens thresholds templates users'),
];

describe('what a user may do', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it.each<[Persona, string[]]>([
    ['viewer', VIEWER],
    ['engineer', ENGINEER],
    ['admin', ADMIN],
  ])('is listed in full for %s', async (persona, permissions) => {
    const { status, body } = await (await server.as(persona)).get('/auth/me');
    expect(status).toBe(200);
    expect([...(body.permissions as string[])].sort()).toEqual([...permissions].sort());
    const { id, name, email, role, team } = PERSONAS[persona];
    expect(body).toEqual({
      ...{ id, name, email, role, team, avatar: null },
      permissions: body.permissions,
      createdAt: expect.stringMatching(/Z$/),
      lastLogin: expect.stringMatching(/Z$/),
      disabled: false,
    });
  });

  it('is refused beyond it, and the missing permission is named', async () => {
    const viewer = await server.as('viewer');
    const write = expectError(await viewer.post('/infra/incidents', {}), 403, 'FORBIDDEN');
    expect(write.details).toEqual({ missing_permission: 'write:incidents' });
    const engineer = await server.as('engineer');
    const users = expectError(await engineer.get('/admin/users'), 403, 'FORBIDDEN');
    expect(users.details).toEqual({ missing_permission: 'manage:users' });
  });

  it("one user's /auth/me is never taken for another's by a browser that kept it", async () => {
    const first = await (await server.as('viewer')).get('/auth/me');
    const etag = first.headers.get('etag') ?? '"1"';
    const second = await (await server.as('engineer')).get('/auth/me', { 'if-none-match': etag });
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ id: PERSONAS.engineer.id });
  });
});

describe('a change of the account', () => {
  let server: TestServer;
  let actor: Actor;
  const { id } = PERSONAS.colleague;
  beforeAll(async () => {
    server = await startServer();
  });
  beforeEach(async () => {
    await server.sql(
      `update users set role = 'engineer', disabled_at = null, deleted_at = null where id = $1`,
      [id],
    );
    actor = await server.signIn('colleague');
    // Known to the server from here on: what follows must reach what it remembers.
    const ready = await eventually(
      () => actor.get('/auth/me'),
      ({ status, body }) => status === 200 && body.role === 'engineer',
    );
    expect(ready.status).toBe(200);
  });
  afterAll(() => server.close());

  const refused = async (): Promise<void> => {
    const answer = await eventually(
      () => actor.get('/auth/me'),
      ({ status }) => status !== 200,
    );
    expectError(answer, 401, 'UNAUTHORIZED');
    expectError(await actor.post('/auth/refresh'), 401, 'UNAUTHORIZED');
    expectError(await login(server.anonymous, 'colleague'), 401, 'INVALID_CREDENTIALS');
  };

  it('disabled, a user who is signed in is refused', async () => {
    await server.sql('update users set disabled_at = now() where id = $1', [id]);
    await refused();
  });

  it('removed, a user who is signed in is refused', async () => {
    await server.sql('update users set deleted_at = now() where id = $1', [id]);
    await refused();
  });

  it('demoted, a user who is signed in may write no more', async () => {
    expect((await actor.post('/infra/incidents', {})).status).toBe(400);
    await server.sql(`update users set role = 'viewer' where id = $1`, [id]);
    const answer = await eventually(
      () => actor.post('/infra/incidents', {}),
      ({ status }) => status !== 400,
    );
    expectError(answer, 403, 'FORBIDDEN');
    const { body } = await actor.get('/auth/me');
    expect(body.role).toBe('viewer');
    expect(body.permissions).not.toContain('write:incidents');
  });

  it('promoted, a user who is signed in may do more', async () => {
    expectError(await actor.get('/admin/users'), 403, 'FORBIDDEN');
    await server.sql(`update users set role = 'admin' where id = $1`, [id]);
    const answer = await eventually(
      () => actor.get('/admin/users'),
      ({ status }) => status !== 403,
    );
    expect(answer.status).toBe(200);
  });
});
