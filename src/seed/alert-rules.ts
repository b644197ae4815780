import type { Account } from './accounts';
import type { SeedTable } from './bulk-insert';
import { DAY, HOUR } from './durations';
import { Random } from './random';
import type { Severity } from './scenarios';

export interface ThresholdRow {
  readonly id: string;
  readonly metric_name: string;
  readonly metric_type: 'infrastructure' | 'application' | 'security' | 'cost';
  readonly operator: '>' | '<' | '>=' | '<=' | '==' | '!=';
  readonly threshold_value: number;
  readonly severity: Severity;
  readonly environment: 'production' | 'staging' | 'development' | 'all';
  readonly enabled: boolean;
  readonly notification_channels: ('email' | 'slack' | 'webhook' | 'pagerduty')[];
  readonly cooldown_minutes: number;
  readonly description: string | null;
  readonly created_by: string;
  readonly created_by_id: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const THRESHOLDS: SeedTable<ThresholdRow> = {
  name: 'thresholds',
  columns: {
    id: 'uuid',
    metric_name: 'text',
    metric_type: 'text',
    operator: 'text',
    threshold_value: 'float8',
    severity: 'text',
    environment: 'text',
    enabled: 'boolean',
    notification_channels: 'text[]',
    cooldown_minutes: 'integer',
    description: 'text',
    created_by: 'text',
    created_by_id: 'uuid',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
};

type Rule = Omit<ThresholdRow, 'id' | 'created_by' | 'created_by_id' | 'created_at' | 'updated_at'>;

/** Most of them are for metrics of the demo data. */
const RULES: readonly Rule[] = [
  {
    ...{ metric_name: 'cpu_usage', metric_type: 'infrastructure', operator: '>', threshold_value: 90 },
    ...{ severity: 'high', environment: 'production', enabled: true, cooldown_minutes: 15 },
    notification_channels: ['email', 'slack'],
    description: 'Close to saturation: add a machine or find out what is running.',
  },
  {
    ...{ metric_name: 'memory_usage', metric_type: 'infrastructure', operator: '>=', threshold_value: 85 },
    ...{ severity: 'high', environment: 'production', enabled: true, cooldown_minutes: 30 },
    notification_channels: ['slack'],
    description: 'The kernel begins to kill processes soon after.',
  },
  {
    ...{ metric_name: 'disk_usage', metric_type: 'infrastructure', operator: '>', threshold_value: 75 },
    ...{ severity: 'medium', environment: 'all', enabled: true, cooldown_minutes: 360 },
    notification_channels: ['email'],
    description: 'Clean up or grow the volume this week.',
  },
  {
    ...{ metric_name: 'disk_usage', metric_type: 'infrastructure', operator: '>', threshold_value: 60 },
    ...{ severity: 'low', environment: 'all', enabled: true, cooldown_minutes: 1440 },
    notification_channels: [],
    description: 'Worth a look at how fast it grows.',
  },
  {
    ...{
      metric_name: 'request_latency_p95',
      metric_type: 'application',
      operator: '>',
      threshold_value: 500,
    },
    ...{ severity: 'critical', environment: 'production', enabled: true, cooldown_minutes: 10 },
    notification_channels: ['pagerduty', 'slack'],
    description: 'Customers notice: payments begin to time out at two seconds.',
  },
  {
    ...{ metric_name: 'error_rate', metric_type: 'application', operator: '>', threshold_value: 2 },
    ...{ severity: 'critical', environment: 'production', enabled: true, cooldown_minutes: 10 },
    notification_channels: ['pagerduty', 'email'],
    description: null,
  },
  {
    ...{ metric_name: 'consumer_lag', metric_type: 'application', operator: '>', threshold_value: 5_000 },
    ...{ severity: 'medium', environment: 'production', enabled: true, cooldown_minutes: 20 },
    notification_channels: ['slack'],
    description: 'Reports and e-mails are late by minutes.',
  },
  {
    ...{ metric_name: 'requests_per_second', metric_type: 'application', operator: '<', threshold_value: 5 },
    ...{ severity: 'high', environment: 'production', enabled: true, cooldown_minutes: 15 },
    notification_channels: ['pagerduty'],
    description: 'Hardly any traffic arrives: is the way to us open?',
  },
  {
    ...{ metric_name: 'failed_logins', metric_type: 'security', operator: '>=', threshold_value: 200 },
    ...{ severity: 'high', environment: 'production', enabled: false, cooldown_minutes: 60 },
    notification_channels: ['email'],
    description: 'Switched off until the penetration test is over.',
  },
  {
    ...{ metric_name: 'daily_cost', metric_type: 'cost', operator: '>', threshold_value: 1_200 },
    ...{ severity: 'low', environment: 'all', enabled: true, cooldown_minutes: 1440 },
    notification_channels: ['email'],
    description: 'A fifth above what was planned for a day.',
  },
];

/** Rules that an admin made before the first alert of the demo data. */
export function createThresholds(now: Date, accounts: readonly Account[]): ThresholdRow[] {
  const random = new Random('thresholds');
  const author = accounts.find(({ role }) => role === 'admin') ?? accounts[0];
  return RULES.map((rule, index) => {
    const created_at = new Date(now.getTime() - 86 * DAY + index * HOUR);
    const { id: created_by_id, name: created_by } = author;
    return { ...rule, id: random.uuid(), created_by, created_by_id, created_at, updated_at: created_at };
  });
}
