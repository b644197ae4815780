import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { specOf } from '../../src/core/database/resource';
import { NotFound } from '../../src/core/errors/domain-error';
import type { Page } from '../../src/core/http/answers';
import { parseListQuery } from '../../src/core/lists/parse-list-query';
import { ForecastService } from '../../src/finops/forecast';
import { Recommendation, RecommendationsService } from '../../src/finops/recommendations';
import { RecommendationScene, times } from '../e2e/finops/recommendations-scene';
import { asCaller, tokenOf } from '../support/caller';

/** What credentials that are bound to one environment see of savings and forecasts. */
describe('a caller who is bound to staging', () => {
  let scene: RecommendationScene;
  let recommendations: RecommendationsService;
  let forecasts: ForecastService;
  beforeAll(async () => {
    scene = await RecommendationScene.open();
    recommendations = scene.server.app.get(RecommendationsService, { strict: false });
    forecasts = scene.server.app.get(ForecastService, { strict: false });
    for (const [environment, cost] of [
      ['production', 10],
      ['staging', 5],
    ] as const)
      await scene.given({ costs: times(20, cost), usage: 0, more: { environment, resource_id: 'i-1' } });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await scene.close();
  });

  const bound = <T>(work: () => Promise<T>): Promise<T> =>
    asCaller(tokenOf('admin', ['read:costs', 'write:costs'], 'staging'), work);
  const environments = async (): Promise<unknown[]> =>
    (await scene.server.sql('select environment from recommendations order by 1')).map(
      (row) => row.environment,
    );
  const listed = async (): Promise<unknown[]> => {
    const query = parseListQuery(specOf<unknown>(Recommendation), '/', '', undefined);
    const page = (await bound(() => recommendations.list(query))) as Page;
    return (JSON.parse(page.json) as Recommendation[]).map(({ environment }) => environment);
  };

  it('looks for savings there and nowhere else, and sees no others', async () => {
    expect(await bound(() => recommendations.refresh())).toMatchObject({ found: 1, created: 1 });
    expect(await environments()).toEqual(['staging']);
    expect((await scene.refresh()).body).toMatchObject({ found: 2, created: 1 });
    await scene.server.sql(
      `insert into recommendations (type, title, description, potential_savings, currency, priority)
       values ('spot_instance', 'Of no environment', 'For builds.', 10, 'USD', 'low')`,
    );
    expect(await listed()).toEqual(['staging']);
  });

  it('changes none of another environment, and completes none by looking', async () => {
    const [{ id }] = await scene.server.sql<{ id: string }>(
      `select id from recommendations where environment = 'production'`,
    );
    await expect(bound(() => recommendations.update(id, { status: 'dismissed' }))).rejects.toThrow(NotFound);
    await scene.server.sql(`update costs set usage_amount = 1 where environment = 'production'`);
    expect(await bound(() => recommendations.refresh())).toMatchObject({ found: 1, completed: 0 });
    expect((await scene.refresh()).body).toMatchObject({ completed: 1 });
  });

  it('gets the forecast of staging, and of nothing if it asks for another', async () => {
    const ask = (environment: 'staging' | 'production' | null) =>
      bound(() => forecasts.forecast({ days: 1, environment, service: null, currency: null }));
    for (const environment of [null, 'staging'] as const)
      expect(await ask(environment)).toMatchObject({ environment: 'staging', total: { cost: 5 } });
    expect(await ask('production')).toMatchObject({
      method: 'insufficient_data',
      total: null,
      history_days: 0,
    });
  });
});
