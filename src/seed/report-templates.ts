import type { PoolClient } from 'pg';
import type { Account } from './accounts';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { DAY, HOUR } from './durations';
import { Random } from './random';
import { MONTHLY_COST, POST_INCIDENT, SECURITY_BOARD, WEEKLY_OPERATIONS } from './report-templates-texts';
import { SQUADS } from './scenarios';

interface FieldRow {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'date' | 'select' | 'boolean';
  readonly required: boolean;
  readonly default_value: string | number | boolean | null;
  readonly options: readonly string[] | null;
  readonly validation: string | null;
}

export interface TemplateRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly template_content: string;
  readonly default_parameters: object | null;
  readonly fields: readonly FieldRow[];
  readonly created_by: string;
  readonly created_by_id: string;
  readonly schedule_cron: string | null;
  readonly schedule_timezone: string | null;
  readonly schedule_format: string | null;
  readonly schedule_period: string | null;
  readonly schedule_parameters: object | null;
  readonly schedule_enabled: boolean;
  readonly next_run_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const REPORT_TEMPLATES: SeedTable<TemplateRow> = {
  name: 'report_templates',
  columns: {
    ...{ id: 'uuid', name: 'text', type: 'text', description: 'text', template_content: 'text' },
    ...{ default_parameters: 'jsonb', fields: 'jsonb', created_by: 'text', created_by_id: 'uuid' },
    ...{ schedule_cron: 'text', schedule_timezone: 'text', schedule_format: 'text', schedule_period: 'text' },
    ...{ schedule_parameters: 'jsonb', schedule_enabled: 'boolean', next_run_at: 'timestamptz' },
    ...{ created_at: 'timestamptz', updated_at: 'timestamptz' },
  },
};

const field = (name: string, label: string, more: Partial<FieldRow> = {}): FieldRow => ({
  ...{ name, label, type: 'text', required: false, default_value: null, options: null, validation: null },
  ...more,
});
const squad = field('squad', 'Only this squad', { type: 'select', options: SQUADS });
const environment = field('environment', 'Only this environment', {
  type: 'select',
  options: ['production', 'staging', 'development'],
});

const UNSCHEDULED = {
  ...{ schedule_cron: null, schedule_timezone: null, schedule_format: null, schedule_period: null },
  ...{ schedule_parameters: null, schedule_enabled: true, next_run_at: null, default_parameters: null },
};

const TEMPLATES = [
  {
    ...{
      ...UNSCHEDULED,
      name: 'Weekly operations review',
      type: 'custom',
      template_content: WEEKLY_OPERATIONS,
    },
    description: 'For the meeting on Monday morning: the calendar week before.',
    fields: [field('focus', 'Focus of this week', { validation: '.{3,200}' }), environment],
    ...{ schedule_cron: '0 7 * * 1', schedule_timezone: 'UTC', schedule_format: 'pdf' },
    ...{ schedule_period: 'previous_week', schedule_parameters: { environment: 'production' } },
  },
  {
    ...{ ...UNSCHEDULED, name: 'Monthly cost letter', type: 'cost_report', template_content: MONTHLY_COST },
    description: 'What the cloud has cost, in words for those who pay for it.',
    default_parameters: { signature: 'The FinOps team' },
    fields: [
      field('greeting', 'Greeting', { default_value: 'Dear all' }),
      field('signature', 'Signed by', { required: true }),
      field('top', 'Services to name', { type: 'number', default_value: 8, validation: '1..20' }),
    ],
  },
  {
    ...{
      ...UNSCHEDULED,
      name: 'Security board',
      type: 'vulnerability_report',
      template_content: SECURITY_BOARD,
    },
    description: 'One page for the board: what is open, what was accepted, where it is worst.',
    fields: [
      field('decisions', 'Decisions asked for'),
      field('expiring_within_days', 'Accepted risks that expire within days', {
        ...{ type: 'number', default_value: 45, validation: '1..365' },
      }),
      environment,
    ],
  },
  {
    ...{
      ...UNSCHEDULED,
      name: 'Post-incident review',
      type: 'incident_summary',
      template_content: POST_INCIDENT,
    },
    description: 'What happened, what we change, and how common it is.',
    fields: [
      field('incident', 'Incident', { required: true, validation: 'INC-[1-9][0-9]*.*' }),
      field('reviewed_on', 'Day of the review', { type: 'date', required: true, validation: '2020-01-01..' }),
      field('lead', 'Led by', { required: true }),
      field('customers_noticed', 'Customers were affected', { type: 'boolean', default_value: true }),
      field('what_happened', 'What happened', { required: true }),
      field('what_we_change', 'What we change'),
      squad,
    ],
  },
] as const;

/** Templates that the first admin has written in the weeks before; one of them is scheduled. */
export function createReportTemplates(now: Date, accounts: readonly Account[]): TemplateRow[] {
  const random = new Random('report templates');
  const author = accounts.find(({ role }) => role === 'admin') ?? accounts[0];
  return TEMPLATES.map((template, index) => {
    const created_at = new Date(now.getTime() - (8 - index) * 7 * DAY - random.integer(1, 5) * HOUR);
    return {
      ...{ id: random.uuid(), ...template, created_at, updated_at: created_at },
      ...{ created_by: author.name, created_by_id: author.id },
      next_run_at: template.schedule_cron === null ? null : nextMonday(now),
    };
  });
}

/** At seven in the morning, as the schedule says. */
function nextMonday(now: Date): Date {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const days = (8 - new Date(today).getUTCDay()) % 7;
  const monday = today + days * DAY + 7 * HOUR;
  return new Date(monday > now.getTime() ? monday : monday + 7 * DAY);
}

/** Stores them. Gives how many. */
export const addReportTemplates = (
  client: PoolClient,
  now: Date,
  accounts: readonly Account[],
): Promise<number> => bulkInsert(client, REPORT_TEMPLATES, createReportTemplates(now, accounts));
