import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Budgets, and which of their thresholds have been told of in which month. */
export class CreateBudgets20261107000002 implements MigrationInterface {
  name = 'CreateBudgets20261107000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table budgets (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        description text,
        environment text check (environment in ('production', 'staging', 'development', 'unallocated')),
        service text,
        -- The upper limit refuses NaN too, which Postgres holds to be the greatest of all numbers.
        amount numeric(18, 2) not null check (amount > 0 and amount <= 1e12),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        thresholds jsonb not null default '[50, 80, 100]' check (jsonb_typeof(thresholds) = 'array'),
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3), version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', name), 'A') ||
          setweight(to_tsvector('english', coalesce(description, '')), 'B')) stored
      );
      create index budgets_created_idx on budgets (created_at desc, id desc) where deleted_at is null;
      create index budgets_environment_idx on budgets (environment, created_at desc, id desc) where deleted_at is null;
      create index budgets_search_idx on budgets using gin (search);
      create trigger budgets_touch before update on budgets for each row execute function touch_row();

      -- What was told, so that nobody hears it twice: not with the next costs, and not from another instance.
      create table budget_crossings (
        budget_id uuid not null references budgets (id) on delete cascade,
        month date not null,
        threshold integer not null,
        told_at timestamptz(3) not null default now(),
        primary key (budget_id, month, threshold)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table budget_crossings, budgets');
  }
}
