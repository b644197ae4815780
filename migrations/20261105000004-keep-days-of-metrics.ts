import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Days of metrics that cannot go under a batch that needs them, and go one at a time; and points from the future. */
export class KeepDaysOfMetrics20261105000004 implements MigrationInterface {
  name = 'KeepDaysOfMetrics20261105000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A point from the future is the newest only until the next one comes.
      alter table metrics_latest add arrived_at timestamptz(3) not null default now();

      create or replace function make_metric_days(days date[]) returns void language plpgsql as $$
      declare
        day date;
        part text;
      begin
        -- What storing points takes anyway; before the look, so that no day goes between the two.
        lock table metrics in row exclusive mode;
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

      -- Drops the partition of this day and its counts. It waits for readers and writers, and others wait behind it: so it
      -- gives up soon, and is tried again later.
      drop function drop_metric_days;
      create function drop_metric_day(gone date) returns void language plpgsql set lock_timeout = '500ms' as $$
      begin
        perform pg_advisory_xact_lock(7205759403792795);
        lock table metrics in share update exclusive mode;
        execute format('drop table if exists %I', 'metrics_' || to_char(gone, 'YYYYMMDD'));
        delete from metric_arrivals where day = gone;
        delete from metric_counts where day = gone;
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table metrics_latest drop arrived_at;
      drop function drop_metric_day;
      create or replace function make_metric_days(days date[]) returns void language plpgsql as $$
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
}
