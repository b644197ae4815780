import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where money can be saved, found in the costs or written by hand, and on which day they were last looked through. */
export class CreateRecommendations20261107000003 implements MigrationInterface {
  name = 'CreateRecommendations20261107000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recommendations (
        id uuid primary key default gen_random_uuid(),
        type text not null check (type in (
          'rightsizing', 'idle_resource', 'reserved_instance', 'spot_instance', 'storage_optimization')),
        title text not null,
        description text not null,
        potential_savings numeric(24, 2) not null check (potential_savings >= 0),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        priority text not null check (priority in ('high', 'medium', 'low')),
        status text not null default 'pending' check (status in ('pending', 'in_progress', 'completed', 'dismissed')),
        resource_id text,
        resource_type text,
        environment text check (environment in ('production', 'staging', 'development', 'unallocated')),
        service text,
        note text,
        completed_at timestamptz(3),
        -- Which rule found it; empty for those that were not found in the costs.
        rule text,
        -- What a service cost in the week that its growth is measured against, and the last day of that week.
        baseline numeric,
        baseline_end date,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B')
          || setweight(to_tsvector('english', coalesce(resource_id, '')), 'C')
          || setweight(to_tsvector('english', coalesce(note, '')), 'D')) stored,
        check ((status = 'completed') = (completed_at is not null)),
        check ((baseline is null) = (baseline_end is null))
      );
      create index recommendations_created_idx on recommendations (created_at desc, id desc) where deleted_at is null;
      create index recommendations_status_idx on recommendations (status, potential_savings desc, id desc)
        where deleted_at is null;
      create index recommendations_savings_idx on recommendations (potential_savings desc, id desc)
        where deleted_at is null;
      create index recommendations_resource_idx on recommendations (resource_id) where deleted_at is null;
      create index recommendations_search_idx on recommendations using gin (search);
      -- The same cause is never there twice. A dismissed one keeps its place; a completed one leaves it.
      create unique index recommendations_cause on recommendations (rule, environment, service, resource_id, currency)
        nulls not distinct where deleted_at is null and rule is not null and status <> 'completed';
      create trigger recommendations_touch before update on recommendations for each row execute function touch_row();

      -- The last day on which some instance looked; whoever writes a later one does the work of that day.
      create table recommendation_days (
        is_last boolean primary key default true check (is_last),
        day date not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recommendation_days, recommendations');
  }
}
