import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was told to the outside, to whom, and how it went. */
export class CreateNotificationDeliveries20261105000001 implements MigrationInterface {
  name = 'CreateNotificationDeliveries20261105000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification_deliveries (
        id uuid primary key default gen_random_uuid(),
        -- No foreign key: what was told stays on record whatever becomes of the alert.
        alert_id uuid,
        channel text not null check (channel in ('email', 'slack', 'webhook', 'pagerduty')),
        action text not null check (action in ('triggered', 'resolved')),
        title text not null,
        notice jsonb not null,
        status text not null default 'pending' check (status in ('pending', 'retrying', 'delivered', 'dead')),
        attempts integer not null default 0,
        max_attempts integer not null,
        last_error text,
        response_status integer,
        last_attempt_at timestamptz(3),
        next_attempt_at timestamptz(3),
        delivered_at timestamptz(3),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        version integer not null default 1
      );
      create index notification_deliveries_created_idx on notification_deliveries (created_at desc, id desc)
        where deleted_at is null;
      create index notification_deliveries_status_idx on notification_deliveries (status, created_at desc, id desc)
        where deleted_at is null;
      create index notification_deliveries_alert_idx on notification_deliveries (alert_id, channel)
        where deleted_at is null;
      create index notification_deliveries_due_idx on notification_deliveries (next_attempt_at)
        where status in ('pending', 'retrying') and deleted_at is null;
      create trigger notification_deliveries_touch before update on notification_deliveries
        for each row execute function touch_row();

      create table notification_attempts (
        delivery_id uuid not null references notification_deliveries (id) on delete cascade,
        number integer not null,
        started_at timestamptz(3) not null default clock_timestamp(),
        ms integer,
        outcome text not null default 'unknown' check (outcome in ('unknown', 'delivered', 'failed', 'refused')),
        response_status integer,
        error text,
        primary key (delivery_id, number)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notification_attempts, notification_deliveries');
  }
}
