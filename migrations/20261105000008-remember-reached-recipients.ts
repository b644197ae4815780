import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of a delivery's recipients has it already, so that another attempt leaves them out. */
export class RememberReachedRecipients20261105000008 implements MigrationInterface {
  name = 'RememberReachedRecipients20261105000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table notification_deliveries add column reached text[] not null default '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notification_deliveries drop column reached');
  }
}
