import { type Severity } from '../incidents';
import type { Point } from '../metrics';
import type { AlertNotice, NotificationPayload } from '../notifications';
import type { Rule } from '../thresholds';
import type { Alert } from './alert.entity';

/** One line for people. */
export function messageOf(rule: Rule, point: Point): string {
  const value = `${point.value} ${point.unit}`.trim();
  const place = [point.service, point.host].filter((part) => part !== null).join(' ');
  const words = `${point.metric_name} is ${value} (${rule.operator} ${rule.threshold_value})${place && ` on ${place}`} in ${point.environment}`;
  return words.replaceAll(/\s+/g, ' ');
}

/** @param value the latest one that is known */
export function noticeOf(
  alert: Alert,
  action: AlertNotice['action'],
  value: number,
  description: string | null,
): AlertNotice {
  const { severity, environment, metric_name, service, host, operator, threshold_value } = alert;
  const occurred = action === 'resolved' ? alert.resolved_at : alert.triggered_at;
  return {
    alert_id: alert.id,
    action,
    title: action === 'resolved' ? `Resolved: ${alert.message}` : alert.message,
    ...{ severity, environment, metric_name, service, host, value, operator, threshold_value, description },
    occurred_at: (occurred ?? alert.triggered_at).toISOString(),
  };
}

const PRIORITIES: Readonly<Record<Severity, NotificationPayload['priority']>> = {
  critical: 'urgent',
  high: 'high',
  medium: 'normal',
  low: 'low',
};

/** The notice on the screen of the rule's author. Good news is never urgent. */
export function payloadOf(alert: Alert, { action, title, value }: AlertNotice): NotificationPayload {
  const { severity, status, environment, metric_name, service, host, threshold_id } = alert;
  const isResolved = action === 'resolved';
  const isSevere = severity === 'critical' || severity === 'high';
  return {
    title: isResolved ? `Alert resolved: ${metric_name}` : `${severity} alert: ${metric_name}`,
    message: isResolved && alert.note !== null ? `${title}\n${alert.note}` : title,
    type: isResolved ? 'success' : isSevere ? 'error' : 'warning',
    priority: isResolved && isSevere ? 'normal' : PRIORITIES[severity],
    metadata: {
      ...{
        alert_id: alert.id,
        threshold_id,
        severity,
        status,
        environment,
        metric_name,
        service,
        host,
        value,
      },
    },
  };
}
