import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rules that measurements are held against, the alerts that they raised, and where each series stands. */
export class CreateThresholdsAndAlerts20261104000000 implements MigrationInterface {
  name = 'CreateThresholdsAndAlerts20261104000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table thresholds (
        id uuid primary key default gen_random_uuid(),
        metric_name text not null,
        metric_type text not null check (metric_type in ('infrastructure', 'application', 'security', 'cost')),
        operator text not null check (operator in ('>', '<', '>=', '<=', '==', '!=')),
        threshold_value double precision not null
          check (threshold_value not in ('NaN', 'Infinity', '-Infinity')),
        severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
        environment text not null check (environment in ('production', 'staging', 'development', 'all')),
        enabled boolean not null default true,
        notification_channels text[] not null default '{}'
          check (notification_channels <@ array['email', 'slack', 'webhook', 'pagerduty']),
        cooldown_minutes integer not null default 15 check (cooldown_minutes between 0 and 10080),
        description text,
        created_by text not null,
        created_by_id uuid references users (id) on delete set null,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3), version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('simple', metric_name), 'A') ||
          setweight(to_tsvector('english', coalesce(description, '')), 'B')) stored
      );
      create index thresholds_created_idx on thresholds (created_at desc, id desc) where deleted_at is null;
      create index thresholds_creator_idx on thresholds (created_by_id);
      create index thresholds_search_idx on thresholds using gin (search);
      create trigger thresholds_touch before update on thresholds for each row execute function touch_row();

      -- Every instance keeps the rules at hand and hears of each change, also of one made behind the application's back.
      create function tell_thresholds_change() returns trigger language plpgsql as $$
      begin
        perform pg_notify('thresholds_changed', '');
        return null;
      end $$;
      create trigger thresholds_tell_change after insert or update or delete or truncate on thresholds
        for each statement execute function tell_thresholds_change();

      create table alerts (
        id uuid primary key default gen_random_uuid(),
        threshold_id uuid not null references thresholds (id) on delete restrict,
        series text not null,
        metric_name text not null,
        metric_type text not null check (metric_type in ('infrastructure', 'application', 'security', 'cost')),
        environment text not null check (environment in ('production', 'staging', 'development')),
        service text,
        host text,
        severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
        operator text not null check (operator in ('>', '<', '>=', '<=', '==', '!=')),
        threshold_value double precision not null,
        value double precision not null,
        unit text not null,
        status text not null default 'active' check (status in ('active', 'acknowledged', 'resolved')),
        message text not null,
        triggered_at timestamptz(3) not null,
        acknowledged_at timestamptz(3),
        acknowledged_by text,
        resolved_at timestamptz(3),
        resolved_by text,
        note text,
        created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3), version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('simple', message), 'A') ||
          setweight(to_tsvector('english', coalesce(note, '')), 'B')) stored
      );
      -- A series has one open alert at most, whatever goes wrong above.
      create unique index alerts_open_key on alerts (threshold_id, series)
        where status <> 'resolved' and deleted_at is null;
      create index alerts_threshold_idx on alerts (threshold_id, created_at desc, id desc);
      create index alerts_created_idx on alerts (created_at desc, id desc) where deleted_at is null;
      create index alerts_environment_idx on alerts (environment, created_at desc, id desc) where deleted_at is null;
      create index alerts_status_idx on alerts (status, created_at desc, id desc) where deleted_at is null;
      create index alerts_metric_idx on alerts (metric_name, created_at desc, id desc) where deleted_at is null;
      create index alerts_search_idx on alerts using gin (search);
      create trigger alerts_touch before update on alerts for each row execute function touch_row();

      -- How far a series has been looked at by a rule, and when the rule last fired for it. Written with every batch.
      create table alert_states (
        threshold_id uuid not null references thresholds (id) on delete cascade,
        series text not null,
        evaluated_at timestamptz(3),
        fired_at timestamptz(3),
        touched_at timestamptz(3) not null default now(),
        primary key (threshold_id, series)
      ) with (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table alert_states, alerts, thresholds;
      drop function tell_thresholds_change;
    `);
  }
}
