import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type TestServer } from '../../support/app';

const LOADER = join(__dirname, '../../support/load-typescript.cjs');
const COMMAND = join(__dirname, '../../../src/user.main.ts');
const PASSWORD = 'piped in 1';

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

describe('npm run user:create', () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    server = await startServer();
    folder = await mkdtemp(join(tmpdir(), 'occ-user-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (input: string, ...args: string[]): Promise<Outcome> => {
    const child = spawn(process.execPath, ['--require', LOADER, COMMAND, ...args], {
      stdio: 'pipe',
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: 'production', DATABASE_URL: server.databaseUrl },
        ...{ DATA_DIR: folder, JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop' },
        // Nobody reads it from here.
        PASSWORD,
      },
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    // One that ends before it reads leaves nobody at the other end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output, errors };
  };

  it('makes the first admin, with a password that comes in by a pipe', async () => {
    const created = await run(`${PASSWORD}\n`, '--email', 'First@Example.com', '--name', 'First Admin');
    expect(created).toEqual({ code: 0, output: expect.stringContaining('can sign in as admin'), errors: '' });
    const answer = await server.anonymous.post('/auth/login', {
      email: 'first@example.com',
      password: PASSWORD,
    });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { user: { email: 'First@Example.com', name: 'First Admin', role: 'admin', team: 'Operations' } },
    ]);
  }, 90_000);

  it('says what is wrong, and tells by its exit code who has to do something', async () => {
    const [taken, argument] = await Promise.all([
      run(`${PASSWORD}\n`, '--email', 'ADMIN@example.com', '--name', 'Second'),
      run('', '--email', 'second@example.com', '--name', 'Second', '--password', 'on-the-screen'),
    ]);
    expect(taken).toEqual({
      ...{ code: 1, output: '' },
      errors: 'There is an account with the address ADMIN@example.com already.\n',
    });
    expect([argument.code, argument.errors]).toEqual([2, expect.stringMatching(/^npm run user:create -- /)]);
    expect(argument.errors).not.toContain('on-the-screen');
    expect(await server.sql(`select email from users where email ilike 'second%'`)).toEqual([]);
  }, 90_000);
});
