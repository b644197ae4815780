import { describe, expect, it } from '@jest/globals';
import type { Point } from '../metrics';
import type { Rule } from '../thresholds';
import { messageOf, noticeOf, payloadOf } from './alert-words';
import { Alert } from './alert.entity';

const NOON = new Date('2026-11-02T12:00:00Z');
const RULE: Rule = {
  ...{ id: 'r', metric_name: 'cpu_usage', metric_type: 'infrastructure', operator: '>', threshold_value: 90 },
  ...{ severity: 'critical', environment: 'all', cooldown_minutes: 15, notification_channels: ['email'] },
  ...{ description: 'Add a machine.', created_by_id: null },
};
const POINT: Point = {
  ...{ id: 'p', metric_name: 'cpu_usage', metric_type: 'cpu', value: 97.25, unit: '%' },
  ...{ environment: 'production', service: 'checkout-api', host: 'web-1', timestamp: NOON, tags: null },
};
const alert = (more: Partial<Alert> = {}): Alert =>
  Object.assign(new Alert(), RULE, POINT, {
    ...{ id: 'a', threshold_id: 'r', status: 'active', message: messageOf(RULE, POINT), note: null },
    ...{ triggered_at: NOON, resolved_at: null, ...more },
  });

describe('what people read of an alert', () => {
  it.each<[Partial<Point>, string]>([
    [{}, 'cpu_usage is 97.25 % (> 90) on checkout-api web-1 in production'],
    [{ service: null }, 'cpu_usage is 97.25 % (> 90) on web-1 in production'],
    [{ service: null, host: null }, 'cpu_usage is 97.25 % (> 90) in production'],
    [{ unit: '' }, 'cpu_usage is 97.25 (> 90) on checkout-api web-1 in production'],
    [{ host: 'web\n 1' }, 'cpu_usage is 97.25 % (> 90) on checkout-api web 1 in production'],
  ])('with %j it is one line: %s', (more, line) => {
    expect(messageOf(RULE, { ...POINT, ...more })).toBe(line);
  });

  it('says outside when it began and when it ended, with the value of then', () => {
    expect(noticeOf(alert(), 'triggered', 97.25, 'Add a machine.')).toEqual({
      ...{ alert_id: 'a', action: 'triggered', title: alert().message, severity: 'critical' },
      ...{ environment: 'production', metric_name: 'cpu_usage', service: 'checkout-api', host: 'web-1' },
      ...{ value: 97.25, operator: '>', threshold_value: 90, description: 'Add a machine.' },
      occurred_at: '2026-11-02T12:00:00.000Z',
    });
    const resolved_at = new Date('2026-11-02T13:00:00Z');
    const resolved = alert({ status: 'resolved', resolved_at });
    expect(noticeOf(resolved, 'resolved', 12, null)).toMatchObject({
      ...{ action: 'resolved', title: `Resolved: ${resolved.message}`, value: 12 },
      occurred_at: '2026-11-02T13:00:00.000Z',
    });
  });

  it.each([
    ['critical', 'urgent', 'error', 'normal'],
    ['high', 'high', 'error', 'normal'],
    ['medium', 'normal', 'warning', 'normal'],
    ['low', 'low', 'warning', 'low'],
  ] as const)('a %s one is %s and an %s on the screen; its end is %s', (severity, priority, type, end) => {
    const row = alert({ severity });
    expect(payloadOf(row, noticeOf(row, 'triggered', 97, null))).toMatchObject({
      ...{ title: `${severity} alert: cpu_usage`, message: row.message, priority, type },
      metadata: { alert_id: 'a', threshold_id: 'r', severity, value: 97 },
    });
    const over = alert({ severity, status: 'resolved', resolved_at: NOON, note: 'Scaled out.' });
    expect(payloadOf(over, noticeOf(over, 'resolved', 12, null))).toMatchObject({
      ...{ title: 'Alert resolved: cpu_usage', type: 'success', priority: end },
      message: `Resolved: ${row.message}\nScaled out.`,
      metadata: { status: 'resolved', value: 12 },
    });
  });
});
