import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { specOf } from '../../src/core/database/resource';
import { Forbidden, NotFound } from '../../src/core/errors/domain-error';
import type { Page } from '../../src/core/http/answers';
import { parseListQuery } from '../../src/core/lists/parse-list-query';
import { Budget } from '../../src/finops/budgets/budget';
import { BudgetsService } from '../../src/finops/budgets/budgets.service';
import { Credit } from '../../src/finops/credits/credit.entity';
import { CreditsService } from '../../src/finops/credits/credits.service';
import { type BudgetBody, setBudget } from '../e2e/finops/budgets-scene';
import { creditDraft, grant } from '../e2e/finops/credits-scene';
import { startServer, type TestServer } from '../support/app';
import { asCaller, tokenOf } from '../support/caller';

/** What credentials that are bound to one environment may see and touch. */
describe('a caller who is bound to staging', () => {
  let server: TestServer;
  let budgets: BudgetsService;
  let credits: CreditsService;
  const made: Record<string, BudgetBody> = {};
  let creditId: string;

  const bound = <T>(work: () => Promise<T>): Promise<T> =>
    asCaller(tokenOf('admin', ['read:costs', 'write:costs'], 'staging'), work);
  const idsIn = (page: unknown): string[] =>
    (JSON.parse((page as Page).json) as { id: string }[]).map(({ id }) => id);

  beforeAll(async () => {
    server = await startServer();
    const admin = await server.as('admin');
    [budgets, credits] = [BudgetsService, CreditsService].map((type) =>
      server.app.get<unknown>(type, { strict: false }),
    ) as [BudgetsService, CreditsService];
    for (const environment of ['production', 'staging', 'unallocated', null])
      made[String(environment)] = await setBudget(admin, { environment });
    creditId = (await grant(admin)).id;
  });
  afterAll(() => server.close());

  it('lists and reads the budgets of staging only: neither those of others nor those of everything', async () => {
    const query = parseListQuery(specOf<unknown>(Budget), '/', '', undefined);
    expect(idsIn(await bound(() => budgets.list(query)))).toEqual([made.staging.id]);
    expect((await bound(() => budgets.read(made.staging.id))).id).toBe(made.staging.id);
    for (const name of ['production', 'unallocated', 'null']) {
      const { id } = made[name];
      await expect(bound(() => budgets.read(id))).rejects.toThrow(NotFound);
      await expect(bound(() => budgets.update(id, { amount: 1 }))).rejects.toThrow(NotFound);
      await expect(bound(() => budgets.remove(id))).rejects.toThrow(NotFound);
    }
  });

  it('sets budgets of staging, also by not saying so, and of nothing else', async () => {
    const draft = { name: 'Mine', amount: 1, currency: 'USD' };
    const { json } = await bound(() => budgets.set(draft));
    expect(JSON.parse(json)).toMatchObject({ environment: 'staging' });
    for (const environment of ['production', 'unallocated', null] as const) {
      await expect(bound(() => budgets.set({ ...draft, environment }))).rejects.toThrow(Forbidden);
      await expect(bound(() => budgets.update(made.staging.id, { environment }))).rejects.toThrow(Forbidden);
    }
  });

  it('knows of no credits, which are of no environment, and grants none', async () => {
    const query = parseListQuery(specOf<unknown>(Credit), '/', '', undefined);
    expect(idsIn(await credits.list(query))).toEqual([creditId]);
    expect(idsIn(await bound(() => credits.list(query)))).toEqual([]);
    await expect(bound(() => credits.read(creditId))).rejects.toThrow(NotFound);
    await expect(bound(() => credits.update(creditId, { remaining: 1 }))).rejects.toThrow(NotFound);
    await expect(bound(() => credits.remove(creditId))).rejects.toThrow(NotFound);
    await expect(bound(() => credits.grant(creditDraft() as never))).rejects.toThrow(Forbidden);
  });
});
