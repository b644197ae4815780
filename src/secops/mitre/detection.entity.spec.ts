import { describe, expect, it } from '@jest/globals';
import { MitreDetection } from './detection.entity';
import type { DetectionStatus } from './detection.enums';

const NOON = new Date('2026-01-15T12:00:00Z');
const LATER = new Date('2026-01-15T13:00:00Z');

const detection = (
  status: DetectionStatus,
  detected_at: Date,
  resolved_at: Date | null = null,
): MitreDetection => Object.assign(new MitreDetection(), { status, detected_at, resolved_at });

describe('a detection', () => {
  it('that is resolved is so from then on, and keeps the moment', () => {
    const row = detection('active', NOON);
    row.moveTo('resolved', LATER);
    expect([row.status, row.resolved_at]).toEqual(['resolved', LATER]);
    row.moveTo('resolved', new Date('2026-01-16T00:00:00Z'));
    expect(row.resolved_at).toEqual(LATER);
  });

  it.each(['active', 'investigating'] as const)('that is %s again is not resolved', (status) => {
    const row = detection('resolved', NOON, LATER);
    row.moveTo(status, LATER);
    expect([row.status, row.resolved_at]).toEqual([status, null]);
  });

  it('is never resolved before it was made, whatever the clocks of sensors say', () => {
    const row = detection('active', LATER);
    row.moveTo('resolved', NOON);
    expect(row.resolved_at).toEqual(LATER);
  });
});
