import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adding up whole hundredths takes Postgres half the time of adding up decimals. */
export class SumSlaHours20261105000002 implements MigrationInterface {
  name = 'SumSlaHours20261105000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tasks
        add requested_centihours integer generated always as ((estimated_hours * 100)::integer) stored,
        add delivered_centihours integer generated always as
          (case when status = 'done' then (actual_hours * 100)::integer end) stored;
      drop index tasks_sla_idx;
      -- Holds all that the SLA of a week needs: the rows themselves need not be read.
      create index tasks_sla_idx on tasks (created_at)
        include (requested_centihours, delivered_centihours, squad, environment) where deleted_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index tasks_sla_idx;
      alter table tasks drop requested_centihours, drop delivered_centihours;
      create index tasks_sla_idx on tasks (created_at) include (status, estimated_hours, actual_hours, squad, environment)
        where deleted_at is null;
    `);
  }
}
