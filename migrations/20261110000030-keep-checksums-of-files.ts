import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The SHA-256 of files of reports and imports, in hex, as evidence has it; null of those that were stored before. */
export class KeepChecksumsOfFiles20261110000030 implements MigrationInterface {
  name = 'KeepChecksumsOfFiles20261110000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table report_versions add column file_sha256 text');
    await runner.query('alter table cost_imports add column file_sha256 text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table cost_imports drop column file_sha256');
    await runner.query('alter table report_versions drop column file_sha256');
  }
}
