import type { AlertNotice } from '../index';

/** One line, e.g. `[resolved] cpu_usage is 97 (> 90) on web-1`. */
export const headline = ({ action, severity, title }: AlertNotice): string =>
  `[${action === 'resolved' ? 'resolved' : severity}] ${title}`;

/** What else there is to say, as pairs of a name and a value. */
export function particulars(notice: AlertNotice): [name: string, value: string][] {
  const all: [string, string | null][] = [
    ['Severity', notice.severity],
    ['Environment', notice.environment],
    ['Metric', notice.metric_name],
    ['Value', `${notice.value} (threshold: ${notice.operator} ${notice.threshold_value})`],
    ['Service', notice.service],
    ['Host', notice.host],
    ['Time', notice.occurred_at],
    ['Alert', notice.alert_id],
  ];
  return all.filter((pair): pair is [string, string] => pair[1] !== null);
}
