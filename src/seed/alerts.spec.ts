import { describe, expect, it } from '@jest/globals';
import { NOW, TIMES } from '../../test/support/demo-times';
import { crosses, type Operator } from '../infra/thresholds';
import { demoAccounts } from './accounts';
import { createThresholds } from './alert-rules';
import { type AlertRow, createAlerts } from './alerts';
import { DAY } from './durations';
import { createMetrics } from './metrics';
import { SEVERITIES } from './scenarios';

describe('demo alerts', () => {
  const rulesAt = (time: string) => createThresholds(new Date(time), demoAccounts(new Date(time)));
  const alertsAt = (time: string): AlertRow[] =>
    createAlerts(new Date(time), demoAccounts(new Date(time)), rulesAt(time));

  it('and their thresholds are the same on every run', () => {
    expect(rulesAt(TIMES[0])).toEqual(rulesAt(TIMES[0]));
    expect(alertsAt(TIMES[0])).toEqual(alertsAt(TIMES[0]));
  });

  it('come from thresholds of every metric_type and severity, one of them disabled', () => {
    const rules = rulesAt(TIMES[0]);
    expect(rules.length).toBeGreaterThanOrEqual(6);
    expect(new Set(rules.map(({ metric_type }) => metric_type)).size).toBe(4);
    expect(new Set(rules.map(({ severity }) => severity))).toEqual(new Set(SEVERITIES));
    expect(rules.filter(({ enabled }) => !enabled)).toHaveLength(1);
    const names = new Set(createMetrics(NOW).map(({ metric_name }) => metric_name));
    expect(rules.filter(({ metric_name }) => names.has(metric_name)).length).toBeGreaterThanOrEqual(6);
  });

  it.each(TIMES)('are twelve weeks of history in every state at %s, each open once', (time) => {
    const alerts = alertsAt(time);
    expect(alerts.length).toBeGreaterThanOrEqual(30);
    expect(new Set(alerts.map(({ status }) => status)).size).toBe(3);
    expect(+alerts.at(-1)!.triggered_at - +alerts[0].triggered_at).toBeGreaterThan(42 * DAY);
    const open = alerts.filter(({ status }) => status !== 'resolved');
    expect(new Set(open.map((row) => row.threshold_id + row.series)).size).toBe(open.length);
    expect(new Set(alerts.map(({ resolved_by }) => resolved_by !== null)).size).toBe(2);
    const spikes = alerts.filter((row) => +new Date(time) - +row.triggered_at < DAY / 6);
    expect(new Set(spikes.map(({ metric_name }) => metric_name))).toEqual(
      new Set(['cpu_usage', 'request_latency_p95', 'error_rate']),
    );
  });

  it.each(TIMES)('have times at %s that fit their state, and values beyond their threshold', (time) => {
    const rules = new Map(rulesAt(time).map((rule) => [rule.id, rule]));
    for (const alert of alertsAt(time)) {
      const { triggered_at, acknowledged_at, resolved_at, updated_at, status, value, operator } = alert;
      const moments = [
        rules.get(alert.threshold_id)!.created_at,
        triggered_at,
        acknowledged_at ?? triggered_at,
        updated_at,
        new Date(time),
      ].map(Number);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      expect(resolved_at !== null).toBe(status === 'resolved');
      if (resolved_at) expect(+resolved_at).toBe(+updated_at);
      expect(acknowledged_at === null && status === 'acknowledged').toBe(false);
      expect([alert.message, crosses(operator as Operator, value, alert.threshold_value)]).toEqual([
        alert.message,
        true,
      ]);
      expect(alert.message).toContain(alert.metric_name);
    }
  });
});
