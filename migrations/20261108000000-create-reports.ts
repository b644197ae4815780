import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports, and each of their versions with its file. */
export class CreateReports20261108000000 implements MigrationInterface {
  name = 'CreateReports20261108000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reports (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        type text not null
          check (type in ('incident_summary', 'sla_report', 'vulnerability_report', 'cost_report', 'custom')),
        status text not null default 'generating' check (status in ('generating', 'completed', 'failed')),
        format text not null check (format in ('pdf', 'html', 'json')),
        file_size integer,
        parameters jsonb not null default '{}',
        generated_by text not null,
        generated_at timestamptz(3) not null default now(),
        period_start timestamptz(3),
        period_end timestamptz(3),
        -- The number of the newest version; the column version counts changes of the row, as in every table.
        edition integer not null default 1,
        percentage integer not null default 0 check (percentage between 0 and 100),
        error text,
        snapshot_at timestamptz(3),
        environment text check (environment in ('production', 'staging', 'development')),
        user_id uuid not null,
        asked_period jsonb not null default '{}',
        attempts integer not null default 0,
        lease_until timestamptz(3),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (setweight(to_tsvector('english', name), 'A')) stored
      );
      create index reports_generated_idx on reports (generated_at desc, id desc) where deleted_at is null;
      create index reports_type_idx on reports (type, generated_at desc, id desc) where deleted_at is null;
      create index reports_open_idx on reports (lease_until) where status = 'generating' and deleted_at is null;
      create index reports_search_idx on reports using gin (search);
      create trigger reports_touch before update on reports for each row execute function touch_row();

      create table report_versions (
        id uuid primary key default gen_random_uuid(),
        report_id uuid not null references reports (id) on delete cascade,
        edition integer not null,
        file_size integer not null,
        generated_by text not null,
        generated_at timestamptz(3) not null default now(),
        changes text,
        snapshot_at timestamptz(3),
        figures jsonb not null default '[]',
        file_key text not null unique,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1
      );
      -- Whatever dies in between, and however often it is begun again: a version is there once.
      create unique index report_versions_edition_idx on report_versions (report_id, edition) where deleted_at is null;
      create index report_versions_report_idx on report_versions (report_id, generated_at desc, id desc);
      create trigger report_versions_touch before update on report_versions for each row execute function touch_row();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table report_versions, reports');
  }
}
