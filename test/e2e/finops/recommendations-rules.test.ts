import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { day, RecommendationScene, type Row, type Series, times, TODAY } from './recommendations-scene';

describe('what is found in the costs', () => {
  let scene: RecommendationScene;
  beforeAll(async () => {
    scene = await RecommendationScene.open();
  });
  beforeEach(() => scene.empty());
  afterAll(async () => {
    jest.restoreAllMocks();
    await scene.close();
  });

  const foundOf = async (...series: Series[]): Promise<Row[]> => {
    for (const one of series) await scene.given(one);
    return scene.found();
  };

  describe('idle resources', () => {
    const machine = { resource_id: 'i-1', resource_name: 'web-1', resource_type: 'instance' };
    const idle = (more: Partial<Series> = {}): Series => ({
      ...{ costs: times(14, 10), usage: 0, more: machine },
      ...more,
    });

    it('are those that cost something on 14 days and were not used on any: the description has the arithmetic', async () => {
      const [one, ...others] = await foundOf(idle());
      expect(others).toEqual([]);
      expect(one).toMatchObject({
        ...{ type: 'idle_resource', status: 'pending', priority: 'medium', completed_at: null, note: null },
        ...{ resource_id: 'i-1', resource_type: 'instance', environment: 'production', service: 'EC2' },
        ...{ potential_savings: 300, currency: 'USD', title: 'web-1 (EC2) is idle in production' },
        description:
          'web-1 (i-1) of EC2 in production cost 140.00 USD in the 14 days from 2026-03-06 to 2026-03-19 and was not used on ' +
          'any of them: stop or remove it. Savings in 30 days: 140.00 × 30 ÷ 14 = 300.00 USD.',
      });
    });

    it('are reckoned to the cent, without any rounding before the last one', async () => {
      // 14 × 0.123456789 = 1.728395046; × 30 ÷ 14 = 3.70370367
      const [{ potential_savings }] = await foundOf(idle({ costs: times(14, 0.123456789) }));
      expect(potential_savings).toBe(3.7);
      await scene.empty();
      // 13 × 1 + 1.007 = 14.007; × 30 ÷ 14 = 30.015 exactly, which rounds up
      const [{ potential_savings: up }] = await foundOf(idle({ costs: [...times(13, 1), 1.007] }));
      expect(up).toBe(30.02);
    });

    it('also count the day that is not over: what has been seen of it is cost without use', async () => {
      expect(await foundOf(idle({ until: TODAY }))).toHaveLength(1);
    });

    it('may have a longer past of use: the last 14 days decide', async () => {
      const usage = [...times(20, 24), ...times(14, 0)];
      expect(await foundOf(idle({ costs: times(34, 10), usage }))).toHaveLength(1);
    });

    it('may say nothing of their use now, if they did in the 90 days before', async () => {
      const usage = [0.5, ...Array.from({ length: 89 + 14 }, () => null)];
      expect(await foundOf(idle({ costs: times(104, 10), usage }))).toHaveLength(1);
    });

    it.each<[string, Partial<Series>]>([
      ['13 days', { costs: times(13, 10) }],
      ['a day without a record', { costs: [...times(7, 10), null, ...times(13, 10)] }],
      ['a day without cost', { costs: [...times(13, 10), 0] }],
      ['a day with a credit', { costs: [...times(13, 10), -1] }],
      ['a little use on the first of them', { usage: [0.001, ...times(13, 0)] }],
      ['a little use on the last of them', { usage: [...times(13, 0), 0.001] }],
      ['use that was never known', { usage: null }],
      [
        'use that was known only 91 days before them',
        { costs: times(105, 10), usage: [1, ...Array.from({ length: 104 }, () => null)] },
      ],
      ['less than 1 to save in a month', { costs: times(14, 0.03) }],
      ['no resource that is named', { more: {} }],
    ])('are none with %s', async (_, more) => {
      expect(await foundOf(idle(more))).toEqual([]);
    });

    it('are none that have been gone for more days than providers take to send their bills', async () => {
      const other = { costs: [1], usage: 1, more: { resource_id: 'i-2' } };
      const late = { service: 'Virtual Machines', ...machine };
      expect(await foundOf(idle({ until: day(4), more: late }), other)).toHaveLength(1);
      await scene.empty();
      expect(await foundOf(idle({ until: day(5), more: late }), other)).toEqual([]);
      await scene.empty();
      // Its service has sent newer days, and it is in none of them.
      expect(await foundOf(idle({ until: day(2) }), other)).toEqual([]);
    });

    it('of several environments and currencies are told apart', async () => {
      const found = await foundOf(
        idle(),
        idle({ more: { ...machine, environment: 'unallocated' } }),
        idle({ more: { ...machine, environment: 'staging', currency: 'EUR' } }),
      );
      expect(found.map(({ environment, currency }) => [environment, currency]).toSorted()).toEqual([
        ['production', 'USD'],
        ['staging', 'EUR'],
        ['unallocated', 'USD'],
      ]);
    });

    it('that were removed from the costs are none', async () => {
      await scene.given(idle());
      await scene.server.sql('update costs set deleted_at = now()');
      expect(await scene.found()).toEqual([]);
    });
  });

  describe('services whose cost grows', () => {
    /** A week that costs so much, on four of its days. */
    const week = (cost: number): number[] =>
      cost === 0 ? times(7, 0) : [Number((cost - 0.003).toFixed(3)), 0.001, 0.001, 0.001, 0, 0, 0];
    const weeks = (before: number, after: number, more: Partial<Series> = {}): Series => ({
      costs: [...week(before), ...week(after)],
      ...more,
    });

    it('are told with both weeks, the difference, the percentage and the savings', async () => {
      // 80 × 30 ÷ 7 = 342.857142…
      const [one, ...others] = await foundOf(weeks(200, 280));
      expect(others).toEqual([]);
      expect(one).toMatchObject({
        ...{
          type: 'rightsizing',
          status: 'pending',
          priority: 'medium',
          resource_id: null,
          resource_type: null,
        },
        ...{ environment: 'production', service: 'EC2', currency: 'USD', potential_savings: 342.86 },
        title: 'The cost of EC2 in production has grown by 40.0 %',
        description:
          'EC2 in production cost 280.00 USD in the 7 days up to 2026-03-19, against 200.00 USD in the 7 days up to 2026-03-12: ' +
          '80.00 USD more (40.0 %). See whether what was added is needed in this size. ' +
          'Savings in 30 days: 80.00 × 30 ÷ 7 = 342.86 USD.',
      });
    });

    it.each([
      ['exactly 30 % is not enough', 1000, 1300, 0],
      ['a cent above 30 % is', 1000, 1300.01, 1],
      ['49.99 more is not enough, whatever the percentage', 100, 149.99, 0],
      ['50 more is, above 30 %', 100, 150, 1],
      ['50 more at 30 % is not', 166.67, 216.67, 0],
      ['from nothing is, from 50 on', 0, 50, 1],
      ['from nothing is not below', 0, 49.99, 0],
      ['from less than nothing is not compared', -10, 500, 0],
      ['a fall is none', 1300, 100, 0],
    ])('%s', async (_, before, after, count) => {
      expect(await foundOf(weeks(before, after))).toHaveLength(count);
    });

    it('are those of a service in an environment as a whole, over all of its resources', async () => {
      const of = (resource_id: string, environment = 'production') => ({ resource_id, environment });
      const found = await foundOf(
        weeks(100, 130, { more: of('a') }),
        weeks(100, 130.01, { more: of('b') }),
        weeks(0, 0.01, { more: of('c') }),
        weeks(100, 100, { more: of('d', 'staging') }),
      );
      expect(found.map(({ environment, description }) => [environment, description])).toEqual([
        ['production', expect.stringContaining('260.02 USD in the 7 days')],
      ]);
    });

    it('are compared over days that are over: what today has cost so far does not count', async () => {
      expect(await foundOf(weeks(100, 149.99), { costs: [5000], until: TODAY })).toEqual([]);
    });

    it('are none where the environment has no costs at all on one of the 14 days: data are missing', async () => {
      const costs = [null, ...times(6, 10), ...times(7, 30)];
      expect(await foundOf({ costs })).toEqual([]);
      expect(await foundOf({ costs: [10], until: day(14), more: { service: 'S3' } })).toHaveLength(1);
    });

    it('from nothing say so', async () => {
      const [one] = await foundOf(weeks(0, 70));
      expect(one).toMatchObject({
        title: 'The cost of EC2 in production has grown from nothing',
        description: expect.stringContaining('70.00 USD more (from nothing).'),
        // As much as the last 30 days have cost.
        potential_savings: 70,
      });
    });

    it('of two currencies are two, and neither sum knows of the other', async () => {
      const euro = { currency: 'EUR', resource_id: 'eu' };
      const found = await foundOf(weeks(100, 149.99), weeks(100, 149.99, { more: euro }));
      expect(found).toEqual([]);
    });
  });

  describe('storage that grows', () => {
    const bucket = { service: 'S3', resource_id: 'logs', resource_type: 'bucket', usage_unit: 'GB' };
    const storage = (usage: readonly (number | null)[], more: Partial<Series> = {}): Series => ({
      ...{ costs: times(28, 20), usage, more: bucket },
      ...more,
    });
    const growing = [...times(7, 100), ...times(7, 104), ...times(7, 107), ...times(7, 110)];

    it('in each of four weeks, by 10 % in all, is told with the usage of each week', async () => {
      // 140 × 30 ÷ 7 = 600; 20 % of it = 120
      const [one, ...others] = await foundOf(storage(growing));
      expect(others).toEqual([]);
      expect(one).toMatchObject({
        ...{ type: 'storage_optimization', priority: 'medium', potential_savings: 120, currency: 'USD' },
        ...{ resource_id: 'logs', resource_type: 'bucket', service: 'S3', environment: 'production' },
        title: 'logs (S3) in production keeps growing',
        description:
          'More of logs of S3 in production was used in each of the 4 weeks from 2026-02-20 to 2026-03-19 than in the one ' +
          'before: 700, 728, 749, 770 GB (10.0 % more at last). The last week cost 140.00 USD, 600.00 USD in 30 days. Delete what ' +
          'is not needed, and move what is rarely read to a colder class. Savings in 30 days, if half of it is rarely read and ' +
          'a colder class is 40 % cheaper: 20 % of that = 120.00 USD.',
      });
    });

    it('is storage by its category, and without one by its name or kind', async () => {
      const of = (more: Row) => storage(growing, { more: { usage_unit: 'GB', ...more } });
      const found = await foundOf(
        of({ service: 'Keepall', category: 'Storage', resource_id: 'a' }),
        of({ service: 'Amazon S3', category: 'Compute', resource_id: 'b' }),
        of({ service: 'Cloud Storage', resource_id: 'c' }),
        of({ service: 'EC2', resource_type: 'ebs-volume', resource_id: 'd' }),
        of({ service: 'SES3', resource_id: 'e' }),
        of({ service: 'Keepsome' }),
        of({ service: 'Keepmore', category: 'storage' }),
      );
      expect(found.map(({ service, resource_id }) => [service, resource_id]).toSorted()).toEqual([
        ['Cloud Storage', 'c'],
        ['EC2', 'd'],
        ['Keepall', 'a'],
        ['Keepmore', null],
      ]);
    });

    it.each<[string, Series]>([
      ['that grows by less than 10 % in all', storage([...growing.slice(0, 21), ...times(7, 109.99)])],
      [
        'that stood still for a week',
        storage([...times(7, 100), ...times(7, 104), ...times(7, 104), ...times(7, 120)]),
      ],
      ['that grew from nothing', storage([...times(7, 0), ...growing.slice(7)])],
      ['of which less than 50 a month can be saved', storage(growing, { costs: times(28, 8.33) })],
      ['of which a day is missing', storage(growing, { costs: [null, ...times(27, 20)] })],
      ['of whose use a day is unknown', storage([null, ...growing.slice(1)])],
    ])('%s is not told', async (_, series) => {
      expect(await foundOf(series)).toEqual([]);
    });

    it('that changed its unit is not compared', async () => {
      await scene.given(storage(growing));
      await scene.server.sql(`update costs set usage_unit = 'TB' where date > $1`, [day(8)]);
      expect(await scene.found()).toEqual([]);
    });
  });

  it.each([
    [499.99, 'medium'],
    [500, 'high'],
    [100, 'medium'],
    [99.99, 'low'],
  ])('savings of %p a month are of %s priority', async (savings, priority) => {
    const cost = Number((savings / 30).toFixed(8));
    const [one] = await foundOf({ costs: times(14, cost), usage: 0, more: { resource_id: 'i-1' } });
    expect([one.potential_savings, one.priority]).toEqual([savings, priority]);
  });

  it('nothing is found where there are no costs', async () => {
    const { body } = await scene.refresh();
    expect(body).toEqual({ found: 0, created: 0, updated: 0, completed: 0, kept_closed: 0 });
  });
});
