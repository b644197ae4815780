import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Credits, how much was left of each and when, and what has been told of them. */
export class CreateCredits20261107000001 implements MigrationInterface {
  name = 'CreateCredits20261107000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The upper limits refuse NaN too, which Postgres holds to be the greatest of all numbers.
      create table credits (
        id uuid primary key default gen_random_uuid(),
        provider text not null check (provider in ('aws', 'gcp', 'azure', 'digitalocean', 'other')),
        credit_type text not null check (credit_type in ('promotional', 'support', 'commitment', 'discount')),
        amount numeric(18, 2) not null check (amount > 0 and amount <= 1e12),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        remaining numeric(18, 2) not null check (remaining >= 0),
        start_date date not null,
        expiry_date date not null,
        status text not null check (status in ('active', 'expired', 'exhausted')),
        description text,
        burn_rate numeric(18, 2),
        projected_exhaustion_date date,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3), version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', coalesce(description, '')), 'A')) stored,
        check (remaining <= amount),
        check (expiry_date >= start_date),
        check ((status = 'exhausted') = (remaining = 0))
      );
      create index credits_created_idx on credits (created_at desc, id desc) where deleted_at is null;
      create index credits_status_idx on credits (status, created_at desc, id desc) where deleted_at is null;
      create index credits_expiry_idx on credits (expiry_date, id) where deleted_at is null and status = 'active';
      create index credits_search_idx on credits using gin (search);
      create trigger credits_touch before update on credits for each row execute function touch_row();

      -- One row for each change of what a credit is worth or what is left of it; written with the change.
      create table credit_balances (
        id bigint primary key generated always as identity,
        credit_id uuid not null references credits (id) on delete cascade,
        day date not null,
        amount numeric(18, 2) not null,
        remaining numeric(18, 2) not null,
        recorded_at timestamptz(3) not null default now()
      );
      create index credit_balances_credit_idx on credit_balances (credit_id, day, id);

      -- What was told, so that nobody hears it twice: not the next day, and not from another instance.
      create table credit_notices (
        credit_id uuid not null references credits (id) on delete cascade,
        reason text not null check (reason in ('expiring', 'running_dry')),
        situation text not null,
        told_at timestamptz(3) not null default now(),
        primary key (credit_id, reason, situation)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table credit_notices, credit_balances, credits');
  }
}
