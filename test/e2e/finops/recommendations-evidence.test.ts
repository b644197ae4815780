import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { focusFile, imported } from './focus-file';
import {
  day,
  MACHINE,
  NOTHING,
  RecommendationScene,
  type Row,
  type Series,
  times,
  TODAY,
} from './recommendations-scene';

const [ONE_BILL, OTHER_BILL] = [{ source: '["aws","1"]' }, { source: '["aws","2"]' }];

describe('what costs are evidence of', () => {
  let scene: RecommendationScene;
  beforeAll(async () => {
    scene = await RecommendationScene.open();
  });
  beforeEach(async () => {
    scene.setToday(TODAY);
    await scene.empty();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await scene.close();
  });

  const given = async (...series: Series[]): Promise<void> => {
    for (const one of series) await scene.given(one);
  };

  describe('a machine whose charges of a day have several units', () => {
    /** From 15 days ago until yesterday: the first day in one unit, the others in two. */
    const bill = async (hours: string, gigabytes: string): Promise<void> => {
      const charges = Array.from({ length: 15 }, (_, place) => {
        const times = {
          ...{ BillingPeriodStart: '2026-03-01T00:00:00Z', BillingPeriodEnd: '2026-04-01T00:00:00Z' },
          ...{
            ChargePeriodStart: `${day(15 - place)}T00:00:00Z`,
            ChargePeriodEnd: `${day(14 - place)}T00:00:00Z`,
          },
        };
        const inHours = { ...times, ConsumedQuantity: hours };
        return place === 0
          ? [inHours]
          : [inHours, { ...times, ConsumedQuantity: gigabytes, ConsumedUnit: 'GB' }];
      });
      expect(await imported(scene.admin, focusFile(charges.flat()))).toMatchObject({ status: 'completed' });
    };

    it('is not idle where one of them says that it was used', async () => {
      await bill('24', '7');
      expect(await scene.found()).toEqual([]);
      await scene.empty();
      await bill('0', '0.001');
      expect(await scene.found()).toEqual([]);
    });

    it('is idle where all of them say that it was not', async () => {
      await bill('0', '0');
      expect(await scene.found()).toMatchObject([{ type: 'idle_resource', resource_id: 'i-1' }]);
    });

    it('is in use again as soon as one of them says so', async () => {
      await scene.given({
        costs: times(14, 10),
        usage: 0,
        until: day(2),
        more: { ...MACHINE, service: 'Amazon EC2' },
      });
      expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, created: 1 });
      const charge = {
        ...{ BillingPeriodStart: '2026-03-01T00:00:00Z', BillingPeriodEnd: '2026-04-01T00:00:00Z' },
        ...{ ChargePeriodStart: `${day(1)}T00:00:00Z`, ChargePeriodEnd: `${TODAY}T00:00:00Z` },
      };
      await imported(scene.admin, focusFile([charge, { ...charge, ConsumedUnit: 'GB' }]));
      expect(await scene.counts()).toEqual({ ...NOTHING, completed: 1 });
    });
  });

  describe('several bills for one day are one day', () => {
    const idle = (days: number, source: Row, usage: Series['usage'] = 0): Series => ({
      ...{ costs: times(days, 10), usage, more: { ...MACHINE, ...source } },
    });

    it('in which a resource is idle if it cost something and none of them says that it was used', async () => {
      await given(idle(14, ONE_BILL), idle(14, OTHER_BILL, null));
      expect(await scene.found()).toMatchObject([
        { type: 'idle_resource', potential_savings: 600, description: expect.stringContaining('280.00 USD') },
      ]);
    });

    it('so that two of them for seven days are not fourteen days without use', async () => {
      await given(idle(7, ONE_BILL), idle(7, OTHER_BILL));
      expect(await scene.found()).toEqual([]);
    });

    it('and a use that only one of them tells of is a use', async () => {
      await given(idle(14, ONE_BILL), idle(14, OTHER_BILL, [...times(13, 0), 1]));
      expect(await scene.found()).toEqual([]);
    });

    it('in which storage grows, and stops to', async () => {
      const bucket = { service: 'S3', resource_id: 'logs', usage_unit: 'GB' };
      const usage = [...times(7, 100), ...times(7, 110), ...times(7, 120), ...times(7, 130)];
      const bills = (days: number, used: readonly number[], until = day(1)): Promise<void> =>
        given(
          { costs: times(days, 10), usage: used, until, more: { ...bucket, ...ONE_BILL } },
          { costs: times(days, 10), usage: null, until, more: { ...bucket, ...OTHER_BILL } },
        );
      await bills(28, usage);
      expect(await scene.found()).toMatchObject([{ type: 'storage_optimization', potential_savings: 120 }]);
      await bills(7, times(7, 130), day(-6));
      scene.setToday(day(-7));
      expect(await scene.counts()).toEqual({ ...NOTHING, completed: 1 });
    });
  });

  describe('the growth of a service', () => {
    it('is not over because yesterday’s bill has only begun to arrive, and is when some days have shown it', async () => {
      await given({ costs: [...times(7, 10), ...times(7, 17.5)] });
      expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, created: 1 });
      await given({ costs: [0.01], until: TODAY });
      scene.setToday(day(-1));
      expect(await scene.counts()).toMatchObject({ completed: 0 });
      await scene.server.sql('update costs set cost = 17.5 where date = $1', [TODAY]);
      expect(await scene.counts()).toMatchObject({ found: 1, completed: 0 });
      await given({ costs: times(6, 10), until: day(-6) });
      scene.setToday(day(-7));
      expect(await scene.counts()).toEqual({ ...NOTHING, completed: 1 });
    });

    it.each<[string, Series]>([
      ['a fee that comes on one day of the week', { costs: [...times(13, 0), 500] }],
      ['costs on three days of the week', { costs: [...times(11, 0), 200, 200, 200] }],
      ['purchases', { costs: [...times(7, 0), ...times(7, 100)], more: { charge_category: 'purchase' } }],
      ['taxes', { costs: [...times(7, 0), ...times(7, 100)], more: { charge_category: 'tax' } }],
      ['adjustments', { costs: [...times(7, 0), ...times(7, 100)], more: { charge_category: 'adjustment' } }],
    ])('is not made of %s', async (_, series) => {
      await given({ costs: times(14, 10), more: { service: 'S3' } }, series);
      expect(await scene.found()).toEqual([]);
    });

    it('is that of usage, whatever was bought beside it', async () => {
      const fee = { resource_id: 'plan', charge_category: 'purchase' };
      await given(
        { costs: [...times(23, 10), ...times(7, 20)] },
        { costs: [5000], until: day(9), more: fee },
      );
      expect(await scene.found()).toMatchObject([
        { title: 'The cost of EC2 in production has grown by 100.0 %', potential_savings: 300 },
      ]);
    });

    it('saves at most what the last 30 days have cost, and says so', async () => {
      await given({ costs: [...times(7, 0), ...times(7, 10)] });
      expect(await scene.found()).toMatchObject([
        {
          potential_savings: 70,
          description: expect.stringContaining(
            'Savings in 30 days: 70.00 × 30 ÷ 7 = 300.00 USD, but not more than the 30 days up to 2026-03-19 cost: 70.00 USD.',
          ),
        },
      ]);
      await scene.empty();
      await given({ costs: [-500, ...times(6, 0), ...times(7, 0), ...times(7, 10)] });
      expect(await scene.found()).toMatchObject([{ potential_savings: 0 }]);
    });

    it('that was dismissed is told anew when it grows again, all in days after that', async () => {
      await given({ costs: [...times(7, 10), ...times(7, 20)] });
      const [first] = await scene.found();
      await scene.patch(first.id, { status: 'dismissed', note: 'Planned.' });
      const [dismissed] = await scene.all();
      await given({ costs: [...times(8, 20), ...times(7, 40)], until: day(-14) });
      scene.setToday(day(-8));
      expect(await scene.counts()).toEqual(NOTHING);
      // The week that this one is measured against begins on the day of the dismissal, the next look's a day later.
      scene.setToday(day(-14));
      expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, kept_closed: 1 });
      scene.setToday(day(-15));
      expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, created: 1 });
      const [old, young, ...others] = await scene.all();
      expect([old, young.status, others]).toEqual([dismissed, 'pending', []]);
      expect(await scene.counts()).toEqual({ ...NOTHING, found: 1 });
      const reopened = await scene.admin.patch(`/finops/recommendations/${String(old.id)}`, {
        status: 'pending',
      });
      expect([reopened.status, reopened.body]).toMatchObject([409, { error: { code: 'CONFLICT' } }]);
      await scene.patch(young.id, { status: 'dismissed' });
      expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, kept_closed: 1 });
    });
  });

  it('an open one whose figures stay is not rewritten because a day has gone by', async () => {
    await given({ costs: times(14, 10), usage: 0, more: MACHINE });
    const before = await scene.found();
    await given({ costs: [10], usage: 0, until: TODAY, more: MACHINE });
    scene.setToday(day(-1));
    expect(await scene.counts()).toEqual({ ...NOTHING, found: 1 });
    expect(await scene.all()).toEqual(before);
  });
});
