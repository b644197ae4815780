import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RecommendationChores } from '../../../src/finops/recommendations/recommendation.chores';
import type { TestServer } from '../../support/app';
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

const IDLE: Series = { costs: times(14, 10), usage: 0, more: MACHINE };
const BUCKET = { service: 'S3', resource_id: 'logs', usage_unit: 'GB' };
const GROWING = [...times(7, 100), ...times(7, 110), ...times(7, 120), ...times(7, 130)];

describe('recommendations that are found again', () => {
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

  const onlyOne = async (): Promise<Row> => {
    const found = await scene.all();
    expect(found).toHaveLength(1);
    return found[0];
  };
  const trail = (id: unknown): Promise<Row[]> =>
    scene.server.sql(
      'select event_type, user_id, changes from audit_logs where resource_id = $1 order by "timestamp", id',
      [id],
    );
  const newOnes = async (): Promise<number> => Number((await scene.counts()).created);

  it('are not doubled, and nothing is written where nothing has changed', async () => {
    await scene.given(IDLE);
    expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, created: 1 });
    const before = await onlyOne();
    expect(await scene.counts()).toEqual({ ...NOTHING, found: 1 });
    expect(await onlyOne()).toEqual(before);
    expect(await trail(before.id)).toHaveLength(1);
  });

  it.each(['pending', 'in_progress'])(
    'while %s, get the new figures, and the audit log both',
    async (status) => {
      await scene.given(IDLE);
      await scene.refresh();
      const before = await onlyOne();
      if (status !== 'pending') await scene.patch(before.id, { status });
      await scene.given({ costs: [24], usage: 0, until: TODAY, more: MACHINE });
      expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, updated: 1 });
      const after = await onlyOne();
      // 13 × 10 + 24 = 154; × 30 ÷ 14 = 330
      expect(after).toMatchObject({ id: before.id, status, potential_savings: 330, priority: 'medium' });
      expect(after.description).toMatch(
        /^web-1 \(i-1\) of EC2 in production cost 154\.00 USD in the 14 days from 2026-03-07/,
      );
      const last = (await trail(before.id)).at(-1)!;
      expect(last).toMatchObject({ event_type: 'UPDATE' });
      expect(last.changes).toEqual([
        { field: 'description', old_value: before.description, new_value: after.description },
        { field: 'potential_savings', old_value: 300, new_value: 330 },
      ]);
    },
  );

  it('stay dismissed for ever, whatever they would save', async () => {
    await scene.given(IDLE);
    await scene.refresh();
    const { id } = await onlyOne();
    await scene.patch(id, { status: 'dismissed', note: 'A warm standby.' });
    const before = await onlyOne();
    await scene.given({ costs: times(120, 500), usage: 0, until: day(-120), more: MACHINE });
    scene.setToday(day(-120));
    expect(await scene.counts()).toMatchObject({ created: 0, updated: 0, completed: 0, kept_closed: 1 });
    expect((await scene.all()).filter(({ type }) => type === 'idle_resource')).toEqual([before]);
  });

  it('that were completed come again as new ones, but only from days after their completion', async () => {
    await scene.given({ ...IDLE, costs: times(31, 10), usage: 0, until: day(-17) });
    await scene.refresh();
    const { id } = await onlyOne();
    await scene.patch(id, { status: 'completed' });
    const completed = await onlyOne();
    expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, kept_closed: 1 });
    // The 14 days of this one begin on the day of the completion, those of the next look a day later.
    scene.setToday(day(-13));
    expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, kept_closed: 1 });
    scene.setToday(day(-14));
    expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, created: 1 });
    const [old, young] = await scene.all();
    expect([old, young.status, young.completed_at]).toEqual([completed, 'pending', null]);
    expect(await scene.counts()).toEqual({ ...NOTHING, found: 1 });
    // There is a newer one of the same cause: the old one cannot be opened beside it.
    const reopened = await scene.admin.patch(`/finops/recommendations/${String(id)}`, { status: 'pending' });
    expect([reopened.status, reopened.body]).toMatchObject([409, { error: { code: 'CONFLICT' } }]);
  });

  it('that somebody reopens are kept up like any open one', async () => {
    await scene.given(IDLE);
    await scene.refresh();
    const { id } = await onlyOne();
    await scene.patch(id, { status: 'dismissed' });
    await scene.patch(id, { status: 'pending' });
    await scene.given({ costs: [24], usage: 0, until: TODAY, more: MACHINE });
    expect(await scene.counts()).toMatchObject({ updated: 1, kept_closed: 0 });
    expect(await onlyOne()).toMatchObject({ id, potential_savings: 330 });
  });

  it('whose costs are told apart by currency or environment are of different causes', async () => {
    await scene.given(IDLE);
    await scene.refresh();
    await scene.patch((await onlyOne()).id, { status: 'dismissed' });
    await scene.given({ ...IDLE, more: { ...MACHINE, environment: 'staging' } });
    await scene.given({ ...IDLE, more: { ...MACHINE, environment: 'development', currency: 'EUR' } });
    await scene.given({ ...IDLE, more: { ...MACHINE, service: 'EBS' } });
    expect(await newOnes()).toBe(3);
  });

  describe('and whose cause is gone, complete themselves and say why', () => {
    const completedNote = async (status = 'pending'): Promise<unknown> => {
      await scene.refresh();
      const before = await onlyOne();
      if (status !== 'pending') await scene.patch(before.id, { status, note: 'Asked its owner.' });
      return before.id;
    };

    it.each(['pending', 'in_progress'])(
      'an idle resource that is used again, also when it was %s',
      async (status) => {
        await scene.given(IDLE);
        const id = await completedNote(status);
        await scene.given({ costs: [10], usage: 3, until: TODAY, more: MACHINE });
        expect(await scene.counts()).toEqual({ ...NOTHING, completed: 1 });
        const after = await onlyOne();
        expect(after).toMatchObject({ id, status: 'completed', completed_at: '2026-03-20T12:00:00.000Z' });
        const said = 'Completed by itself: as of 2026-03-20 it is used again.';
        expect(after.note).toBe(status === 'pending' ? said : `Asked its owner.\n${said}`);
        expect(await scene.counts()).toEqual(NOTHING);
      },
    );

    it('an idle resource that has cost nothing for a week, but not one whose bill is late', async () => {
      await scene.given(IDLE);
      const other = (count: number): Promise<void> =>
        scene.given({ costs: times(count, 1), usage: 1, until: day(-count), more: { resource_id: 'i-2' } });
      await completedNote();
      await other(5);
      scene.setToday(day(-6));
      expect(await scene.counts()).toEqual(NOTHING);
      expect(await onlyOne()).toMatchObject({ status: 'pending', note: null });
      await scene.given({ costs: [1], usage: 1, until: day(-6), more: { resource_id: 'i-2' } });
      expect(await scene.counts()).toEqual({ ...NOTHING, completed: 1 });
      expect(await onlyOne()).toMatchObject({
        status: 'completed',
        note: 'Completed by itself: as of 2026-03-26 it does not cost anything any more.',
      });
    });

    it('a service is measured against the week before it grew, until it is back near that', async () => {
      await scene.given({ costs: [...times(7, 10), ...times(7, 20)] });
      await completedNote();
      // It stays high: no longer more than the week before, but still more than before it grew.
      await scene.given({ costs: times(14, 21), until: day(-13) });
      scene.setToday(day(-14));
      expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, updated: 1 });
      expect(await onlyOne()).toMatchObject({
        status: 'pending',
        // 147 − 70 = 77; × 30 ÷ 7 = 330
        potential_savings: 330,
        description: expect.stringContaining(
          'cost 147.00 USD in the 7 days up to 2026-04-02, against 70.00 USD in the 7 days up to 2026-03-12',
        ),
      });
      // 7 × 17.14 = 119.98, less than 50 above 70; and for some days more, as of the newest ones costs may still come.
      await scene.given({ costs: times(9, 17.14), until: day(-22) });
      scene.setToday(day(-22));
      expect(await scene.counts()).toMatchObject({ completed: 0 });
      scene.setToday(day(-23));
      expect(await scene.counts()).toEqual({ ...NOTHING, completed: 1 });
      expect(await onlyOne()).toMatchObject({
        status: 'completed',
        note: 'Completed by itself: as of 2026-04-11 the cost of the last week is no longer that much higher.',
      });
    });

    it('a service of which days are missing is left as it is, one that has gone for good is not', async () => {
      await scene.given({ costs: [...times(7, 10), ...times(7, 20)] });
      await completedNote();
      const elsewhere = { more: { service: 'S3' } };
      await scene.given({ costs: times(6, 1), until: day(-5), ...elsewhere });
      scene.setToday(day(-6));
      expect(await scene.counts()).toEqual(NOTHING);
      await scene.given({ costs: times(1, 1), until: day(-6), ...elsewhere });
      scene.setToday(day(-7));
      expect(await scene.counts()).toEqual({ ...NOTHING, completed: 1 });
      expect((await onlyOne()).note).toMatch(/it does not cost anything any more/);
    });

    it('storage that has not grown for a week, but not storage whose use is unknown for a day', async () => {
      await scene.given({ costs: times(28, 20), usage: GROWING, more: BUCKET });
      await completedNote();
      await scene.given({
        costs: times(7, 20),
        usage: [null, ...times(6, 130)],
        until: day(-6),
        more: BUCKET,
      });
      scene.setToday(day(-7));
      expect(await scene.counts()).toEqual(NOTHING);
      await scene.server.sql('update costs set usage_amount = 130 where usage_amount is null');
      expect(await scene.counts()).toEqual({ ...NOTHING, completed: 1 });
      expect((await onlyOne()).note).toBe('Completed by itself: as of 2026-03-26 it has stopped growing.');
    });
  });

  it('written by hand have no cause that could be gone', async () => {
    await scene.server.sql(
      `insert into recommendations (type, title, description, potential_savings, currency, priority)
       values ('spot_instance', 'Use spot machines', 'For builds.', 10, 'USD', 'low'),
         ('spot_instance', 'Use spot machines', 'For builds.', 10, 'USD', 'low')`,
    );
    await scene.given(IDLE);
    expect(await scene.counts()).toEqual({ ...NOTHING, found: 1, created: 1 });
    expect((await scene.all()).map(({ status }) => status)).toEqual(['pending', 'pending', 'pending']);
  });

  it('are on record as found by whoever looked, and so is the look', async () => {
    await scene.given(IDLE);
    await scene.refresh();
    const { id, title } = await onlyOne();
    const user = (await scene.admin.get('/auth/me')).body.id;
    const rows = await scene.server.sql(
      `select event_type, resource_id, resource_name, user_id, action_description from audit_logs
       where resource_type = 'recommendation' order by "timestamp" desc, event_type limit 2`,
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          event_type: 'CREATE',
          resource_id: id,
          resource_name: title,
          user_id: user,
        }),
        expect.objectContaining({
          event_type: 'GENERATE',
          user_id: user,
          action_description: 'Looked for savings: 1 created, 0 updated, 0 completed',
        }),
      ]),
    );
  });

  describe('with several instances', () => {
    let other: RecommendationScene;
    let server: TestServer;
    beforeAll(async () => {
      other = await RecommendationScene.open(scene.server.databaseUrl);
      server = other.server;
    });
    afterAll(() => other.close());

    const lines = (count: number): Promise<void[]> =>
      Promise.all(
        Array.from({ length: count }, (_, place) =>
          scene.given({ ...IDLE, more: { resource_id: `i-${place}` } }),
        ),
      );

    it('that look at the same moment, each cause is there once', async () => {
      await lines(20);
      const looks = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => (n % 2 ? scene : other).refresh()));
      expect(looks.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
      expect(looks.map(({ body }) => body.created).toSorted()).toEqual([0, 0, 0, 0, 0, 20]);
      expect(new Set((await scene.all()).map(({ resource_id }) => resource_id)).size).toBe(20);
      expect(await scene.all()).toHaveLength(20);
    });

    it('the daily look is done once a day, from five o’clock on, and by nobody in person', async () => {
      await lines(2);
      const chores = [scene.server, server].map(({ app }) =>
        app.get(RecommendationChores, { strict: false }),
      );
      const look = () => Promise.all([...chores, ...chores].map((one) => one.look()));
      const setTime = (today: string, time: string): void =>
        [scene, other].forEach((one) => one.setToday(today, time));
      setTime(TODAY, '04:59:59');
      await look();
      expect(await scene.all()).toEqual([]);
      setTime(TODAY, '05:00:00');
      await look();
      const found = await scene.all();
      expect(found).toHaveLength(2);
      expect(await trail(found[0].id)).toMatchObject([{ event_type: 'CREATE', user_id: 'system' }]);
      await scene.given({ ...IDLE, more: { resource_id: 'i-late' } });
      setTime(TODAY, '23:59:59');
      await look();
      expect(await scene.all()).toHaveLength(2);
      setTime(day(-1), '05:00:00');
      await look();
      expect(await scene.all()).toHaveLength(3);
    });

    it('a daily look that fails is done by the next one', async () => {
      await lines(1);
      const chores = scene.server.app.get(RecommendationChores, { strict: false });
      await scene.server.sql('alter table recommendations rename to hidden');
      await expect(chores.look()).rejects.toThrow();
      await scene.server.sql('alter table hidden rename to recommendations');
      await chores.look();
      expect(await scene.all()).toHaveLength(1);
    });
  });
});
