import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Forbidden, NotFound } from '../../src/core/errors/domain-error';
import type { CsvExport, Page } from '../../src/core/http/answers';
import { readBatch } from '../../src/core/http/batch';
import { CostsService } from '../../src/finops/costs';
import { readBreakdownQuery } from '../../src/finops/costs/breakdown-query';
import { CreateCostRequest } from '../../src/finops/costs/cost.requests';
import { exactJson } from '../../src/core/http/exact-json';
import { SummaryService } from '../../src/finops/summary';
import { readSummaryQuery } from '../../src/finops/summary/summary-query';
import { startServer, type TestServer } from '../support/app';
import { record } from '../e2e/finops/cost-records';
import { boundToStaging } from '../e2e/infra/metric-points';

/** What credentials that are bound to one environment may see of costs, and bring in. */
describe('a caller who is bound to staging', () => {
  let server: TestServer;
  let costs: CostsService;
  let summaries: SummaryService;
  const ingest = (...records: object[]) => costs.ingest(readBatch(CreateCostRequest, 'costs', records));
  const breakdown = async (parameters: string): Promise<Record<string, unknown>[]> => {
    const query = readBreakdownQuery('/finops/breakdown', parameters, undefined);
    const page = (await boundToStaging(() => costs.breakDown(query))) as Page;
    const rows = JSON.parse(page.json) as Record<string, unknown>[];
    expect(page.paging.total).toBe(rows.length);
    return rows;
  };

  beforeAll(async () => {
    server = await startServer();
    costs = server.app.get(CostsService, { strict: false });
    summaries = server.app.get(SummaryService, { strict: false });
    await ingest(
      record({ environment: 'staging', cost: 2.5 }),
      record({ environment: 'production', cost: 100, currency: 'EUR' }),
      record({ environment: 'unallocated', service: 'Tax', cost: 10 }),
    );
  });
  afterAll(() => server.close());

  it('lists and exports the costs of staging alone, whatever is filtered', async () => {
    expect(await breakdown('')).toMatchObject([{ environment: 'staging', cost: 2.5 }]);
    expect(await breakdown('environment=production,unallocated')).toEqual([]);
    const query = readBreakdownQuery('/finops/breakdown', 'format=csv', undefined);
    const csv = (await boundToStaging(() => costs.breakDown(query))) as CsvExport;
    let text = '';
    for await (const chunk of csv.content) text += String(chunk);
    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
  });

  it.each(['', '&filter=[{"field":"cost","operator":"gt","value":"0"}]'])(
    'has groups of the costs of staging alone, in their one currency %s',
    async (filter) => {
      for (const grouping of ['service', 'environment', 'date'])
        expect(await breakdown(`group_by=${grouping}${filter}`)).toMatchObject([
          { cost: 2.5, currency: 'USD', percentage: 100, record_count: 1 },
        ]);
      expect(await breakdown(`group_by=service&environment=production${filter}`)).toEqual([]);
    },
  );

  it('has a summary of staging alone', async () => {
    const ask = (more: string) =>
      boundToStaging(async () => {
        const summary = await summaries.summarize(readSummaryQuery(`date=2024-01-15${more}`));
        return JSON.parse(exactJson(summary).json) as unknown;
      });
    for (const more of ['', '&environment=staging'])
      expect(await ask(more)).toMatchObject({
        ...{ total_cost: 2.5, currency: 'USD' },
        breakdown_by_environment: [{ environment: 'staging', cost: 2.5, percentage: 100 }],
        breakdown_by_service: [{ service: 'EC2' }],
      });
    expect(await ask('&environment=production')).toMatchObject({
      total_cost: 0,
      breakdown_by_environment: [],
    });
  });

  it('brings in costs of staging, and a batch with one of another environment not at all', async () => {
    const own = record({ environment: 'staging', resource_id: 'own' });
    expect(await boundToStaging(() => ingest(own))).toEqual({ accepted: 1 });
    for (const environment of ['production', 'unallocated']) {
      const attempt = boundToStaging(() =>
        ingest(record({ ...own, cost: 99 }), record({ environment, cost: 99 })),
      );
      await expect(attempt).rejects.toThrow(Forbidden);
    }
    expect(await server.sql('select 1 from costs where cost = 99')).toEqual([]);
    await server.sql(`delete from costs where resource_id = 'own'`);
  });

  it('corrects costs of staging alone, and puts none elsewhere', async () => {
    const idOf = async (environment: string): Promise<string> =>
      (await server.sql<{ id: string }>('select id from costs where environment = $1', [environment]))[0].id;
    const [own, foreign] = [await idOf('staging'), await idOf('production')];
    const staging = { environment: 'staging' as const };
    await expect(boundToStaging(() => costs.update(foreign, staging))).rejects.toThrow(NotFound);
    await expect(boundToStaging(() => costs.remove(foreign))).rejects.toThrow(NotFound);
    for (const environment of ['production', 'unallocated'] as const)
      await expect(boundToStaging(() => costs.update(own, { environment }))).rejects.toThrow(Forbidden);
    expect((await boundToStaging(() => costs.update(own, staging))).id).toBe(own);
    expect(await server.sql(`select 1 from costs where deleted_at is not null`)).toEqual([]);
  });
});
