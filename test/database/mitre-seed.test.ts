import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type Pool } from 'pg';
import { dataSourceOptions } from '../../src/core/database/data-source';
import { seed, type SeedCounts } from '../../src/seed/seed';
import { cloneDatabase } from '../support/template-database';

/** `npm run seed` starts no application that would have loaded the catalogue before. */
describe('the demo data on a database that no server has started on', () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let source: DataSource;
  let pool: Pool;
  let counts: SeedCounts;
  beforeAll(async () => {
    database = await cloneDatabase();
    source = await new DataSource(dataSourceOptions({ DATABASE_POOL_SIZE: 2 }, database.url)).initialize();
    await source.query('delete from users');
    pool = (source.driver as unknown as { master: Pool }).master;
    counts = await seed(pool, { hash: () => Promise.resolve('x'), now: new Date('2026-11-02T09:30:00Z') });
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('have the catalogue and at least 30 detections, in the environments of their assets', async () => {
    expect(counts.mitre_detections).toBeGreaterThanOrEqual(30);
    const [row] = await source.query<Record<string, number>[]>(
      `select (select count(*)::int from mitre_techniques) as techniques,
         (select count(*)::int from mitre_detections) as detections,
         (select count(*)::int from mitre_detections d left join assets a on a.id = d.asset_id
            where a.environment is distinct from d.environment) as misplaced`,
    );
    expect(row).toEqual({ techniques: 691, detections: counts.mitre_detections, misplaced: 0 });
  });

  it('are not added again', async () => {
    const again = await seed(pool, { hash: () => Promise.resolve('x') });
    expect(again.mitre_detections).toBe(0);
  });
});
