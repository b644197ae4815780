import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { LOCK } from '../../../src/finops/recommendations/savings.queries';
import { RecommendationScene, times } from './recommendations-scene';

describe('a crowd that looks for savings', () => {
  let scene: RecommendationScene;
  beforeAll(async () => {
    scene = await RecommendationScene.open();
  });
  afterAll(() => scene.close());

  it('shares a look, and leaves the connections to all others', async () => {
    await scene.given({ costs: [...times(7, 10), ...times(7, 100)] });
    const { server, admin } = scene;
    const holder = server.app.get(DataSource).createQueryRunner();
    try {
      await holder.startTransaction();
      await holder.query(LOCK.text);
      const answers = Array.from({ length: 40 }, () => scene.refresh());
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
      while ((await server.sql(waits)).length === 0) await admin.get('/finops/recommendations');
      for (let round = 0; round < 20; round += 1)
        expect((await admin.get('/finops/credits')).status).toBe(200);
      expect(await server.sql(waits)).toHaveLength(1);
      await holder.commitTransaction();
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      expect(statuses).toEqual(times(40, 200));
    } finally {
      await holder.release();
    }
    expect(await scene.all()).toHaveLength(1);
    const [{ looks }] = await server.sql<{ looks: number }>(
      `select count(*)::int as looks from audit_logs where action_description like 'Looked for savings%'`,
    );
    expect(looks).toBeLessThan(40);
  });
});
