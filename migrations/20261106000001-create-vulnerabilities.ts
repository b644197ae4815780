import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is wrong with assets. The database keeps how many are open on each asset, and the asset's environment beside them. */
export class CreateVulnerabilities20261106000001 implements MigrationInterface {
  name = 'CreateVulnerabilities20261106000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table vulnerabilities (
        id uuid primary key default gen_random_uuid(),
        asset_id uuid not null references assets (id) on delete cascade,
        cve_id text check (cve_id ~ '^CVE-[0-9]{4}-[0-9]{4,19}$'),
        title text not null,
        description text not null,
        severity text not null check (severity in ('critical', 'high', 'medium', 'low', 'info')),
        cvss_score numeric(3, 1) check (cvss_score between 0 and 10),
        cvss_vector text,
        status text not null default 'open'
          check (status in ('open', 'in_progress', 'mitigated', 'accepted', 'false_positive')),
        affected_package text,
        affected_version text,
        fixed_version text,
        discovered_at timestamptz(3) not null default now(),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        resolved_at timestamptz(3),
        assignee text,
        remediation text,
        "references" text[],
        mitre_tactics text[],
        mitre_techniques text[],
        accepted_reason text,
        accepted_by text,
        accepted_until timestamptz(3),
        -- That of the asset, kept by the triggers below.
        environment text not null check (environment in ('production', 'staging', 'development')),
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') ||
          setweight(to_tsvector('simple', coalesce(cve_id, '')), 'A') ||
          setweight(to_tsvector('english', description), 'B') ||
          setweight(to_tsvector('english', coalesce(affected_package, '')), 'B') ||
          setweight(to_tsvector('english', coalesce(remediation, '')), 'C')) stored,
        constraint vulnerabilities_accepted_check check (
          (status = 'accepted') = (accepted_reason is not null) and (status = 'accepted') = (accepted_by is not null)
          and (status = 'accepted' or accepted_until is null))
      );
      create index vulnerabilities_discovered_idx on vulnerabilities (discovered_at desc, id desc) where deleted_at is null;
      -- Also for removed rows: an asset's hard removal looks for all that refer to it.
      create index vulnerabilities_asset_idx on vulnerabilities (asset_id, discovered_at desc, id desc);
      create index vulnerabilities_environment_idx on vulnerabilities (environment, status, discovered_at desc, id desc)
        where deleted_at is null;
      create index vulnerabilities_status_idx on vulnerabilities (status, discovered_at desc, id desc) where deleted_at is null;
      create index vulnerabilities_severity_idx on vulnerabilities (severity, discovered_at desc, id desc)
        where deleted_at is null;
      -- The order of the list by severity, as its statement says it.
      create index vulnerabilities_rank_idx on vulnerabilities
        (array_position('{info,low,medium,high,critical}'::text[], severity) desc, id desc) where deleted_at is null;
      create index vulnerabilities_score_idx on vulnerabilities (cvss_score desc nulls last, id desc) where deleted_at is null;
      create index vulnerabilities_cve_idx on vulnerabilities (cve_id, discovered_at desc, id desc) where deleted_at is null;
      create index vulnerabilities_expiry_idx on vulnerabilities (accepted_until, id)
        where accepted_until is not null and deleted_at is null;
      create index vulnerabilities_search_idx on vulnerabilities using gin (search);
      create trigger vulnerabilities_touch before update on vulnerabilities for each row execute function touch_row();

      -- The asset is locked before all else, as everyone does who changes what its count depends on, so that the environment
      -- is that of the asset's last change. Rows are locked for in their order: who inserts into several assets with one
      -- statement orders the rows by asset, or two such statements can wait for each other in a circle.
      create function place_vulnerability() returns trigger language plpgsql as $$
      begin
        select environment into new.environment from assets where id = new.asset_id for no key update;
        if not found then
          raise exception 'there is no asset %', new.asset_id using errcode = 'foreign_key_violation';
        end if;
        return new;
      end $$;
      create trigger vulnerabilities_place before insert or update of asset_id, environment on vulnerabilities
        for each row execute function place_vulnerability();

      create function is_vulnerability_counted(status text, deleted_at timestamptz) returns boolean
        language sql immutable parallel safe
        return status in ('open', 'in_progress') and deleted_at is null;

      -- For statements, not for rows: however many rows of an asset change at once, the asset is written once.
      create function keep_vulnerability_count() returns trigger language plpgsql as $$
      declare
        touched uuid[];
        deltas integer[];
      begin
        if tg_op = 'TRUNCATE' then
          update assets set vulnerability_count = 0 where vulnerability_count <> 0;
          return null;
        elsif tg_op = 'INSERT' then
          select array_agg(d.asset_id), array_agg(d.delta) into touched, deltas from (
            select n.asset_id, count(*)::int as delta from new_rows n
            where is_vulnerability_counted(n.status, n.deleted_at) group by n.asset_id) d;
        elsif tg_op = 'DELETE' then
          select array_agg(d.asset_id), array_agg(d.delta) into touched, deltas from (
            select o.asset_id, -count(*)::int as delta from old_rows o
            where is_vulnerability_counted(o.status, o.deleted_at) group by o.asset_id) d;
        else
          select array_agg(d.asset_id), array_agg(d.delta) into touched, deltas from (
            select c.asset_id, sum(c.delta)::int as delta from (
              select n.asset_id, 1 as delta from new_rows n where is_vulnerability_counted(n.status, n.deleted_at)
              union all
              select o.asset_id, -1 from old_rows o where is_vulnerability_counted(o.status, o.deleted_at)) c
            group by c.asset_id having sum(c.delta) <> 0) d;
        end if;
        if touched is null then return null; end if;
        -- In one order: two statements that change or remove rows of the same assets wait for each other, but never both at
        -- once. Those that insert hold their assets already.
        perform 1 from assets a where a.id = any(touched) order by a.id for no key update;
        update assets a set vulnerability_count = a.vulnerability_count + d.delta
          from unnest(touched, deltas) as d(asset_id, delta) where a.id = d.asset_id;
        return null;
      end $$;
      create trigger vulnerabilities_count_added after insert on vulnerabilities
        referencing new table as new_rows for each statement execute function keep_vulnerability_count();
      create trigger vulnerabilities_count_changed after update on vulnerabilities
        referencing old table as old_rows new table as new_rows for each statement execute function keep_vulnerability_count();
      create trigger vulnerabilities_count_removed after delete on vulnerabilities
        referencing old table as old_rows for each statement execute function keep_vulnerability_count();
      create trigger vulnerabilities_count_emptied after truncate on vulnerabilities
        for each statement execute function keep_vulnerability_count();

      -- An asset that moves to another environment takes its vulnerabilities along, and one that is removed too.
      create function lead_vulnerabilities() returns trigger language plpgsql as $$
      begin
        if new.environment <> old.environment then
          update vulnerabilities set environment = new.environment where asset_id = new.id and deleted_at is null;
        end if;
        if new.deleted_at is not null and old.deleted_at is null then
          update vulnerabilities set deleted_at = new.deleted_at where asset_id = new.id and deleted_at is null;
        end if;
        return null;
      end $$;
      create trigger assets_lead_vulnerabilities after update of environment, deleted_at on assets
        for each row execute function lead_vulnerabilities();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger assets_lead_vulnerabilities on assets;
      drop table vulnerabilities;
      drop function lead_vulnerabilities, keep_vulnerability_count, is_vulnerability_counted, place_vulnerability;
    `);
  }
}
