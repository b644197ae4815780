import type { Pool, PoolClient } from 'pg';
import { loadShippedCatalogue } from '../secops/mitre';
import { type Account, demoAccounts, USERS } from './accounts';
import { ALERTS, createAlerts } from './alerts';
import { createThresholds, THRESHOLDS } from './alert-rules';
import { ASSETS, createAssets } from './assets';
import { createAuditTrail } from './audit-trail';
import { AUDIT_LOGS } from './audit-row';
import { addBudgets } from './budgets';
import { bulkInsert } from './bulk-insert';
import { createDetections, DETECTIONS } from './detections';
import { COSTS, createCosts } from './costs';
import { addCredits } from './credits';
import { createEvidence, EVIDENCE } from './evidence';
import { addExecutions } from './executions';
import { createIncidents, INCIDENTS, type SeedIncident } from './incidents';
import { addMetrics } from './metrics';
import { addRecommendations } from './recommendations';
import { addReportTemplates } from './report-templates';
import { addReports } from './reports';
import { addSops } from './sops';
import { createTasks, TASKS } from './tasks';
import { addTokens } from './tokens';
import { createVulnerabilities, VULNERABILITIES } from './vulnerabilities';

export interface SeedOptions {
  /** How many times 125 incidents there shall be. Above 1, missing ones are added to a database that has data. */
  readonly scale?: number;
  readonly now?: Date;
  /** The password of all demo accounts. */
  readonly password?: string;
  readonly hash: (password: string) => Promise<string>;
  readonly log?: (line: string) => void;
  /** Gives the id of an audit row the proof that a server wrote it. */
  readonly proveAuditId?: (id: string) => string;
}

/** How many rows were added. */
export interface SeedCounts {
  readonly users: number;
  readonly incidents: number;
  readonly evidence: number;
  readonly tasks: number;
  readonly metrics: number;
  readonly thresholds: number;
  readonly alerts: number;
  readonly assets: number;
  readonly vulnerabilities: number;
  readonly mitre_detections: number;
  readonly costs: number;
  readonly credits: number;
  readonly budgets: number;
  readonly recommendations: number;
  readonly report_templates: number;
  readonly reports: number;
  readonly sops: number;
  readonly sop_executions: number;
  readonly api_tokens: number;
  readonly audit_logs: number;
}

export const INCIDENTS_PER_SCALE = 125;
/** Of many incidents only the newest, which people look at, get evidence and a trail; others get neither evidence nor a trail of their changes. */
const DETAILED = 2000;
/** Only one instance seeds at a time. */
const LOCK = 7205759403792795n;

const NOTHING: SeedCounts = {
  ...{ users: 0, incidents: 0, evidence: 0, tasks: 0, metrics: 0, thresholds: 0, alerts: 0 },
  ...{ assets: 0, vulnerabilities: 0, mitre_detections: 0 },
  ...{
    costs: 0,
    credits: 0,
    budgets: 0,
    recommendations: 0,
    report_templates: 0,
    reports: 0,
    sops: 0,
    sop_executions: 0,
    api_tokens: 0,
  },
  audit_logs: 0,
};

