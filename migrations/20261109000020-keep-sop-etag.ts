import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That somebody executes an SOP is no change of it: whoever edits it must not be refused for that. */
export class KeepSopEtag20261109000020 implements MigrationInterface {
  name = 'KeepSopEtag20261109000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger sops_executed on sops;
      drop function sop_executed();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function sop_executed() returns trigger language plpgsql as $$
      begin
        new.version := old.version + 1;
        return new;
      end $$;
      create trigger sops_executed before update of last_executed_at, execution_count on sops
        for each row execute function sop_executed();
    `);
  }
}
