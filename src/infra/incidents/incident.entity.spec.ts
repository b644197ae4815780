import { describe, expect, it } from '@jest/globals';
import { specOf } from '../../core/database/resource';
import { Incident } from './incident.entity';
import { type IncidentStatus } from './incident.enums';

const NOON = new Date('2026-01-15T12:00:00Z');
const LATER = new Date('2026-01-15T13:00:00Z');

const incident = (status: IncidentStatus, resolved_at: Date | null = null): Incident =>
  Object.assign(new Incident(), { status, resolved_at });

describe('an incident', () => {
  it.each(['resolved', 'closed'] as const)('that becomes %s is resolved from then on', (status) => {
    const row = incident('open');
    row.moveTo(status, NOON);
    expect([row.status, row.resolved_at]).toEqual([status, NOON]);
  });

  it.each([
    ['resolved', 'closed'],
    ['closed', 'resolved'],
    ['resolved', 'resolved'],
  ] as const)('that goes from %s to %s keeps the moment of its resolution', (from, to) => {
    const row = incident(from, NOON);
    row.moveTo(to, LATER);
    expect([row.status, row.resolved_at]).toEqual([to, NOON]);
  });

  it.each(['open', 'investigating'] as const)('that is %s again is not resolved', (status) => {
    const row = incident('closed', NOON);
    row.moveTo(status, LATER);
    expect(row.resolved_at).toBeNull();
    row.moveTo('resolved', LATER);
    expect(row.resolved_at).toEqual(LATER);
  });

  it('goes to its own environment and squad, and to those who may read incidents', () => {
    const { events } = specOf(Incident);
    const row = Object.assign(new Incident(), { environment: 'staging', squad: 'Data' });
    expect(events!.channels(row)).toEqual(['incidents', 'staging', 'squad:Data']);
    expect(events!.environment!(row)).toBe('staging');
    expect(events!.permission).toBe('read:incidents');
  });

  it.each([
    ['INC-1', true],
    ['INC-1001', true],
    ['INC-0', false],
    ['INC-01', false],
    ['inc-1', false],
    ['INC-', false],
    ['INC-1 ', false],
    ['TASK-1', false],
    ['INC-99999999999999999', false],
  ])('%s as a key: %p', (key, expected) => {
    expect(specOf(Incident).alternateKey!.pattern.test(key)).toBe(expected);
  });
});
