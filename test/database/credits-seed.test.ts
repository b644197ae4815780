import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../src/core/database/database';
import { seed } from '../../src/seed/seed';
import { type CreditBody, changeCredit } from '../e2e/finops/credits-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';

describe('the credits of the demo data', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    await server.sql('truncate users cascade');
    const pool = new Database(server.app.get(DataSource)).pool;
    const counts = await seed(pool, { hash: () => Promise.resolve(PERSONAS.admin.passwordHash) });
    expect(counts.credits).toBe(5);
    admin = await server.signIn('admin');
  });
  afterAll(() => server.close());

  const all = async (): Promise<CreditBody[]> =>
    (await admin.get<CreditBody[]>('/finops/credits?sort_by=amount&sort_order=desc')).body;

  it('are listed in all states, with rates', async () => {
    const credits = await all();
    expect(credits.map(({ amount, status }) => [amount, status])).toEqual([
      [60_000, 'active'],
      [25_000, 'active'],
      [5_000, 'active'],
      [1_500, 'expired'],
      [800, 'exhausted'],
    ]);
    for (const { burn_rate } of credits) expect(burn_rate).toBeGreaterThan(0);
  });

  it('go on as any others: what is computed from their history is what they were given', async () => {
    for (const credit of await all())
      expect(await changeCredit(admin, credit, { description: 'Looked at' })).toEqual({
        ...credit,
        description: 'Looked at',
      });
  });
});
