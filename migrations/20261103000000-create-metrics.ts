import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Metric points in a partition per UTC day, and the newest point of each series. */
export class CreateMetrics20261103000000 implements MigrationInterface {
  name = 'CreateMetrics20261103000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- No primary key: nothing asks for a point by its id, and every index costs each point that comes in.
      create table metrics (
        id uuid not null default gen_random_uuid(),
        metric_name text not null,
        metric_type text not null check (metric_type in ('cpu', 'memory', 'disk', 'network', 'custom')),
        value double precision not null,
        unit text not null,
        environment text not null check (environment in ('production', 'staging', 'development')),
        service text,
        host text,
        timestamp timestamptz(3) not null default now(),
        tags jsonb,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1
      ) partition by range (timestamp);
      create index metrics_time_idx on metrics (timestamp);
      create index metrics_name_idx on metrics (metric_name, host, timestamp);
      create trigger metrics_touch before update on metrics for each row execute function touch_row();

      -- Kept by ingestion, so that the present state of everything is read without looking at what was. Its rows change
      -- all the time: none of the columns that change is indexed, and pages have room for the new versions.
      create table metrics_latest (
        id uuid not null,
        metric_name text not null,
        metric_type text not null,
        value double precision not null,
        unit text not null,
        environment text not null,
        service text,
        host text,
        timestamp timestamptz(3) not null,
        tags jsonb,
        deleted_at timestamptz(3),
        -- Whether subscribers have yet to hear of this value, and when they last heard of the series.
        untold boolean not null default true,
        told_at timestamptz(3)
      ) with (fillfactor = 60);
      create unique index metrics_latest_series_key on metrics_latest
        (metric_name, metric_type, environment, coalesce(service, ''), coalesce(host, ''));

      -- Makes the partitions of these days (UTC) that are not there yet. Attached, not created in place: that would wait
      -- for whoever reads or writes metrics.
      create function make_metric_days(days date[]) returns void language plpgsql as $$
      declare
        day date;
        part text;
      begin
        if not exists (select from unnest(days) d where to_regclass('metrics_' || to_char(d, 'YYYYMMDD')) is null) then
          return;
        end if;
        -- One at a time. No advisory lock: behind that, what others have made meanwhile would not be seen yet.
        lock table metrics in share update exclusive mode;
        foreach day in array days loop
          part := 'metrics_' || to_char(day, 'YYYYMMDD');
          continue when to_regclass(part) is not null;
          execute format('create table %I (like metrics including all)', part);
          execute format('alter table metrics attach partition %I for values from (%L) to (%L)',
            part, day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
        end loop;
      end $$;

      -- Drops the partitions of all days before this one, and series that have no younger point. Gives their names. It
      -- waits for readers and writers, and others wait behind it: so it gives up soon, and is tried again later.
      create function drop_metric_days(before date) returns setof text language plpgsql set lock_timeout = '2s' as $$
      declare
        part text;
      begin
        lock table metrics in share update exclusive mode;
        for part in
          select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'metrics'::regclass and c.relname ~ '^metrics_\\d{8}$'
              and to_date(right(c.relname, 8), 'YYYYMMDD') < before
            order by c.relname
        loop
          execute format('drop table %I', part);
          return next part;
        end loop;
        delete from metrics_latest where timestamp < (before::timestamp at time zone 'UTC');
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function make_metric_days, drop_metric_days;
      drop table metrics, metrics_latest;
    `);
  }
}
