import { afterEach, describe, expect, it, jest } from '@jest/globals';

describe('npm run seed', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = before;
    jest.restoreAllMocks();
  });

  it('refuses to give a production database accounts whose password is published', async () => {
    const url = Object.assign(new URL(before.TEST_POSTGRES_URL!), { pathname: '/occ_not_there' });
    Object.assign(process.env, { NODE_ENV: 'production', DATABASE_URL: url.toString() });
    const said: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const ended = new Promise((resolve) => {
      jest.spyOn(process, 'exit').mockImplementation(((code: number) => resolve(code)) as never);
    });
    await import('../../src/seed.main.js');
    expect(await ended).toBe(1);
    expect(said.join('')).toContain('there is no seeding with NODE_ENV=production');
  });
});
