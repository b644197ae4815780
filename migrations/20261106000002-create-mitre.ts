import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ATT&CK catalogue, which the application fills, and what was detected of its techniques. */
export class CreateMitre20261106000002 implements MigrationInterface {
  name = 'CreateMitre20261106000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row: which catalogue the tables below hold.
      create table mitre_catalogue (
        id boolean primary key default true check (id),
        source text not null check (source in ('shipped', 'imported')),
        revision integer not null,
        attack_version text,
        loaded_at timestamptz(3) not null default now()
      );

      create table mitre_tactics (
        id text primary key check (id ~ '^TA[0-9]{4}$'),
        name text not null,
        short_name text not null,
        description text not null,
        url text not null,
        position integer not null,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3), version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('simple', id), 'A') || setweight(to_tsvector('english', name), 'A') ||
          setweight(to_tsvector('english', description), 'B')) stored
      );
      create index mitre_tactics_search_idx on mitre_tactics using gin (search);
      create trigger mitre_tactics_touch before update on mitre_tactics for each row execute function touch_row();

      create table mitre_techniques (
        id text primary key check (id ~ '^T[0-9]{4}([.][0-9]{3})?$'),
        name text not null,
        description text not null,
        -- In the order of the matrix.
        tactic_ids text[] not null check (cardinality(tactic_ids) > 0),
        tactic_id text not null generated always as (tactic_ids[1]) stored,
        url text not null,
        is_subtechnique boolean not null generated always as (strpos(id, '.') > 0) stored,
        parent_id text generated always as (case when strpos(id, '.') > 0 then split_part(id, '.', 1) end) stored,
        retired boolean not null default false,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3), version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('simple', id), 'A') || setweight(to_tsvector('english', name), 'A') ||
          setweight(to_tsvector('english', description), 'B')) stored
      );
      create index mitre_techniques_search_idx on mitre_techniques using gin (search);
      create trigger mitre_techniques_touch before update on mitre_techniques
        for each row execute function touch_row();

      create table mitre_detections (
        id uuid primary key default gen_random_uuid(),
        technique_id text not null references mitre_techniques (id) on delete restrict,
        asset_id uuid references assets (id) on delete restrict,
        -- That of the asset, kept by the triggers below; null without one.
        environment text check (environment in ('production', 'staging', 'development')),
        description text not null,
        severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
        status text not null default 'active' check (status in ('active', 'investigating', 'resolved')),
        detected_at timestamptz(3) not null default now(),
        resolved_at timestamptz(3),
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3), version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('simple', technique_id), 'A') ||
          setweight(to_tsvector('english', description), 'B')) stored
      );
      create index mitre_detections_detected_idx on mitre_detections (detected_at desc, id desc) where deleted_at is null;
      create index mitre_detections_status_idx on mitre_detections (status, detected_at desc, id desc) where deleted_at is null;
      create index mitre_detections_asset_idx on mitre_detections (asset_id, detected_at desc, id desc) where deleted_at is null;
      -- Counts and the last detection of a technique are read from this one alone.
      create index mitre_detections_technique_idx on mitre_detections (technique_id, detected_at desc, id desc)
        include (environment) where deleted_at is null;
      create index mitre_detections_environment_idx on mitre_detections (environment, detected_at desc, id desc)
        where deleted_at is null;
      create index mitre_detections_search_idx on mitre_detections using gin (search);
      create trigger mitre_detections_touch before update on mitre_detections
        for each row execute function touch_row();

      -- The lock keeps the asset where it is until the detection is there for it to take along.
      create function place_mitre_detection() returns trigger language plpgsql as $$
      begin
        new.environment := (select environment from assets where id = new.asset_id for share);
        return new;
      end $$;
      create trigger mitre_detections_place before insert or update of asset_id, environment on mitre_detections
        for each row execute function place_mitre_detection();
      create function move_mitre_detections() returns trigger language plpgsql as $$
      begin
        update mitre_detections set environment = new.environment where asset_id = new.id;
        return null;
      end $$;
      create trigger assets_move_mitre_detections after update of environment on assets for each row
        when (old.environment is distinct from new.environment) execute function move_mitre_detections();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger assets_move_mitre_detections on assets;
      drop table mitre_detections, mitre_techniques, mitre_tactics, mitre_catalogue;
      drop function move_mitre_detections, place_mitre_detection;
    `);
  }
}
