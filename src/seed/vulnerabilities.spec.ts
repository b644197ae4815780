import { describe, expect, it } from '@jest/globals';
import { Cvss3P1 } from 'ae-cvss-calculator';
import { demoAccounts } from './accounts';
import { createAssets } from './assets';
import { DAY } from './durations';
import { createVulnerabilities, type VulnerabilityRow } from './vulnerabilities';
import { FINDINGS } from './vulnerabilities-catalogue';

const NOW = new Date('2026-11-02T09:30:00.000Z');
const accounts = demoAccounts(NOW);
const assets = createAssets(NOW);
const create = (now = NOW): VulnerabilityRow[] =>
  createVulnerabilities(now, createAssets(now), demoAccounts(now));
const rows = create();
const isResolved = ({ status }: VulnerabilityRow): boolean => status !== 'open' && status !== 'in_progress';

describe('what the demo data knows of vulnerabilities', () => {
  const scored = FINDINGS.filter(({ cve_id }) => cve_id !== null);

  it('is of more than forty CVEs, each once', () => {
    expect(scored.length).toBeGreaterThanOrEqual(40);
    expect(new Set(scored.map(({ cve_id }) => cve_id)).size).toBe(scored.length);
    expect(scored.filter(({ cve_id }) => !/^CVE-(19|20)\d\d-\d{4,}$/.test(cve_id!))).toEqual([]);
  });

  it.each(scored.map(({ cve_id, cvss_score, cvss_vector }) => [cve_id!, cvss_score!, cvss_vector!] as const))(
    '%s has the score %p of its vector',
    (_, score, vector) => {
      expect(new Cvss3P1(vector).calculateScores().base).toBe(score);
    },
  );

  it.each([
    ['CVE-2021-44228', 10],
    ['CVE-2014-0160', 7.5],
    ['CVE-2021-4034', 7.8],
    ['CVE-2023-44487', 7.5],
    ['CVE-2024-3094', 10],
    ['CVE-2021-34527', 8.8],
    ['CVE-2019-0708', 9.8],
    ['CVE-2017-0144', 8.8],
    ['CVE-2020-1472', 10],
  ])('%s is rated %p', (id, score) => {
    expect(FINDINGS.find(({ cve_id }) => cve_id === id)?.cvss_score).toBe(score);
  });

  it('is told of with a package, a remedy and what attackers use it for', () => {
    for (const {
      title,
      description,
      remediation,
      affected_package,
      mitre_tactics,
      mitre_techniques,
    } of FINDINGS) {
      expect(
        [title, description, remediation, affected_package].filter((text) => text.trim() === ''),
      ).toEqual([]);
      expect(mitre_tactics[0]).toMatch(/^TA00\d\d$/);
      expect(mitre_techniques[0]).toMatch(/^T\d{4}(\.\d{3})?$/);
    }
  });

  it('is on hosts that there are', () => {
    const groups = new Set(assets.map(({ group }) => group));
    expect(FINDINGS.flatMap(({ on }) => on).filter((group) => !groups.has(group))).toEqual([]);
  });

  it('is of one version of a package on a host, but for those that the host has left', () => {
    const versions = new Map<string, Set<string>>();
    for (const { on, past, affected_package, affected_version } of FINDINGS) {
      if (past || affected_version === null) continue;
      for (const group of on) {
        const key = `${affected_package} on ${group}`;
        versions.set(key, (versions.get(key) ?? new Set()).add(affected_version));
      }
    }
    expect([...versions].filter(([, { size }]) => size > 1)).toEqual([]);
  });
});

describe('the vulnerabilities of the demo data', () => {
  it('are the same on every run', () => {
    expect(create()).toEqual(create());
  });

  // A working morning, a night, a year later.
  it.each(['2026-11-02T09:30:00Z', '2027-01-01T02:15:00Z', '2027-11-23T18:45:12Z'])(
    'cover everything at %s',
    (time) => {
      const now = new Date(time);
      const found = create(now);
      expect(new Set(found.map(({ status }) => status)).size).toBe(5);
      expect(new Set(found.map(({ severity }) => severity)).size).toBe(5);
      expect(new Set(found.map(({ cve_id }) => cve_id)).size).toBeGreaterThan(40);
      const month = found.filter(({ discovered_at }) => +discovered_at > +now - 30 * DAY);
      expect(month.length).toBeGreaterThan(20);
    },
  );

  it('are found on assets that existed, resolved afterwards, and never in the future', () => {
    const created = new Map(assets.map(({ row }) => [row.id, row.created_at]));
    for (const row of rows) {
      const times = [
        created.get(row.asset_id)!,
        row.discovered_at,
        row.resolved_at ?? row.discovered_at,
        NOW,
      ];
      expect(times.map(Number)).toEqual(times.map(Number).toSorted((a, b) => a - b));
      expect(row.resolved_at !== null).toBe(isResolved(row));
      expect(row.status === 'open' || row.assignee !== null).toBe(true);
    }
  });

  it('no asset has one of them twice', () => {
    expect(new Set(rows.map(({ asset_id, title }) => `${asset_id} ${title}`)).size).toBe(rows.length);
  });

  const versioned = rows.filter(({ affected_version }) => affected_version !== null);
  const byHostAndPackage = [
    ...new Set(versioned.map((row) => `${row.asset_id} ${row.affected_package}`)),
  ].map((key) => versioned.filter((row) => `${row.asset_id} ${row.affected_package}` === key));

  it('an asset has one version of a package, and has left older ones before the next was found', () => {
    for (const found of byHostAndPackage) {
      const current = found.at(-1)!.affected_version;
      for (const [index, row] of found.entries()) {
        if (row.affected_version === current) continue;
        expect(row).toMatchObject({ status: 'mitigated' });
        const later = found
          .slice(index + 1)
          .filter(({ affected_version }) => affected_version !== row.affected_version);
        for (const { discovered_at } of later) expect(+discovered_at).toBeGreaterThan(+row.resolved_at!);
      }
    }
    expect(byHostAndPackage.some((found) => new Set(found.map((row) => row.affected_version)).size > 2)).toBe(
      true,
    );
  });

  it('what is wrong with the system of an asset is wrong with the version that it has', () => {
    const systems = new Map(assets.map(({ row }) => [row.id, row]));
    const ofSystems = rows.filter(
      (row) => !isResolved(row) && systems.get(row.asset_id)!.os === row.affected_package,
    );
    expect(ofSystems.length).toBeGreaterThan(0);
    for (const row of ofSystems) expect(row.affected_version).toBe(systems.get(row.asset_id)!.os_version);
  });

  it('accepted risks say why and by whom, and none ends before twenty days', () => {
    const accepted = rows.filter(({ status }) => status === 'accepted');
    expect(accepted.length).toBeGreaterThanOrEqual(3);
    for (const { accepted_reason, accepted_by, accepted_until } of accepted) {
      expect(accepted_reason).toMatch(/\S/);
      expect(accepted_by).toBe(accounts.find(({ role }) => role === 'admin')!.name);
      expect(+(accepted_until ?? Infinity)).toBeGreaterThanOrEqual(+NOW + 20 * DAY);
    }
    expect(accepted.some(({ accepted_until }) => accepted_until !== null)).toBe(true);
    const others = rows.filter(({ status }) => status !== 'accepted');
    expect(others.filter((row) => row.accepted_reason ?? row.accepted_by ?? row.accepted_until)).toEqual([]);
  });
});
