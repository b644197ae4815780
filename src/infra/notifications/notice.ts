import type { Environment } from '../../core/fields';
import type { Severity } from '../incidents';

export const NotificationChannel = {
  email: 'email',
  slack: 'slack',
  webhook: 'webhook',
  pagerduty: 'pagerduty',
} as const;
export type NotificationChannel = (typeof NotificationChannel)[keyof typeof NotificationChannel];

/** What is told to the outside of an alert. */
export interface AlertNotice {
  readonly alert_id: string;
  readonly action: 'triggered' | 'resolved';
  /** One line, e.g. `cpu_usage is 97 (> 90) on web-1`. */
  readonly title: string;
  readonly severity: Severity;
  readonly environment: Environment;
  readonly metric_name: string;
  readonly service: string | null;
  readonly host: string | null;
  readonly value: number;
  readonly operator: string;
  readonly threshold_value: number;
  readonly description: string | null;
  /** ISO 8601. */
  readonly occurred_at: string;
}

/** The Types' NotificationPayload. */
export interface NotificationPayload {
  readonly title: string;
  readonly message: string;
  readonly type: 'info' | 'success' | 'warning' | 'error';
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  readonly actionUrl?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}
