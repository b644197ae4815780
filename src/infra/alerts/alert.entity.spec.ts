import { describe, expect, it } from '@jest/globals';
import { Alert } from './alert.entity';
import type { AlertStatus } from './alert.enums';
import { AlertAlreadyAcknowledged, AlertAlreadyResolved } from './alert.errors';

const NOON = new Date('2026-11-02T12:00:00Z');
const LATER = new Date('2026-11-02T13:00:00Z');

const alert = (status: AlertStatus = 'active'): Alert =>
  Object.assign(new Alert(), {
    ...{ status, triggered_at: NOON, note: null },
    ...{ acknowledged_at: null, acknowledged_by: null, resolved_at: null, resolved_by: null },
  });

describe('an alert', () => {
  it('is acknowledged once, by somebody, at some time', () => {
    const row = alert();
    row.acknowledge('Somebody', LATER);
    expect(row).toMatchObject({
      status: 'acknowledged',
      acknowledged_by: 'Somebody',
      acknowledged_at: LATER,
      resolved_at: null,
    });
    expect(() => row.acknowledge('Another', LATER)).toThrow(AlertAlreadyAcknowledged);
    expect(row.acknowledged_by).toBe('Somebody');
  });

  it.each(['active', 'acknowledged'] as const)('that is %s can be resolved, and only once', (status) => {
    const row = alert(status);
    row.resolve(null, LATER);
    expect(row).toMatchObject({ status: 'resolved', resolved_by: null, resolved_at: LATER });
    expect(() => row.resolve('Somebody', LATER)).toThrow(AlertAlreadyResolved);
    expect(() => row.acknowledge('Somebody', LATER)).toThrow(AlertAlreadyResolved);
    expect(row.resolved_by).toBeNull();
  });

  it('keeps who acknowledged it when it is resolved', () => {
    const row = alert();
    row.acknowledge('Somebody', NOON);
    row.resolve('Another', LATER);
    expect(row).toMatchObject({ acknowledged_by: 'Somebody', acknowledged_at: NOON, resolved_by: 'Another' });
  });

  it('never ends before it began, whatever the clock says', () => {
    const [one, two] = [alert(), alert()];
    one.resolve(null, new Date(0));
    two.acknowledge('Somebody', new Date(0));
    expect([one.resolved_at, two.acknowledged_at]).toEqual([NOON, NOON]);
  });

  it('keeps earlier notes when another is added', () => {
    const row = alert();
    row.remark('First.');
    expect(row.note).toBe('First.');
    row.remark('Second.');
    expect(row.note).toBe('First.\nSecond.');
  });
});
