import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many points there are of each series and day, so that nobody has to count them. */
export class CountMetrics20261105000003 implements MigrationInterface {
  name = 'CountMetrics20261105000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What comes in is only noted: adding it up at once would make batches of the same series wait for each other.
      create table metric_arrivals (
        day date not null,
        metric_name text not null,
        metric_type text not null,
        environment text not null,
        service text,
        host text,
        points bigint not null
      );
      create table metric_counts (like metric_arrivals including all);
      create unique index metric_counts_series_key on metric_counts
        (day, metric_name, metric_type, environment, coalesce(service, ''), coalesce(host, ''));

      create view metric_tallies as
        select metric_name, metric_type, environment, service, host, points, null::timestamptz(3) as deleted_at from metric_counts
        union all
        select metric_name, metric_type, environment, service, host, points, null::timestamptz(3) from metric_arrivals;

      create function note_metric_points() returns trigger language plpgsql as $$
      begin
        if tg_op = 'TRUNCATE' then
          truncate metric_arrivals, metric_counts;
        else
          insert into metric_arrivals
            select (timestamp at time zone 'UTC')::date, metric_name, metric_type, environment, service, host,
              case tg_op when 'INSERT' then count(*) else -count(*) end
            from touched group by 1, 2, 3, 4, 5, 6;
        end if;
        return null;
      end $$;
      create trigger metrics_note_new after insert on metrics referencing new table as touched
        for each statement execute function note_metric_points();
      create trigger metrics_note_gone after delete on metrics referencing old table as touched
        for each statement execute function note_metric_points();
      create trigger metrics_note_none after truncate on metrics
        for each statement execute function note_metric_points();

      -- In one statement, so that whoever counts meanwhile sees each point once; one at a time, and not while a day goes.
      create function add_up_metrics() returns void language plpgsql as $$
      begin
        if not pg_try_advisory_xact_lock(7205759403792795) then return; end if;
        with gone as (delete from metric_arrivals returning *)
        insert into metric_counts as c
          select day, metric_name, metric_type, environment, service, host, sum(points) from gone group by 1, 2, 3, 4, 5, 6
          on conflict (day, metric_name, metric_type, environment, coalesce(service, ''), coalesce(host, ''))
          do update set points = c.points + excluded.points;
      end $$;

      insert into metric_counts
        select (timestamp at time zone 'UTC')::date, metric_name, metric_type, environment, service, host, count(*)
        from metrics group by 1, 2, 3, 4, 5, 6;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger metrics_note_new on metrics;
      drop trigger metrics_note_gone on metrics;
      drop trigger metrics_note_none on metrics;
      drop function note_metric_points, add_up_metrics;
      drop view metric_tallies;
      drop table metric_arrivals, metric_counts;
    `);
  }
}
