import { type Account, responders } from './accounts';
import type { SeedAsset } from './assets';
import type { SeedTable } from './bulk-insert';
import { DAY, HOUR, MINUTE, SECOND } from './durations';
import { Deck, Random } from './random';
import { type Finding, FINDINGS } from './vulnerabilities-catalogue';

export type VulnerabilityStatus = 'open' | 'in_progress' | 'mitigated' | 'accepted' | 'false_positive';

export interface VulnerabilityRow extends Omit<Finding, 'on' | 'past'> {
  readonly id: string;
  readonly asset_id: string;
  readonly status: VulnerabilityStatus;
  readonly discovered_at: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly resolved_at: Date | null;
  readonly assignee: string | null;
  readonly references: readonly string[] | null;
  readonly accepted_reason: string | null;
  readonly accepted_by: string | null;
  readonly accepted_until: Date | null;
  readonly version: number;
}

/** Without the environment, which the database takes from the asset. */
export const VULNERABILITIES: SeedTable<VulnerabilityRow> = {
  name: 'vulnerabilities',
  columns: {
    id: 'uuid',
    asset_id: 'uuid',
    cve_id: 'text',
    title: 'text',
    description: 'text',
    severity: 'text',
    cvss_score: 'numeric',
    cvss_vector: 'text',
    status: 'text',
    affected_package: 'text',
    affected_version: 'text',
    fixed_version: 'text',
    discovered_at: 'timestamptz',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    resolved_at: 'timestamptz',
    assignee: 'text',
    remediation: 'text',
    references: 'text[]',
    mitre_tactics: 'text[]',
    mitre_techniques: 'text[]',
    accepted_reason: 'text',
    accepted_by: 'text',
    accepted_until: 'timestamptz',
    version: 'integer',
  },
};

/** How long ago the oldest may have been found; every asset is older. */
const OLDEST = 80 * DAY;
/** The same for what is found on a version whose predecessors were found before it, and left. */
const OLDEST_SUCCESSOR = 50 * DAY;
/** What was found in the past was solved within this time, before the next of the same package was found. */
const WORK_ON_PAST = 5 * DAY;
const HOSTS_PER_GROUP = 2;
const STATUSES: readonly VulnerabilityStatus[] = [
  ...([
    'open',
    'open',
    'open',
    'open',
    'in_progress',
    'in_progress',
    'mitigated',
    'mitigated',
    'mitigated',
  ] as const),
  ...(['mitigated', 'accepted', 'false_positive'] as const),
];
const VERSIONS: Readonly<Record<VulnerabilityStatus, number>> = {
  ...{ open: 1, in_progress: 2, mitigated: 3, accepted: 2, false_positive: 2 },
};
const REASONS = [
  'Reached from inside only, and the firewall rule is reviewed every quarter.',
  'The maker has announced an update; until then the function is switched off.',
  'The host is replaced before the acceptance ends; no customer data is on it.',
  'An update would end the maker’s support for the rest; the port is closed instead.',
];

const SUCCEEDED = new Set(
  FINDINGS.filter(({ past }) => past).map(({ affected_package }) => affected_package),
);

/** What scanners have found on the assets in the last weeks, oldest first. Accepted risks do not expire before twenty days. */
export function createVulnerabilities(
  now: Date,
  assets: readonly SeedAsset[],
  accounts: readonly Account[],
): VulnerabilityRow[] {
  const random = new Random('vulnerabilities');
  const statuses = new Deck(random, STATUSES);
  const people = responders(accounts);
  const approver = accounts.find(({ role }) => role === 'admin') ?? accounts[0];
  return FINDINGS.flatMap(({ on, ...finding }) =>
    hostsOf(random, assets, on).map((asset) => {
      const status = finding.past ? 'mitigated' : statuses.draw();
      return create(random, now, { finding, asset, status, person: random.pick(people), approver });
    }),
  ).sort((a, b) => a.discovered_at.getTime() - b.discovered_at.getTime());
}

const hostsOf = (random: Random, assets: readonly SeedAsset[], groups: readonly string[]): SeedAsset[] =>
  groups.flatMap((name) =>
    random.shuffle(assets.filter(({ group }) => group === name)).slice(0, random.integer(1, HOSTS_PER_GROUP)),
  );

interface Draft {
  readonly finding: Omit<Finding, 'on'>;
  readonly asset: SeedAsset;
  readonly status: VulnerabilityStatus;
  readonly person: Account;
  readonly approver: Account;
}

function create(
  random: Random,
  now: Date,
  { finding: { past, ...finding }, asset, status, person, approver }: Draft,
): VulnerabilityRow {
  const oldest = SUCCEEDED.has(finding.affected_package) ? OLDEST_SUCCESSOR : OLDEST;
  const age = past ? (past + random.next()) * DAY : HOUR + random.next() ** 1.5 * (oldest - HOUR);
  const discovered_at = new Date(Math.floor((now.getTime() - age) / SECOND) * SECOND);
  const end = past ? new Date(discovered_at.getTime() + WORK_ON_PAST) : now;
  const touched = status === 'open' ? discovered_at : since(discovered_at, end, 0.1 + 0.8 * random.next());
  const isResolved = status !== 'open' && status !== 'in_progress';
  const isAccepted = status === 'accepted';
  const until = new Date(now.getTime() + random.integer(20, 150) * DAY);
  return {
    ...finding,
    id: random.uuid(),
    asset_id: asset.row.id,
    status,
    ...{ discovered_at, created_at: discovered_at, updated_at: touched },
    resolved_at: isResolved ? touched : null,
    assignee: status === 'open' && random.chance(0.6) ? null : person.name,
    references: finding.cve_id === null ? null : [`https://nvd.nist.gov/vuln/detail/${finding.cve_id}`],
    accepted_reason: isAccepted ? random.pick(REASONS) : null,
    accepted_by: isAccepted ? approver.name : null,
    accepted_until: isAccepted && random.chance(0.75) ? until : null,
    version: VERSIONS[status],
  };
}

/** A moment between both, to the minute, after the first. */
function since(from: Date, to: Date, share: number): Date {
  const time = from.getTime() + share * (to.getTime() - from.getTime());
  return new Date(Math.ceil(time / MINUTE) * MINUTE);
}
