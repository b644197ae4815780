import type { PoolClient } from 'pg';
import type { Account } from './accounts';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { DAY, MINUTE } from './durations';
import { Random } from './random';

export interface ReportRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly format: 'pdf' | 'html' | 'json';
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly asked_period: { readonly start?: string; readonly end?: string };
  readonly environment: string | null;
  readonly generated_by: string;
  readonly user_id: string;
  readonly generated_at: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const REPORTS: SeedTable<ReportRow> = {
  name: 'reports',
  columns: {
    ...{ id: 'uuid', name: 'text', type: 'text', format: 'text', parameters: 'jsonb', asked_period: 'jsonb' },
    ...{ environment: 'text', generated_by: 'text', user_id: 'uuid' },
    ...{ generated_at: 'timestamptz', created_at: 'timestamptz', updated_at: 'timestamptz' },
  },
};

type Draft = Pick<ReportRow, 'name' | 'type' | 'format'> &
  Partial<Pick<ReportRow, 'parameters' | 'asked_period' | 'environment'>>;

const daysBefore = (now: Date, days: number): string =>
  new Date(Math.floor(now.getTime() / DAY) * DAY - days * DAY).toISOString();

function lastMonth(now: Date): ReportRow['asked_period'] {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const [start, end] = [month - 1, month].map((index) => new Date(Date.UTC(year, index, 1)).toISOString());
  return { start, end };
}

/**
 * Reports that have been asked for and that nobody has begun: once the server runs, its own maker makes them, some seconds
 * after the start. The last one fails, as its template is not there any more.
 */
export function createReports(now: Date, accounts: readonly Account[], templateId: string): ReportRow[] {
  const random = new Random('reports');
  const authors = accounts.filter(({ role }) => role !== 'viewer');
  const drafts: Draft[] = [
    { name: 'Incidents of the last 30 days', type: 'incident_summary', format: 'pdf' },
    {
      ...{
        name: 'Production incidents since last week',
        type: 'incident_summary',
        format: 'html',
        environment: 'production',
      },
      ...{ parameters: { environment: 'production', top: 5 }, asked_period: { start: daysBefore(now, 7) } },
    },
    { name: 'SLA of all squads, 12 weeks', type: 'sla_report', format: 'pdf' },
    {
      name: 'SLA of Payments, 8 weeks',
      type: 'sla_report',
      format: 'json',
      parameters: { squad: 'Payments', weeks: 8 },
    },
    {
      name: 'Vulnerabilities and accepted risks',
      type: 'vulnerability_report',
      format: 'html',
      parameters: { expiring_within_days: 60 },
    },
    { name: 'Cloud costs of last month', type: 'cost_report', format: 'pdf', asked_period: lastMonth(now) },
    {
      name: 'Weekly operations review',
      type: 'custom',
      format: 'html',
      parameters: { template_id: templateId },
    },
    {
      name: 'Quarterly audit figures',
      type: 'custom',
      format: 'pdf',
      parameters: { template_id: random.uuid() },
    },
  ];
  return drafts.map(({ parameters = {}, asked_period = {}, environment = null, ...draft }, at) => {
    const author = authors[at % authors.length];
    // Long enough ago for the maker to see that nobody will come back for them.
    const asked = new Date(now.getTime() - (40 - 4 * at) * MINUTE);
    return {
      ...{ id: random.uuid(), ...draft, parameters, asked_period, environment },
      ...{
        generated_by: author.name,
        user_id: author.id,
        generated_at: asked,
        created_at: asked,
        updated_at: asked,
      },
    };
  });
}

/** Stores them; after the templates, of which they use one. Gives how many. */
export async function addReports(
  client: PoolClient,
  now: Date,
  accounts: readonly Account[],
): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `select id from report_templates where name = 'Weekly operations review' and deleted_at is null`,
  );
  return bulkInsert(client, REPORTS, createReports(now, accounts, rows[0].id));
}
