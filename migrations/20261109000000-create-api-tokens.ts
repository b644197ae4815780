import type { MigrationInterface, QueryRunner } from 'typeorm';

/** API tokens, of which the database knows the hash alone. */
export class CreateApiTokens20261109000000 implements MigrationInterface {
  name = 'CreateApiTokens20261109000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table api_tokens (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
        token_preview text not null,
        scopes text[] not null check (cardinality(scopes) > 0),
        environment text check (environment in ('production', 'staging', 'development')),
        user_id uuid not null references users (id) on delete cascade,
        created_by text not null,
        -- The token it was made with: who ends that one ends this one, too.
        parent_id uuid references api_tokens (id) on delete cascade,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        revoked_at timestamptz(3),
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (setweight(to_tsvector('english', name), 'A')) stored
      );
      create index api_tokens_created_idx on api_tokens (created_at desc, id desc) where deleted_at is null;
      create index api_tokens_user_idx on api_tokens (user_id);
      create index api_tokens_parent_idx on api_tokens (parent_id);
      create index api_tokens_search_idx on api_tokens using gin (search);
      -- Not on last_used_at: using a token must not make anybody's If-Match fail.
      create trigger api_tokens_touch before update of name, scopes, environment, expires_at, revoked_at, deleted_at
        on api_tokens for each row execute function touch_row();
      create trigger api_tokens_tell_access
        after update of token_hash, scopes, environment, user_id, expires_at, revoked_at, deleted_at
        on api_tokens for each row execute function tell_access_change();
      create trigger api_tokens_tell_removal after delete on api_tokens
        for each row execute function tell_access_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table api_tokens');
  }
}
