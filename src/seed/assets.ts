import { GROUPS, type HostGroup } from './assets-groups';
import type { SeedTable } from './bulk-insert';
import { DAY, HOUR, MINUTE } from './durations';
import { Random } from './random';
import type { Environment, Squad } from './scenarios';

export type AssetType = 'server' | 'container' | 'database' | 'load_balancer' | 'storage' | 'network_device';
export type AssetStatus = 'active' | 'inactive' | 'maintenance' | 'decommissioned';

export interface AssetRow {
  readonly id: string;
  readonly hostname: string;
  readonly ip_address: string;
  readonly asset_type: AssetType;
  readonly environment: Environment;
  readonly status: AssetStatus;
  readonly os: string;
  readonly os_version: string;
  readonly owner: Squad;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly last_scanned_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const ASSETS: SeedTable<AssetRow> = {
  name: 'assets',
  columns: {
    id: 'uuid',
    hostname: 'text',
    ip_address: 'inet',
    asset_type: 'text',
    environment: 'text',
    status: 'text',
    os: 'text',
    os_version: 'text',
    owner: 'text',
    tags: 'text[]',
    metadata: 'jsonb',
    last_scanned_at: 'timestamptz',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
};

/** A host of the demo data, and the group whose software it runs. */
export interface SeedAsset {
  readonly row: AssetRow;
  readonly group: string;
}

/** The domain and the second octet of each environment's hosts. */
const PLACES: Readonly<Record<Environment, { domain: string; octet: number }>> = {
  production: { domain: 'prod.example.net', octet: 20 },
  staging: { domain: 'stage.example.net', octet: 30 },
  development: { domain: 'dev.example.net', octet: 40 },
};

/** The hosts that the demo incidents and metrics are about, and those around them, oldest first. */
export function createAssets(now: Date): SeedAsset[] {
  const random = new Random('assets');
  return GROUPS.flatMap((group) =>
    Array.from({ length: group.count }, (_, index) => create(random, now, group, index + 1)),
  ).sort((a, b) => a.row.created_at.getTime() - b.row.created_at.getTime());
}

function create(random: Random, now: Date, group: HostGroup, number: number): SeedAsset {
  const { name, environment, asset_type, os, os_version, owner, tags, about } = group;
  const status = group.statuses?.[number] ?? 'active';
  const isScanned = status === 'active' || status === 'maintenance';
  const created_at = new Date(
    now.getTime() - random.integer(90, 900) * DAY - random.integer(0, 1_439) * MINUTE,
  );
  const scanned = new Date(now.getTime() - random.integer(1, isScanned ? 30 : 24 * 90) * HOUR);
  const row: AssetRow = {
    id: random.uuid(),
    hostname: `${name}${number}.${PLACES[environment].domain}`,
    ip_address: addressOf(group, number),
    ...{ asset_type, environment, status, os, os_version, owner, tags },
    metadata: {
      ...about,
      rack: asset_type === 'container' ? null : `${random.pick(['A', 'B', 'C'])}${number + 10}`,
    },
    last_scanned_at: scanned > created_at ? scanned : null,
    created_at,
    updated_at: isScanned ? scanned : created_at,
  };
  return { row, group: name };
}

/** Private addresses inside, those kept for documentation where the internet would see them. */
function addressOf({ environment, network, subnet }: HostGroup, number: number): string {
  const { octet } = PLACES[environment];
  if (network === 'public') return `203.0.113.${subnet + number}`;
  return network === 'v6'
    ? `2001:db8:${octet}:${subnet}::${number.toString(16)}`
    : `10.${octet}.${subnet}.${10 + number}`;
}
