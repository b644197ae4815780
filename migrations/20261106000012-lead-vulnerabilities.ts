import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An asset's move takes removed vulnerabilities along too, so that one that is restored is where its asset is.
 * What was resolved was found before.
 */
export class LeadVulnerabilities20261106000012 implements MigrationInterface {
  name = 'LeadVulnerabilities20261106000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function lead_vulnerabilities() returns trigger language plpgsql as $$
      begin
        if new.environment <> old.environment then
          update vulnerabilities set environment = new.environment where asset_id = new.id;
        end if;
        if new.deleted_at is not null and old.deleted_at is null then
          update vulnerabilities set deleted_at = new.deleted_at where asset_id = new.id and deleted_at is null;
        end if;
        return null;
      end $$;

      update vulnerabilities v set environment = a.environment from assets a
        where a.id = v.asset_id and v.environment <> a.environment;
      update vulnerabilities set resolved_at = discovered_at where resolved_at < discovered_at;
      alter table vulnerabilities add constraint vulnerabilities_resolved_check check (resolved_at >= discovered_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table vulnerabilities drop constraint vulnerabilities_resolved_check;
      create or replace function lead_vulnerabilities() returns trigger language plpgsql as $$
      begin
        if new.environment <> old.environment then
          update vulnerabilities set environment = new.environment where asset_id = new.id and deleted_at is null;
        end if;
        if new.deleted_at is not null and old.deleted_at is null then
          update vulnerabilities set deleted_at = new.deleted_at where asset_id = new.id and deleted_at is null;
        end if;
        return null;
      end $$;
    `);
  }
}
