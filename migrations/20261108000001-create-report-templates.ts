import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates of reports with their schedules, and each run that a schedule has asked for. */
export class CreateReportTemplates20261108000001 implements MigrationInterface {
  name = 'CreateReportTemplates20261108000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table report_templates (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        type text not null
          check (type in ('incident_summary', 'sla_report', 'vulnerability_report', 'cost_report', 'custom')),
        description text,
        template_content text not null,
        default_parameters jsonb,
        fields jsonb not null default '[]',
        created_by text not null,
        created_by_id uuid,
        schedule_cron text,
        schedule_timezone text,
        schedule_format text check (schedule_format in ('pdf', 'html', 'json')),
        schedule_period text
          check (schedule_period in ('previous_day', 'previous_week', 'previous_month', 'previous_quarter')),
        schedule_parameters jsonb,
        schedule_enabled boolean not null default true,
        next_run_at timestamptz(3),
        last_run_at timestamptz(3),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', name), 'A') ||
          setweight(to_tsvector('english', coalesce(description, '')), 'B')) stored
      );
      create index report_templates_created_idx on report_templates (created_at desc, id desc) where deleted_at is null;
      create index report_templates_due_idx on report_templates (next_run_at)
        where deleted_at is null and next_run_at is not null;
      create index report_templates_search_idx on report_templates using gin (search);
      create trigger report_templates_touch before update on report_templates
        for each row execute function touch_row();

      create table report_schedule_runs (
        id uuid primary key default gen_random_uuid(),
        template_id uuid not null references report_templates (id) on delete cascade,
        run_at timestamptz(3) not null,
        status text not null check (status in ('requested', 'failed')),
        report_id uuid references reports (id) on delete set null,
        error text,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1
      );
      -- However many instances find it due: a time of a schedule comes once.
      create unique index report_schedule_runs_once_idx on report_schedule_runs (template_id, run_at);
      create index report_schedule_runs_report_idx on report_schedule_runs (report_id);
      create trigger report_schedule_runs_touch before update on report_schedule_runs
        for each row execute function touch_row();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table report_schedule_runs, report_templates');
  }
}
