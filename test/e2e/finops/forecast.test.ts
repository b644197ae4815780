import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { day, RecommendationScene, type Row, times, TODAY } from './recommendations-scene';

interface Forecast {
  readonly method: string;
  readonly history_start: string | null;
  readonly history_end: string | null;
  readonly history_days: number;
  readonly currency: string | null;
  readonly total: { cost: number; lower: number; upper: number } | null;
  readonly days: { date: string; cost: number; lower: number; upper: number }[];
}

describe('the forecast', () => {
  let scene: RecommendationScene;
  let viewer: Actor;
  beforeAll(async () => {
    scene = await RecommendationScene.open();
    viewer = await scene.server.as('viewer');
  });
  beforeEach(() => scene.empty());
  afterAll(async () => {
    jest.restoreAllMocks();
    await scene.close();
  });

  const ask = <T = Forecast>(query = ''): Promise<Answer<T>> => viewer.get<T>(`/finops/forecast?${query}`);
  const forecast = async (query = ''): Promise<Forecast> => {
    const { status, body } = await ask(query);
    expect(status).toBe(200);
    return body;
  };
  const costsOf = ({ days }: Forecast): number[] => days.map(({ cost }) => cost);

  it('says what it is: days from today on, the total, the method and the history it was made from', async () => {
    await scene.given({ costs: times(20, 12.5) });
    const { body } = await ask<Row>('days=3');
    const amount = { cost: 12.5, lower: 12.5, upper: 12.5 };
    expect(Object.entries(body)).toEqual([
      ['method', 'linear_trend_with_weekdays'],
      [
        'method_description',
        expect.stringMatching(/^Least squares over the daily costs of the last 56 whole days/),
      ],
      ['confidence', 0.8],
      ['currency', 'USD'],
      ['environment', null],
      ['service', null],
      ['history_start', '2026-02-28'],
      ['history_end', '2026-03-19'],
      ['history_days', 20],
      ['period_start', '2026-03-20'],
      ['period_end', '2026-03-22'],
      ['total', { cost: 37.5, lower: 37.5, upper: 37.5 }],
      ['days', ['2026-03-20', '2026-03-21', '2026-03-22'].map((date) => ({ date, ...amount }))],
    ]);
  });

  it('is of 30 days unless asked otherwise, and of 90 at most', async () => {
    await scene.given({ costs: times(20, 10) });
    const month = await forecast();
    expect([month.days.length, month.total!.cost]).toEqual([30, 300]);
    expect(month.days.at(-1)!.date).toBe('2026-04-18');
    expect((await forecast('days=90')).days).toHaveLength(90);
    const { status, body } = await ask<Row>('days=91&environment=prod');
    expect([status, body]).toMatchObject([
      400,
      { error: { code: 'INVALID_REQUEST', details: [{ field: 'days' }, { field: 'environment' }] } },
    ]);
  });

  it('adds up all resources, services and environments of a day, or those asked for', async () => {
    await scene.given({ costs: times(20, 10), more: { resource_id: 'a' } });
    await scene.given({ costs: times(20, 5), more: { resource_id: 'b' } });
    await scene.given({ costs: times(20, 2), more: { service: 'S3' } });
    await scene.given({ costs: times(20, 1), more: { environment: 'staging' } });
    const day1 = async (query: string): Promise<number> => costsOf(await forecast(`days=1&${query}`))[0];
    expect(await day1('')).toBe(18);
    expect(await day1('service=EC2')).toBe(16);
    expect(await day1('environment=production')).toBe(17);
    expect(await day1('environment=production&service=EC2')).toBe(15);
    expect((await forecast('environment=staging&service=EC2')).total!.cost).toBe(30);
  });

  it('knows 56 days and no more, and nothing of today', async () => {
    await scene.given({ costs: [...times(10, 9999), ...times(56, 10)] });
    await scene.given({ costs: [5000], until: TODAY });
    const known = await forecast('days=2');
    expect([known.history_start, known.history_end, known.history_days]).toEqual([day(56), day(1), 56]);
    expect(costsOf(known)).toEqual([10, 10]);
  });

  it('begins today also where the costs of the last days are not there yet', async () => {
    // 1 more each day: 10 days after the last one it is 10 more.
    await scene.given({ costs: Array.from({ length: 28 }, (_, place) => 100 + place), until: day(10) });
    const late = await forecast('days=2');
    expect([late.history_end, late.days[0].date, ...costsOf(late)]).toEqual([day(10), TODAY, 137, 138]);
  });

  it('takes a day on which a service had no costs for one of nothing, and one on which nobody had for unknown', async () => {
    const pattern = [10, 10, 10, 10, 10, null, null];
    const costs = Array.from({ length: 28 }, (_, place) => pattern[place % 7]);
    await scene.given({ costs, more: { service: 'Builds' } });
    await scene.given({ costs: times(28, 1) });
    expect(costsOf(await forecast('days=7&service=Builds'))).toEqual([10, 10, 10, 10, 10, 0, 0]);
    await scene.empty();
    await scene.given({ costs: [...times(10, 10), null, null, ...times(16, 10)] });
    const gap = await forecast('days=1');
    expect([gap.history_days, costsOf(gap)]).toEqual([26, [10]]);
  });

  it('of a service begins with its first cost', async () => {
    await scene.given({ costs: times(56, 1) });
    await scene.given({ costs: times(15, 8), more: { service: 'New' } });
    const young = await forecast('days=1&service=New');
    expect([young.history_start, young.history_days, costsOf(young)]).toEqual([day(15), 15, [8]]);
  });

  it.each([
    ['nothing at all', [], day(1), [null, null, 0, null]],
    ['13 days', times(13, 10), day(1), [day(13), day(1), 13, 'USD']],
    ['days that are too long ago', times(40, 10), day(15), [day(54), day(15), 40, 'USD']],
  ])('is not made of %s, and says so', async (_, costs, until, history) => {
    await scene.given({ costs, until });
    const none = await forecast();
    expect(none).toMatchObject({ method: 'insufficient_data', total: null, days: [] });
    expect(none).toMatchObject({ method_description: expect.stringMatching(/^Nothing is forecast/) });
    expect([none.history_start, none.history_end, none.history_days, none.currency]).toEqual(history);
  });

  it('is made of costs that are just not too long ago', async () => {
    await scene.given({ costs: times(14, 10), until: day(14) });
    expect((await forecast()).total!.cost).toBe(300);
  });

  it('never mixes currencies', async () => {
    await scene.given({ costs: times(20, 10) });
    await scene.given({ costs: times(20, 7), more: { currency: 'EUR', service: 'S3' } });
    const { status, body } = await ask<Row>();
    expect([status, body]).toMatchObject([
      409,
      { error: { code: 'MIXED_CURRENCIES', details: { currencies: ['EUR', 'USD'] } } },
    ]);
    expect(await forecast('currency=EUR&days=1')).toMatchObject({ currency: 'EUR', total: { cost: 7 } });
    expect(await forecast('service=S3&days=1')).toMatchObject({ currency: 'EUR', total: { cost: 7 } });
    expect(await forecast('currency=GBP')).toMatchObject({ method: 'insufficient_data', currency: 'GBP' });
  });

  it('never goes below nothing, unless the costs did', async () => {
    await scene.given({ costs: Array.from({ length: 28 }, (_, place) => 28 - place) });
    expect((await forecast()).total).toEqual({ cost: 0, lower: 0, upper: 0 });
    await scene.empty();
    await scene.given({ costs: times(28, -3) });
    expect((await forecast('days=1')).total!.cost).toBe(-3);
  });

  it('leaves out costs that were removed', async () => {
    await scene.given({ costs: times(20, 10), more: { resource_id: 'a' } });
    await scene.given({ costs: times(20, 90), more: { resource_id: 'b' } });
    await scene.server.sql(`update costs set deleted_at = now() where resource_id = 'b'`);
    expect(costsOf(await forecast('days=1'))).toEqual([10]);
  });
});
