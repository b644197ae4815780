import { expect, it } from '@jest/globals';
import { PASSWORD, PERSONAS } from '../../support/personas';
import {
  faultsOf,
  flag,
  like,
  listOf,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
  timestamp,
  uuid,
} from '../../support/shape';
import { pageOf } from './page';
import type { WireScene } from './scene';

const USER: Shape = {
  id: uuid,
  name: text,
  email: text,
  role: oneOf('admin', 'engineer', 'viewer'),
  team: text,
  permissions: listOf(like(/^[a-z]+:[a-z_]+$/)),
  avatar: orNull(like(/^https?:\/\//)),
  createdAt: timestamp,
  lastLogin: orNull(timestamp),
  // Ours.
  disabled: flag,
};
const API_TOKEN: Shape = {
  id: uuid,
  name: text,
  token: orNull(like(/^sk_[\w-]{43}$/)),
  token_preview: like(/^sk_\.\.\.[\w-]{6}$/),
  scopes: listOf(like(/^[a-z]+:[a-z_]+$/)),
  environment: orNull(oneOf('production', 'staging', 'development')),
  created_by: text,
  created_at: timestamp,
  expires_at: orNull(timestamp),
  last_used_at: orNull(timestamp),
  status: oneOf('active', 'revoked', 'expired'),
};
const TOKEN_REFRESH_RESPONSE: Shape = { token: like(/^[\w-]+\.[\w-]+\.[\w-]+$/), expiresAt: timestamp };
const LOGIN_RESPONSE: Shape = { ...TOKEN_REFRESH_RESPONSE, user: object(USER) };
const SUCCESS_RESPONSE: Shape = { success: flag, message: text, timestamp };

/** Users, and signing in and out. */
export function accountsOnTheWire(scene: WireScene): void {
  it('users, whoever looks at them', async () => {
    const me = await scene.engineer.get('/auth/me');
    expect(faultsOf(me.body, { ...USER, lastLogin: timestamp })).toEqual([]);
    const one = await scene.admin.get(`/admin/users/${PERSONAS.engineer.id}`);
    expect(one.body).toEqual(me.body);
    const { body } = await scene.admin.get('/admin/users?page=1');
    expect(faultsOf(body, pageOf(USER))).toEqual([]);
    expect(body.data).toHaveLength(Object.keys(PERSONAS).length);
  });

  it('API tokens, when they are made and ever after', async () => {
    const draft = { name: 'Pipeline', scopes: ['read:incidents'] };
    const bare = await scene.admin.post('/admin/tokens', draft);
    expect(faultsOf(bare.body, { ...API_TOKEN, token: like(/^sk_/) })).toEqual([]);
    const more = { environment: 'staging', expires_at: '2099-01-01T00:00:00.000Z' };
    const full = await scene.admin.post('/admin/tokens', { ...draft, ...more });
    expect(faultsOf(full.body, { ...API_TOKEN, expires_at: timestamp })).toEqual([]);
    const { body } = await scene.admin.get('/admin/tokens');
    expect(body).toEqual([full, bare].map((made) => ({ ...made.body, token: null })));
  });

  it('signing in, refreshing and signing out', async () => {
    const { email } = PERSONAS.colleague;
    const login = await scene.server.anonymous.post('/auth/login', { email, password: PASSWORD });
    expect(faultsOf(login.body, LOGIN_RESPONSE)).toEqual([]);
    const actor = scene.server.anonymous.with({ authorization: `Bearer ${String(login.body.token)}` });
    const refreshed = await actor.post('/auth/refresh');
    expect(faultsOf(refreshed.body, TOKEN_REFRESH_RESPONSE)).toEqual([]);
    const logout = await actor.post('/auth/logout');
    expect(faultsOf(logout.body, SUCCESS_RESPONSE)).toEqual([]);
  });
}
