import { describe, expect, it } from '@jest/globals';
import { canonicalAddress } from '../core/fields';
import { AssetStatus, AssetType } from '../secops/assets';
import { createAssets } from './assets';
import { METRIC_SERIES } from './metrics-series';
import { ENVIRONMENTS, SQUADS } from './scenarios';

const NOW = new Date('2026-11-02T09:30:00.000Z');
const rows = createAssets(NOW).map(({ row }) => row);

describe('the assets of the demo data', () => {
  it('are the same on every run', () => {
    expect(createAssets(NOW)).toEqual(createAssets(NOW));
  });

  it('are more than sixty, of every type, status, environment and owner', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect(new Set(rows.map(({ asset_type }) => asset_type))).toEqual(new Set(Object.values(AssetType)));
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(Object.values(AssetStatus)));
    expect(new Set(rows.map(({ environment }) => environment))).toEqual(new Set(ENVIRONMENTS));
    expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set(SQUADS));
  });

  it('have a name and an address each, all of them private or kept for documentation', () => {
    expect(new Set(rows.map(({ hostname }) => hostname)).size).toBe(rows.length);
    expect(new Set(rows.map(({ ip_address }) => ip_address)).size).toBe(rows.length);
    expect(rows.map(({ ip_address }) => canonicalAddress(ip_address))).toEqual(
      rows.map(({ ip_address }) => ip_address),
    );
    expect(rows.filter(({ ip_address }) => !/^(10\.|203\.0\.113\.|2001:db8:)/.test(ip_address))).toEqual([]);
    expect(rows.filter(({ ip_address }) => ip_address.includes(':')).length).toBeGreaterThan(5);
    expect(
      rows.filter(({ hostname }) => !/^[a-z0-9-]+\.(prod|stage|dev)\.example\.net$/.test(hostname)),
    ).toEqual([]);
  });

  it('include the hosts that are measured, in their environment', () => {
    for (const { host, environment } of METRIC_SERIES.filter((series) => series.host !== null)) {
      const found = rows.filter(({ hostname }) => hostname.startsWith(`${host}.`));
      expect([host, found.map((row) => row.environment)]).toEqual([host, [environment]]);
    }
  });

  it('come to be, are scanned and change in this order, before now', () => {
    for (const { created_at, updated_at, last_scanned_at } of rows) {
      const times = [created_at, last_scanned_at ?? created_at, NOW].map(Number);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(+updated_at).toBeGreaterThanOrEqual(+created_at);
      expect(+updated_at).toBeLessThanOrEqual(+NOW);
    }
  });
});