/** Fills an empty database with demo data: all of it or nothing. The same `now` and scale give the same data. */
export async function seed(pool: Pool, options: SeedOptions): Promise<SeedCounts> {
  const { scale = 1, log = () => undefined } = options;
  if (!Number.isInteger(scale) || scale < 1)
    throw new RangeError(`scale must be a whole number from 1, not ${scale}`);
  const client = await pool.connect();
  // The pool listens only to connections that it holds; unheard, a lost one would end the process.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [String(LOCK)]);
    const counts = await fill(client, options, scale);
    await client.query('commit');
    if (counts === NOTHING) return counts;
    await client.query(
      'analyze users, incidents, evidence, tasks, metrics, metrics_latest, thresholds, alerts, assets, vulnerabilities, mitre_techniques, mitre_detections, costs, cost_days, credits, budgets, recommendations, report_templates, reports, sops, sop_versions, sop_executions, sop_execution_steps, api_tokens, audit_logs',
    );
    const words = Object.entries(counts).map(([table, count]) => `${count} ${table}`);
    log(`demo data added: ${words.join(', ')}`);
    return counts;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

async function fill(client: PoolClient, options: SeedOptions, scale: number): Promise<SeedCounts> {
  const now = options.now ?? new Date();
  const present = await existing(client);
  const isEmpty = present.users === 0;
  const count = scale * INCIDENTS_PER_SCALE - present.incidents;
  if (!isEmpty && (scale === 1 || count <= 0 || present.accounts.length === 0)) return NOTHING;

  const accounts = isEmpty ? demoAccounts(now) : present.accounts;
  const stream = `incidents:${present.incidents}`;
  const incidents = createIncidents({ count: Math.max(count, 0), now, accounts, stream });

  const users = isEmpty ? await addAccounts(client, accounts, options) : 0;
  await bulkInsert(
    client,
    INCIDENTS,
    incidents.map((incident) => incident.row),
  );
  const evidence = createEvidence(incidents.slice(-DETAILED), accounts, `evidence:${stream}`);
  await bulkInsert(client, EVIDENCE, evidence);
  const tasks = isEmpty ? await bulkInsert(client, TASKS, createTasks(now, accounts)) : 0;
  const metrics = isEmpty ? await addMetrics(client, now) : 0;
  const rules = isEmpty ? createThresholds(now, accounts) : [];
  const thresholds = await bulkInsert(client, THRESHOLDS, rules);
  const alerts = isEmpty ? await bulkInsert(client, ALERTS, createAlerts(now, accounts, rules)) : 0;
  const hosts = isEmpty ? createAssets(now) : [];
  const assets = await bulkInsert(
    client,
    ASSETS,
    hosts.map(({ row }) => row),
  );
  const weaknesses = isEmpty ? createVulnerabilities(now, hosts, accounts) : [];
  const vulnerabilities = await bulkInsert(client, VULNERABILITIES, weaknesses);
  // The application has done so when it starts, but seeding may come first.
  await loadShippedCatalogue(client);
  const sightings = isEmpty ? createDetections(now, hosts) : [];
  const mitre_detections = await bulkInsert(client, DETECTIONS, sightings);
  const costs = isEmpty ? await bulkInsert(client, COSTS, createCosts(now)) : 0;
  const credits = isEmpty ? await addCredits(client, now) : 0;
  // After the costs, which decide how large they are.
  const budgets = isEmpty ? await addBudgets(client, now) : 0;
  const recommendations = isEmpty ? await addRecommendations(client, now) : 0;
  const sops = isEmpty ? await addSops(client, now, accounts) : 0;
  const sop_executions = isEmpty ? await addExecutions(client, now, accounts) : 0;
  const report_templates = isEmpty ? await addReportTemplates(client, now, accounts) : 0;
  const reports = isEmpty ? await addReports(client, now, accounts) : 0;
  const api_tokens = isEmpty ? await addTokens(client, now, accounts) : 0;
  const trail = createAuditTrail({
    incidents,
    numbers: await numbersOf(client, incidents),
    detailed: DETAILED,
    accounts: isEmpty ? accounts : [],
    now,
    stream: `audit:${stream}`,
  });
  const prove = options.proveAuditId ?? ((id: string) => id);
  const proved = trail.map((row) => ({ ...row, id: prove(row.id) }));
  await bulkInsert(client, AUDIT_LOGS, proved);
  return {
    users,
    incidents: incidents.length,
    evidence: evidence.length,
    tasks,
    metrics,
    thresholds,
    alerts,
    assets,
    vulnerabilities,
    mitre_detections,
    costs,
    credits,
    budgets,
    recommendations,
    report_templates,
    reports,
    sops,
    sop_executions,
    api_tokens,
    audit_logs: trail.length,
  };
}

interface Present {
  readonly users: number;
  readonly incidents: number;
  /** Those who can have opened and solved incidents. */
  readonly accounts: readonly Account[];
}

async function existing(client: PoolClient): Promise<Present> {
  const counts = await client.query<{ users: number; incidents: number }>(
    'select (select count(*)::int from users) as users, (select count(*)::int from incidents) as incidents',
  );
  const { rows } = await client.query<Account>(
    `select id, name, email, role, team, "createdAt", "lastLogin" from users where deleted_at is null
      order by "createdAt", id limit 50`,
  );
  return { ...counts.rows[0], accounts: rows };
}

async function addAccounts(
  client: PoolClient,
  accounts: readonly Account[],
  options: SeedOptions,
): Promise<number> {
  const password_hash = await options.hash(options.password ?? 'password123');
  const rows = accounts.map((account) => ({ ...account, password_hash, updated_at: account.createdAt }));
  return bulkInsert(client, USERS, rows);
}

async function numbersOf(
  client: PoolClient,
  incidents: readonly SeedIncident[],
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; jira_id: string }>(
    'select id, jira_id from incidents where id = any($1::uuid[])',
    [incidents.map((incident) => incident.row.id)],
  );
  return new Map(rows.map((row) => [row.id, row.jira_id]));
}
