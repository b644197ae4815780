import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether something was used though no sum can say how much, and when recommendations were dismissed. */
export class TellUseAndDismissal20261107000010 implements MigrationInterface {
  name = 'TellUseAndDismissal20261107000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Told where usage_amount is empty because the charges have several units.
      alter table costs add column is_used boolean;

      alter table recommendations add column dismissed_at timestamptz(3);
      update recommendations set dismissed_at = updated_at where status = 'dismissed';
      -- A dismissed growth leaves its place as well: what grows later is measured against another week.
      drop index recommendations_cause;
      create unique index recommendations_cause on recommendations (rule, environment, service, resource_id, currency)
        nulls not distinct where deleted_at is null and rule is not null and status <> 'completed'
          and (rule <> 'cost_growth' or status <> 'dismissed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index recommendations_cause;
      -- One cause has one place again: the older ones of a growth that was dismissed more than once give it up.
      delete from recommendations r where r.deleted_at is null and r.rule = 'cost_growth' and r.status = 'dismissed'
        and exists (
          select from recommendations o where o.deleted_at is null and o.rule = r.rule and o.status <> 'completed'
            and (o.environment, o.service, o.currency) is not distinct from (r.environment, r.service, r.currency)
            and (o.created_at, o.id) > (r.created_at, r.id));
      create unique index recommendations_cause on recommendations (rule, environment, service, resource_id, currency)
        nulls not distinct where deleted_at is null and rule is not null and status <> 'completed';
      alter table recommendations drop column dismissed_at;
      alter table costs drop column is_used;
    `);
  }
}
