import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of costs that were handed in, and their rows while they are read. */
export class CreateCostImports20261107000004 implements MigrationInterface {
  name = 'CreateCostImports20261107000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cost_imports (
        id uuid primary key default gen_random_uuid(),
        status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
        format text not null check (format in ('focus')),
        mode text not null check (mode in ('replace', 'merge')),
        file_name text,
        bytes integer not null,
        percentage integer not null default 0 check (percentage between 0 and 100),
        rows_read integer not null default 0,
        rows_total integer,
        created_count integer,
        replaced_count integer,
        removed_count integer,
        error text,
        violation_count integer not null default 0,
        violations jsonb not null default '[]',
        imported_by text not null,
        environment text check (environment in ('production', 'staging', 'development')),
        started_at timestamptz(3),
        finished_at timestamptz(3),
        user_id uuid not null,
        file_key text not null,
        is_gzip boolean not null,
        attempts integer not null default 0,
        lease_until timestamptz(3),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1
      );
      create index cost_imports_created_idx on cost_imports (created_at desc, id desc) where deleted_at is null;
      create index cost_imports_open_idx on cost_imports (lease_until) where status in ('queued', 'running');
      create trigger cost_imports_touch before update on cost_imports for each row execute function touch_row();

      -- What has been read of a file, until all of it is right. Not worth the log's trouble: after a crash of Postgres it is
      -- empty, and the file is read again.
      create unlogged table cost_import_lines (
        import_id uuid not null,
        place integer not null,
        date date not null,
        environment text not null,
        service text not null,
        resource_id text,
        resource_name text,
        resource_type text,
        category text,
        charge_category text,
        cost numeric not null,
        billed_cost numeric,
        list_cost numeric,
        contracted_cost numeric,
        currency text not null,
        usage_amount numeric,
        usage_unit text,
        provider text,
        region text,
        account_id text,
        tags jsonb,
        source text not null
      );
      create index cost_import_lines_import_idx on cost_import_lines (import_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table cost_import_lines, cost_imports');
  }
}
