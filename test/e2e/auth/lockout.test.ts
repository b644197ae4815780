import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError } from '../http/expect-error';
import { login } from './session-actor';

const QUARTER = 15 * 60;

describe('failed sign-ins', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ TRUST_PROXY: 'loopback' });
  });
  beforeEach(() => server.sql('delete from login_failures'));
  afterAll(() => server.close());

  const from = (address: string): Actor => server.anonymous.with({ 'x-forwarded-for': address });

  const failTimes = async (times: number, actor: Actor, email = 'viewer@example.com'): Promise<void> => {
    for (let i = 0; i < times; i += 1) {
      const answer = await actor.post('/auth/login', { email, password: `wrong-${i}` });
      expectError(answer, 401, 'INVALID_CREDENTIALS');
    }
  };

  it('lock the account after five, for the right password too, and say for how long', async () => {
    await failTimes(5, from('192.0.2.1'));
    const error = expectError(await login(from('192.0.2.1'), 'viewer'), 429, 'RATE_LIMIT_EXCEEDED');
    expect(error.retry_after).toBeGreaterThan(QUARTER - 60);
    expect(error.retry_after).toBeLessThanOrEqual(QUARTER);
    expectError(await login(from('198.51.100.7'), 'viewer'), 429, 'RATE_LIMIT_EXCEEDED');
    expect((await login(from('192.0.2.1'), 'engineer')).status).toBe(200);
  });

  it('count whatever the case of the address, and for accounts that do not exist', async () => {
    await failTimes(3, from('192.0.2.1'), 'Viewer@Example.com');
    await failTimes(2, from('192.0.2.1'), ' viewer@example.com');
    expectError(await login(from('192.0.2.1'), 'viewer'), 429, 'RATE_LIMIT_EXCEEDED');
    await failTimes(5, from('192.0.2.2'), 'nobody@example.com');
    const body = { email: 'nobody@example.com', password: 'anything' };
    expectError(await from('192.0.2.2').post('/auth/login', body), 429, 'RATE_LIMIT_EXCEEDED');
  });

  it('cannot be outrun by sending many at once', async () => {
    const attempts = Array.from({ length: 12 }, (_, i) =>
      from('192.0.2.1').post('/auth/login', { email: 'viewer@example.com', password: `wrong-${i}` }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('are forgiven by a success', async () => {
    await failTimes(4, from('192.0.2.1'));
    expect((await login(from('192.0.2.1'), 'viewer')).status).toBe(200);
    await failTimes(4, from('192.0.2.1'));
    expect((await login(from('192.0.2.1'), 'viewer')).status).toBe(200);
  });

  it('are forgotten after fifteen minutes', async () => {
    await failTimes(5, from('192.0.2.1'));
    await server.sql(`update login_failures set created_at = now() - interval '15 minutes 1 second'`);
    expect((await login(from('192.0.2.1'), 'viewer')).status).toBe(200);
  });

  it('lock the address after twenty, whatever the accounts, and no other address', async () => {
    for (const account of ['a', 'b', 'c', 'd', 'e'])
      await failTimes(4, from('192.0.2.1'), `${account}@example.com`);
    expectError(await login(from('192.0.2.1'), 'viewer'), 429, 'RATE_LIMIT_EXCEEDED');
    expect((await login(from('192.0.2.2'), 'viewer')).status).toBe(200);
  });

  it('lock the network of 64 bits where the address is of IPv6', async () => {
    for (let n = 1; n <= 20; n += 1)
      await failTimes(1, from(`2001:db8:1:2::${n}`), `account-${n}@example.com`);
    expectError(await login(from('2001:db8:1:2:3:4:5:6'), 'viewer'), 429, 'RATE_LIMIT_EXCEEDED');
    expect((await login(from('2001:db8:1:3::1'), 'viewer')).status).toBe(200);
  });

  it('of another account at the same address do not shorten the wait that is told', async () => {
    await server.sql(
      `insert into login_failures (account, address, created_at)
        values ('someone@example.com', '192.0.2.1', now() - interval '14 minutes')`,
    );
    await failTimes(5, from('192.0.2.1'));
    const error = expectError(await login(from('192.0.2.1'), 'viewer'), 429, 'RATE_LIMIT_EXCEEDED');
    expect(error.retry_after).toBeGreaterThan(QUARTER - 60);
  });

  it('of the same account from elsewhere do not lengthen the wait of a locked address', async () => {
    await server.sql(
      `insert into login_failures (account, address, created_at)
        select 'account-' || n, '192.0.2.1', now() - interval '10 minutes' from generate_series(1, 20) n`,
    );
    await failTimes(2, from('192.0.2.9'));
    const error = expectError(await login(from('192.0.2.1'), 'viewer'), 429, 'RATE_LIMIT_EXCEEDED');
    expect(error.retry_after).toBeGreaterThan(240);
    expect(error.retry_after).toBeLessThanOrEqual(300);
  });
});
