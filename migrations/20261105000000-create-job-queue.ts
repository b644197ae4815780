import PgBoss from 'pg-boss';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the job queue. They belong to pg-boss: a new database gets them as the installed version wants them, and
 * at each start it brings those of an older version up to date by itself.
 */
export class CreateJobQueue20261105000000 implements MigrationInterface {
  name = 'CreateJobQueue20261105000000';

  async up(runner: QueryRunner): Promise<void> {
    // The migration runs in a transaction already, which a COMMIT of theirs would end half way.
    await runner.query(PgBoss.getConstructionPlans('pgboss').replace(/^\s*(BEGIN|COMMIT);$/gm, ''));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists pgboss cascade');
  }
}
