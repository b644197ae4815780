import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who set the schedule of a template, and what they might read then: with that it runs. */
export class KeepWhoSetSchedules20261109000031 implements MigrationInterface {
  name = 'KeepWhoSetSchedules20261109000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table report_templates
        -- Null of those that were set before: then the account that wrote the template decides.
        add column scheduled_by_id uuid,
        add column scheduled_by text,
        add column scheduled_with text[];
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table report_templates drop column scheduled_by_id, drop column scheduled_by, drop column scheduled_with',
    );
  }
}
