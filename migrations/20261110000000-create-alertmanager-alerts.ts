import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which alert of an Alertmanager opened which incident. */
export class CreateAlertmanagerAlerts20261110000000 implements MigrationInterface {
  name = 'CreateAlertmanagerAlerts20261110000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for each alert, whatever it is up to: the occurrence that is known last, and its incident.
      create table alertmanager_alerts (
        environment text not null check (environment in ('production', 'staging', 'development')),
        fingerprint text not null,
        starts_at timestamptz(3) not null,
        -- Null while it fires.
        ends_at timestamptz(3),
        -- When the request came in that the state is from, by the server's clock.
        heard_at timestamptz(3) not null,
        incident_id uuid references incidents (id) on delete cascade,
        -- What of the incident was written as the alert says it.
        said jsonb not null,
        primary key (environment, fingerprint)
      );
      create index alertmanager_alerts_incident_idx on alertmanager_alerts (incident_id);
      create index alertmanager_alerts_heard_idx on alertmanager_alerts (heard_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table alertmanager_alerts');
  }
}
