import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asked for a report, and what they might read then: looked at again when the report is made. */
export class KeepWhatAuthorsMightRead20261109000030 implements MigrationInterface {
  name = 'KeepWhatAuthorsMightRead20261109000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reports
        add column asked_by text not null default 'account' check (asked_by in ('account', 'schedule')),
        -- Null of those that were asked for before: then the account alone decides.
        add column asked_with jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reports drop column asked_by, drop column asked_with');
  }
}
