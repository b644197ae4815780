import { hash } from '@node-rs/argon2';
import type { Client } from 'pg';
import { AUDIT_LOGS, OUTBOX } from './baselines/incident';

export const INCIDENTS = 100_000;
export const ACCOUNT = { email: 'bench@example.com', password: 'measure-me-1234', name: 'Bench' };

/** Titles of about 60 characters, descriptions of about 200; every status and environment equally often, in all pairs. */
const FILL = `
  insert into incidents (title, description, severity, status, squad, environment, created_at, updated_at, resolved_at,
    assignee, tags, affected_services, root_cause, resolution)
  select
    initcap(s.symptom) || ' in ' || s.service || ' since deployment ' || g || ' of the week',
    'The on-call engineer was paged because ' || s.service || ' showed ' || s.symptom || '. Dashboards confirm it for ' ||
      (g % 97) || ' minutes on ' || (g % 13 + 1) || ' nodes; customers of region ' || (g % 7) || ' see failed requests and slow pages.',
    (array['critical', 'high', 'medium', 'low'])[g % 4 + 1],
    s.status,
    (array['platform', 'payments', 'data', 'identity', 'mobile'])[g % 5 + 1],
    (array['production', 'staging', 'development'])[g % 3 + 1],
    s.at,
    s.at + interval '9 minutes',
    case when s.done then s.at + interval '3 hours' end,
    case when g % 3 > 0 then 'engineer' || g % 40 || '@example.com' end,
    case when g % 2 = 0 then array['auto', 'week-' || g % 52] end,
    array[s.service, 'gateway'],
    case when s.done then 'A connection pool of ' || s.service || ' ran empty after a retry storm.' end,
    case when s.done then 'Rolled back and raised the limit of the pool.' end
  from generate_series(1, $1::int) g,
    lateral (select
      (array['checkout-api', 'ledger-service', 'search-index', 'login-service', 'billing-worker', 'media-store'])[g % 6 + 1] as service,
      (array['elevated error rate', 'rising latency', 'memory growth', 'failing health checks', 'queue backlog'])[g % 5 + 1] as symptom,
      (array['open', 'investigating', 'resolved', 'closed'])[g / 3 % 4 + 1] as status,
      g / 3 % 4 > 1 as done,
      date_trunc('milliseconds', now()) - ($1::int - g + 1) * interval '77 seconds' as at) s`;

/** 100,000 incidents, an account to log in with, and the baselines' own outbox and audit log. */
export async function fill(client: Client): Promise<void> {
  const password = await hash(ACCOUNT.password);
  await client.query(
    `insert into users (name, email, role, team, password_hash) values ($1, $2, 'engineer', 'platform', $3)`,
    [ACCOUNT.name, ACCOUNT.email, password],
  );
  await client.query(FILL, [INCIDENTS]);
  await client.query(`create table ${OUTBOX} (like events including all)`);
  await client.query(`create table ${AUDIT_LOGS} (like audit_logs including all)`);
  await client.query('vacuum analyze');
  // So that the checkpoint of all this does not fall into a round. Not every account may ask for one.
  await client.query('checkpoint').catch(() => undefined);
}
