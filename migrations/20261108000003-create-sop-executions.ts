import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Executions of SOPs and their steps; what an SOP says of its executions is kept here too. */
export class CreateSopExecutions20261108000003 implements MigrationInterface {
  name = 'CreateSopExecutions20261108000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sop_executions (
        id uuid primary key default gen_random_uuid(),
        sop_id uuid not null references sops (id) on delete restrict,
        sop_title text not null,
        sop_version text not null,
        status text not null check (status in ('running', 'success', 'partial', 'failed')),
        environment text check (environment in ('production', 'staging', 'development')),
        parameters jsonb not null,
        incident_id uuid references incidents (id) on delete set null,
        executed_by text not null,
        user_id uuid not null,
        executed_at timestamptz(3) not null default now(),
        finished_at timestamptz(3),
        duration numeric(12, 3) not null default 0 check (duration >= 0),
        logs text[] not null default '{}',
        is_stepwise boolean not null,
        -- Only while the execution is open, and only if a person has to go on with it.
        sealed_parameters text,
        -- The instance that works on it, and until when it is taken to be alive. Nobody while people are asked.
        runner uuid,
        lease_until timestamptz(3),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1,
        check ((status = 'running') = (finished_at is null)),
        check (status = 'running' or (runner is null and sealed_parameters is null)),
        check ((runner is null) = (lease_until is null))
      );
      create index sop_executions_executed_idx on sop_executions (executed_at desc, id desc) where deleted_at is null;
      create index sop_executions_sop_idx on sop_executions (sop_id, executed_at desc, id desc) where deleted_at is null;
      create index sop_executions_status_idx on sop_executions (status, executed_at desc, id desc) where deleted_at is null;
      create index sop_executions_incident_idx on sop_executions (incident_id, executed_at desc, id desc) where deleted_at is null;
      create index sop_executions_lease_idx on sop_executions (lease_until) where lease_until is not null;
      -- Not on the lease, which is renewed every few seconds and leaves nothing to be seen.
      create trigger sop_executions_touch before update of status, duration, logs, finished_at, incident_id, deleted_at
        on sop_executions for each row execute function touch_row();

      create table sop_execution_steps (
        execution_id uuid not null references sop_executions (id) on delete cascade,
        place integer not null check (place > 0),
        step_id text not null,
        title text not null,
        command text,
        is_confirmed boolean not null default false,
        status text not null default 'pending' check (status in ('pending', 'running', 'success', 'failed', 'skipped')),
        output text,
        error text,
        note text,
        decided_by text,
        exit_code integer,
        output_bytes bigint not null default 0,
        started_at timestamptz(3),
        finished_at timestamptz(3),
        primary key (execution_id, place),
        unique (execution_id, step_id)
      );

      create function count_sop_execution() returns trigger language plpgsql as $$
      begin
        update sops set execution_count = execution_count + 1,
          last_executed_at = greatest(last_executed_at, new.executed_at) where id = new.sop_id;
        return null;
      end $$;
      create trigger sop_executions_count after insert on sop_executions for each row execute function count_sop_execution();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table sop_execution_steps, sop_executions;
      drop function count_sop_execution;
      update sops set execution_count = 0, last_executed_at = null where execution_count > 0;
    `);
  }
}
