import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createUser } from '../../../src/create-user';
import { startServer, type TestServer } from '../../support/app';

const ADA = {
  email: 'Ada@Example.com',
  name: 'Ada',
  role: 'admin',
  team: 'Operations',
  password: 'correct horse',
};

describe('an account made on the command line', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    await createUser(server.app, ADA);
  });
  afterAll(() => server.close());

  it('can sign in with its role, whatever the case of its address', async () => {
    const { email, password } = ADA;
    const answer = await server.anonymous.post('/auth/login', { email: email.toLowerCase(), password });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { user: { email, name: 'Ada', role: 'admin' } },
    ]);
  });

  it('is on record as made by the system, without its password', async () => {
    const rows = await server.sql(
      `select user_id, changes::text from audit_logs where event_type = 'CREATE' and resource_type = 'user'`,
    );
    expect(rows).toEqual([{ user_id: 'system', changes: expect.stringContaining('"[redacted]"') }]);
    expect(JSON.stringify(rows)).not.toContain('argon2');
  });

  it('is not made twice', async () => {
    await expect(createUser(server.app, { ...ADA, email: 'ada@example.com' })).rejects.toThrow(/already/);
  });

  it('is refused with every fault named', async () => {
    const nobody = { email: 'x', name: '', role: 'root', team: '', password: 'short' };
    await expect(createUser(server.app, nobody)).rejects.toThrow(
      [
        'password must be longer than or equal to 8 characters',
        '--name must be longer than or equal to 1 characters',
        '--email must be an email',
        '--role must be one of the following values: admin, engineer, viewer',
        '--team must be longer than or equal to 1 characters',
      ].join('\n'),
    );
  });
});
