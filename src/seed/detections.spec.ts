import { describe, expect, it } from '@jest/globals';
import { shippedCatalogue } from '../secops/mitre/catalogue';
import { createAssets } from './assets';
import { createDetections, type DetectionRow } from './detections';
import { DAY } from './durations';

const NOW = new Date('2026-11-02T09:30:00.000Z');
const at = (now: Date): DetectionRow[] => createDetections(now, createAssets(now));

describe('the detections of the demo data', () => {
  it('are the same on every run', () => {
    expect(at(NOW)).toEqual(at(NOW));
  });

  it.each(['2026-11-02T09:30:00Z', '2026-11-08T14:00:00Z', '2027-01-01T02:15:00Z'])(
    'show all there is to show at %s',
    (time) => {
      const now = new Date(time);
      const assets = new Map(createAssets(now).map(({ row }) => [row.id, row]));
      const rows = at(now);
      expect(rows.length).toBeGreaterThanOrEqual(30);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      const { tactics, techniques } = shippedCatalogue();
      const known = new Map(techniques.map(({ id, tactic_ids }) => [id, tactic_ids]));
      expect(rows.filter(({ technique_id }) => !known.has(technique_id))).toEqual([]);
      const shown = new Set(rows.flatMap(({ technique_id }) => known.get(technique_id)!));
      expect([...shown].toSorted()).toEqual(tactics.map(({ id }) => id).toSorted());
      expect(new Set(rows.map(({ severity }) => severity)).size).toBe(4);
      expect(new Set(rows.map(({ status }) => status)).size).toBe(3);
      expect(new Set(rows.map(({ technique_id }) => technique_id)).size).toBeGreaterThanOrEqual(30);
      const places = rows.map(({ asset_id }) =>
        asset_id === null ? null : assets.get(asset_id)?.environment,
      );
      expect(new Set(places)).toEqual(new Set([null, 'production', 'staging', 'development']));
      expect(+rows.at(-1)!.detected_at - +rows[0].detected_at).toBeGreaterThan(60 * DAY);
    },
  );

  it('are told in order, and end between their beginning and now', () => {
    const rows = at(NOW);
    expect(rows.map(({ detected_at }) => +detected_at)).toEqual(
      rows.map(({ detected_at }) => +detected_at).toSorted((a, b) => a - b),
    );
    for (const { status, detected_at, resolved_at, updated_at } of rows) {
      expect(resolved_at !== null).toBe(status === 'resolved');
      for (const moment of [resolved_at ?? updated_at, updated_at])
        expect(+moment >= +detected_at && +moment <= +NOW).toBe(true);
    }
  });
});
