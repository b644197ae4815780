import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people see of their sessions, and whether an account is disabled, as a column that lists can filter by. */
export class ShowSessionsAndDisabledUsers20261109000010 implements MigrationInterface {
  name = 'ShowSessionsAndDisabledUsers20261109000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table users add column disabled boolean not null generated always as (disabled_at is not null) stored;

      alter table sessions add column last_seen_at timestamptz(3);
      -- Not on last_seen_at: to be used is no change.
      drop trigger sessions_touch on sessions;
      update sessions set last_seen_at = updated_at;
      alter table sessions alter column last_seen_at set not null, alter column last_seen_at set default now();
      create trigger sessions_touch before update of expires_at, ended_at on sessions
        for each row execute function touch_row();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger sessions_touch on sessions;
      create trigger sessions_touch before update on sessions for each row execute function touch_row();
      alter table sessions drop column last_seen_at;
      alter table users drop column disabled;
    `);
  }
}
