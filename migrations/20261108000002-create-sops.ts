import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Standard operating procedures and every version that they have had. */
export class CreateSops20261108000002 implements MigrationInterface {
  name = 'CreateSops20261108000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Postgres holds array_to_string to be merely stable; of texts it is immutable.
      create function sop_tags_text(tags text[]) returns text language sql immutable parallel safe as
        $$ select coalesce(array_to_string(tags, ' '), '') $$;
      create function sop_steps_text(steps jsonb) returns text language sql immutable parallel safe as $$
        select coalesce(string_agg(
          concat_ws(' ', s ->> 'title', s ->> 'description', s ->> 'command', s ->> 'expected_result', s ->> 'warning'), ' '), '')
        from jsonb_array_elements(steps) s
      $$;

      create table sops (
        id uuid primary key default gen_random_uuid(),
        title text not null,
        category text not null check (category in ('incident_response', 'deployment', 'backup_recovery', 'security', 'monitoring', 'maintenance')),
        description text not null,
        content text not null,
        steps jsonb not null check (jsonb_typeof(steps) = 'array'),
        owner text not null,
        reviewers text[],
        semantic_version text not null check (semantic_version ~ '^\\d+\\.\\d+\\.\\d+$'),
        status text not null default 'draft' check (status in ('draft', 'review', 'approved', 'archived')),
        tags text[],
        prerequisites text[],
        estimated_duration integer check (estimated_duration > 0),
        last_executed_at timestamptz(3),
        execution_count integer not null default 0 check (execution_count >= 0),
        author text not null,
        author_ids text[] not null,
        approved_by text,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        approved_at timestamptz(3),
        deleted_at timestamptz(3), version integer not null default 1,
        -- Bounded, as a text search vector holds at most a megabyte.
        search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') ||
          setweight(to_tsvector('english', sop_tags_text(tags)), 'A') ||
          setweight(to_tsvector('english', description), 'B') ||
          setweight(to_tsvector('english', left(content, 100000)), 'C') ||
          setweight(to_tsvector('english', left(sop_steps_text(steps), 100000)), 'D')) stored,
        check ((status in ('approved', 'archived')) = (approved_at is not null))
      );
      create index sops_created_idx on sops (created_at desc, id desc) where deleted_at is null;
      create index sops_status_idx on sops (status, created_at desc, id desc) where deleted_at is null;
      create index sops_category_idx on sops (category, created_at desc, id desc) where deleted_at is null;
      create index sops_owner_idx on sops (owner, created_at desc, id desc) where deleted_at is null;
      create index sops_tags_idx on sops using gin (tags);
      create index sops_search_idx on sops using gin (search);
      -- Not on the two columns that an execution writes: it changes the row, and so its ETag, but nobody has edited it.
      create trigger sops_touch before update of title, category, description, content, steps, owner, reviewers,
        semantic_version, status, tags, prerequisites, estimated_duration, author, author_ids, approved_by, approved_at, deleted_at
        on sops for each row execute function touch_row();
      create function sop_executed() returns trigger language plpgsql as $$
      begin
        new.version := old.version + 1;
        return new;
      end $$;
      create trigger sops_executed before update of last_executed_at, execution_count on sops
        for each row execute function sop_executed();

      -- One row for each version; written with the change that made it, and never changed but for its approval.
      create table sop_versions (
        id uuid primary key default gen_random_uuid(),
        sop_id uuid not null references sops (id) on delete cascade,
        number integer not null check (number > 0),
        semantic_version text not null,
        author text not null,
        changed_fields text[] not null,
        summary text not null,
        snapshot jsonb not null,
        approved_at timestamptz(3),
        approved_by text,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3), version integer not null default 1,
        unique (sop_id, number),
        unique (sop_id, semantic_version)
      );
      create trigger sop_versions_touch before update on sop_versions for each row execute function touch_row();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table sop_versions, sops;
      drop function sop_executed, sop_tags_text, sop_steps_text;
    `);
  }
}
