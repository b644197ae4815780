import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A trigger function that adds what a statement has changed to the sums: one change for each, in an order that is the same for all. */
const summing = (
  name: string,
  changes: string,
): string => `create function ${name}() returns trigger language plpgsql as $$
      begin
        insert into cost_days as d
          select date, environment, service, currency, sum(sign * cost), coalesce(sum(sign * billed_cost), 0),
            coalesce(sum(sign * list_cost), 0), coalesce(sum(sign * contracted_cost), 0), sum(sign),
            coalesce(sum(sign) filter (where billed_cost is not null), 0),
            coalesce(sum(sign) filter (where list_cost is not null), 0),
            coalesce(sum(sign) filter (where contracted_cost is not null), 0)
          from (
            ${changes}
          ) changes
          group by date, environment, service, currency
          order by date, environment, service, currency
        on conflict (date, environment, service, currency) do update set
          cost = d.cost + excluded.cost, billed_cost = d.billed_cost + excluded.billed_cost,
          list_cost = d.list_cost + excluded.list_cost, contracted_cost = d.contracted_cost + excluded.contracted_cost,
          cost_count = d.cost_count + excluded.cost_count, billed_count = d.billed_count + excluded.billed_count,
          list_count = d.list_count + excluded.list_count, contracted_count = d.contracted_count + excluded.contracted_count;
        return null;
      end $$;`;

/** What each resource cost on each day, and the sums of each day kept beside them. */
export class CreateCosts20261107000000 implements MigrationInterface {
  name = 'CreateCosts20261107000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Amounts have no scale of their own: what a provider says to the tenth of a millionth is kept and summed so. The
      -- checks refuse NaN and infinity too, which Postgres holds to be the greatest of all numbers.
      create table costs (
        id uuid primary key default gen_random_uuid(),
        date date not null,
        environment text not null check (environment in ('production', 'staging', 'development', 'unallocated')),
        service text not null,
        resource_id text,
        resource_name text,
        resource_type text,
        category text,
        charge_category text check (charge_category in ('usage', 'purchase', 'tax', 'credit', 'adjustment')),
        cost numeric not null check (abs(cost) <= 1e15),
        billed_cost numeric check (abs(billed_cost) <= 1e15),
        list_cost numeric check (abs(list_cost) <= 1e15),
        contracted_cost numeric check (abs(contracted_cost) <= 1e15),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        usage_amount numeric check (abs(usage_amount) <= 1e18),
        usage_unit text,
        provider text,
        region text,
        account_id text,
        tags jsonb,
        import_id uuid,
        -- Which bill an imported cost was found on: provider, billing account, month of the bill, account and currency, as a
        -- JSON list. Null for what was sent record by record.
        source text,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1
      );
      -- The natural key, by which a day that is sent again is replaced; it serves lists by day as well. Costs from several
      -- bills stand side by side under the same day, environment, service and resource.
      create unique index costs_key on costs (date, environment, service, resource_id, source) nulls not distinct
        where deleted_at is null;
      -- Finds imported costs by the rest of the key; '' is no resource.
      create index costs_imported_idx on costs (date, environment, service, coalesce(resource_id, ''))
        where deleted_at is null and source is not null;
      create index costs_resource_idx on costs (resource_id, date) where deleted_at is null and resource_id is not null;
      create trigger costs_touch before update on costs for each row execute function touch_row();

      -- Sums of a day. A record counts for a kind of cost only if it has one of that kind.
      create table cost_days (
        date date not null,
        environment text not null,
        service text not null,
        currency text not null,
        cost numeric not null,
        billed_cost numeric not null,
        list_cost numeric not null,
        contracted_cost numeric not null,
        cost_count integer not null,
        billed_count integer not null,
        list_count integer not null,
        contracted_count integer not null,
        primary key (date, environment, service, currency)
      );

      -- Whoever writes costs of these days takes this first, so that two batches never wait for each other crosswise: the
      -- sums are shared by all records of a day. Days share 64 locks, taken in order.
      create function lock_cost_days(days date[]) returns void language plpgsql as $$
      declare
        slot integer;
      begin
        for slot in select distinct (one - date '2000-01-01') & 63 as n from unnest(days) one order by n loop
          perform pg_advisory_xact_lock(20261107, slot);
        end loop;
      end $$;

      ${summing('sum_added_costs', `select 1 as sign, * from new_costs where deleted_at is null`)}
      ${summing(
        'sum_changed_costs',
        `select -1 as sign, * from old_costs where deleted_at is null
            union all select 1, * from new_costs where deleted_at is null`,
      )}
      ${summing('sum_removed_costs', `select -1 as sign, * from old_costs where deleted_at is null`)}
      create function forget_cost_days() returns trigger language plpgsql as $$
      begin
        truncate cost_days;
        return null;
      end $$;

      create trigger costs_added after insert on costs referencing new table as new_costs
        for each statement execute function sum_added_costs();
      create trigger costs_changed after update on costs referencing old table as old_costs new table as new_costs
        for each statement execute function sum_changed_costs();
      create trigger costs_removed after delete on costs referencing old table as old_costs
        for each statement execute function sum_removed_costs();
      create trigger costs_truncated after truncate on costs for each statement execute function forget_cost_days();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table costs, cost_days;
      drop function sum_added_costs, sum_changed_costs, sum_removed_costs, forget_cost_days, lock_cost_days;
    `);
  }
}
