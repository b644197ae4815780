import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Assets, found by any part of their name or address. */
export class CreateAssets20261106000000 implements MigrationInterface {
  name = 'CreateAssets20261106000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists pg_trgm;

      create table assets (
        id uuid primary key default gen_random_uuid(),
        hostname text not null,
        ip_address inet not null check (ip_address = host(ip_address)::inet),
        asset_type text not null
          check (asset_type in ('server', 'container', 'database', 'load_balancer', 'storage', 'network_device')),
        environment text not null check (environment in ('production', 'staging', 'development')),
        status text not null default 'active' check (status in ('active', 'inactive', 'maintenance', 'decommissioned')),
        os text,
        os_version text,
        owner text,
        tags text[],
        metadata jsonb,
        last_scanned_at timestamptz(3),
        -- Kept by the vulnerabilities: open and in progress ones.
        vulnerability_count integer not null default 0 check (vulnerability_count >= 0),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1
      )
      -- The count changes often: room for its new rows beside the old ones, and no index on it, so that the many indexes
      -- below need not be told.
      with (fillfactor = 85);
      -- DNS knows no upper case.
      create unique index assets_hostname_key on assets (environment, lower(hostname)) where deleted_at is null;
      create index assets_created_idx on assets (created_at desc, id desc) where deleted_at is null;
      create index assets_kind_idx on assets (environment, asset_type, status, created_at desc, id desc) where deleted_at is null;
      create index assets_name_idx on assets (lower(hostname), id) where deleted_at is null;
      create index assets_owner_idx on assets (owner, created_at desc, id desc) where deleted_at is null;
      create index assets_network_idx on assets using gist (ip_address inet_ops) where deleted_at is null;
      create index assets_tags_idx on assets using gin (tags);
      create index assets_fragments_idx on assets using gin (
        lower(hostname) gin_trgm_ops, host(ip_address) gin_trgm_ops, lower(os) gin_trgm_ops, lower(owner) gin_trgm_ops)
        where deleted_at is null;
      create trigger assets_touch before update on assets for each row execute function touch_row();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // The extension stays: it may have been there before, and others may use it.
    await runner.query('drop table assets');
  }
}
