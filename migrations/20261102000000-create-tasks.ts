import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks, and the index by which the SLA of many weeks is one pass. */
export class CreateTasks20261102000000 implements MigrationInterface {
  name = 'CreateTasks20261102000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence task_numbers start 1001;
      create table tasks (
        id uuid primary key default gen_random_uuid(),
        jira_id text not null unique default 'TASK-' || nextval('task_numbers'),
        title text not null,
        description text not null,
        status text not null default 'todo' check (status in ('todo', 'in_progress', 'review', 'done')),
        priority text not null check (priority in ('critical', 'high', 'medium', 'low')),
        squad text not null,
        assignee text,
        environment text check (environment in ('production', 'staging', 'development')),
        estimated_hours numeric(8, 2) check (estimated_hours >= 0),
        actual_hours numeric(8, 2) check (actual_hours >= 0),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        due_date timestamptz(3),
        completed_at timestamptz(3),
        tags text[],
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', jira_id), 'A') ||
          setweight(to_tsvector('english', description), 'B')) stored
      );
      alter sequence task_numbers owned by tasks.jira_id;
      create index tasks_created_idx on tasks (created_at desc, id desc) where deleted_at is null;
      create index tasks_status_idx on tasks (status, environment, created_at desc, id desc) where deleted_at is null;
      create index tasks_squad_idx on tasks (squad, created_at desc, id desc) where deleted_at is null;
      create index tasks_assignee_idx on tasks (assignee, created_at desc, id desc) where deleted_at is null;
      create index tasks_due_idx on tasks (due_date, id) where deleted_at is null;
      create index tasks_tags_idx on tasks using gin (tags);
      create index tasks_search_idx on tasks using gin (search);
      -- Holds all that the SLA of a week needs: the rows themselves need not be read.
      create index tasks_sla_idx on tasks (created_at) include (status, estimated_hours, actual_hours, squad, environment)
        where deleted_at is null;
      create trigger tasks_touch before update on tasks for each row execute function touch_row();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table tasks');
  }
}
