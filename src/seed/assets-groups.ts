import type { AssetStatus, AssetType } from './assets';
import type { Environment, Squad } from './scenarios';

/** Hosts that are alike: `<name>1` to `<name><count>`. */
export interface HostGroup {
  readonly name: string;
  readonly count: number;
  readonly environment: Environment;
  readonly asset_type: AssetType;
  readonly os: string;
  readonly os_version: string;
  readonly owner: Squad;
  readonly network: 'v4' | 'v6' | 'public';
  /** Third octet; of public addresses the last one before the first host's. */
  readonly subnet: number;
  readonly tags: readonly string[];
  readonly about: Readonly<Record<string, string>>;
  /** Of those that are not active, by their number. */
  readonly statuses?: Readonly<Record<number, AssetStatus>>;
}

type Software = readonly [os: string, version: string];
const DEBIAN_11: Software = ['Debian GNU/Linux', '11.11'];
const DEBIAN_12: Software = ['Debian GNU/Linux', '12.7'];
const UBUNTU_20: Software = ['Ubuntu', '20.04 LTS'];
const UBUNTU_22: Software = ['Ubuntu', '22.04 LTS'];
const ROCKY_9: Software = ['Rocky Linux', '9.4'];
const ALPINE: Software = ['Alpine Linux', '3.19'];

const hosts = (
  environment: Environment,
  [name, count]: readonly [name: string, count: number],
  asset_type: AssetType,
  [os, os_version]: Software,
  owner: Squad,
  [network, subnet]: readonly [HostGroup['network'], number],
  service: string,
  tags: readonly string[],
  statuses?: HostGroup['statuses'],
): HostGroup => ({
  ...{ name, count, environment, asset_type, os, os_version, owner, network, subnet, tags, statuses },
  about: { service },
});

/** The hosts of the demo metrics are among them: pay-1, web-1, gw-1, db-1, kafka-1, cache-1, pay-s1, web-s1, build-1. */
export const GROUPS: readonly HostGroup[] = [
  ...[
    hosts('production', ['pay-', 3], 'server', DEBIAN_12, 'Payments', ['v4', 4], 'payment-gateway', [
      'pci',
      'java',
    ]),
    hosts('production', ['web-', 4], 'server', UBUNTU_22, 'Mobile', ['v4', 5], 'storefront-web', [
      'customer-facing',
    ]),
    hosts('production', ['gw-', 2], 'load_balancer', DEBIAN_12, 'Platform', ['public', 20], 'api-gateway', [
      'edge',
    ]),
    hosts(
      'production',
      ['lb-', 2],
      'load_balancer',
      ['F5 BIG-IP', '16.1.2'],
      'Networking',
      ['public', 10],
      'edge',
      ['edge', 'customer-facing'],
    ),
    hosts('production', ['db-', 3], 'database', DEBIAN_12, 'Data', ['v4', 8], 'postgres-main', [
      'postgresql',
      'pci',
    ]),
    hosts('production', ['ledger-db-', 2], 'database', ROCKY_9, 'Payments', ['v4', 9], 'ledger', [
      'postgresql',
      'pci',
    ]),
    hosts('production', ['kafka-', 3], 'server', UBUNTU_22, 'Data', ['v4', 10], 'kafka', ['java'], {
      3: 'maintenance',
    }),
    hosts('production', ['cache-', 2], 'database', DEBIAN_11, 'Platform', ['v4', 11], 'redis-cache', [
      'redis',
    ]),
    hosts('production', ['search-', 3], 'server', UBUNTU_20, 'Data', ['v4', 12], 'search-index', ['java'], {
      3: 'inactive',
    }),
    hosts('production', ['identity-', 2], 'container', ALPINE, 'Security', ['v6', 13], 'login', [
      'java',
      'sso',
    ]),
    hosts('production', ['media-', 2], 'container', ALPINE, 'Mobile', ['v6', 14], 'media-store', [
      'customer-facing',
    ]),
    hosts('production', ['mail-', 1], 'server', DEBIAN_11, 'Platform', ['public', 40], 'mail-relay', [
      'edge',
    ]),
    hosts(
      'production',
      ['vpn-', 1],
      'network_device',
      ['FortiOS', '7.0.11'],
      'Networking',
      ['public', 1],
      'vpn',
      ['edge'],
    ),
    hosts(
      'production',
      ['fw-', 2],
      'network_device',
      ['PAN-OS', '11.1.2'],
      'Networking',
      ['v4', 1],
      'firewall',
      ['edge'],
    ),
    hosts(
      'production',
      ['core-sw-', 2],
      'network_device',
      ['Cisco IOS XE', '17.9.3'],
      'Networking',
      ['v4', 2],
      'core',
      [],
    ),
    hosts(
      'production',
      ['nas-', 1],
      'storage',
      ['NetApp ONTAP', '9.13.1'],
      'Platform',
      ['v4', 15],
      'file-shares',
      [],
    ),
    hosts('production', ['backup-', 2], 'storage', UBUNTU_20, 'Platform', ['v4', 16], 'backup', [
      'retention',
    ]),
    hosts(
      'production',
      ['ad-', 2],
      'server',
      ['Windows Server', '2019'],
      'Security',
      ['v4', 17],
      'directory',
      ['windows'],
    ),
    hosts(
      'production',
      ['files-', 1],
      'server',
      ['Windows Server', '2019'],
      'Platform',
      ['v4', 18],
      'files',
      ['windows'],
    ),
    hosts(
      'production',
      ['esx-', 2],
      'server',
      ['VMware ESXi', '7.0 U1'],
      'Platform',
      ['v4', 19],
      'virtualisation',
      [],
    ),
    hosts('production', ['wiki-', 1], 'server', UBUNTU_22, 'Platform', ['v4', 21], 'wiki', ['java']),
  ],
  ...[
    hosts('staging', ['pay-s', 2], 'server', DEBIAN_12, 'Payments', ['v4', 4], 'payment-gateway', ['java']),
    hosts('staging', ['web-s', 2], 'server', UBUNTU_22, 'Mobile', ['v4', 5], 'storefront-web', []),
    hosts('staging', ['gw-s', 1], 'load_balancer', DEBIAN_12, 'Platform', ['v4', 6], 'api-gateway', []),
    hosts(
      'staging',
      ['lb-s', 1],
      'load_balancer',
      ['F5 BIG-IP', '16.1.2'],
      'Networking',
      ['v4', 7],
      'edge',
      [],
    ),
    hosts('staging', ['db-s', 2], 'database', DEBIAN_12, 'Data', ['v4', 8], 'postgres-main', ['postgresql']),
    hosts('staging', ['kafka-s', 1], 'server', UBUNTU_22, 'Data', ['v4', 10], 'kafka', ['java']),
    hosts('staging', ['cache-s', 1], 'database', DEBIAN_11, 'Platform', ['v4', 11], 'redis-cache', ['redis']),
    hosts('staging', ['search-s', 1], 'server', UBUNTU_20, 'Data', ['v4', 12], 'search-index', ['java']),
    hosts('staging', ['identity-s', 1], 'container', ALPINE, 'Security', ['v6', 13], 'login', [
      'java',
      'sso',
    ]),
    hosts(
      'staging',
      ['fw-s', 1],
      'network_device',
      ['PAN-OS', '11.1.2'],
      'Networking',
      ['v4', 1],
      'firewall',
      [],
    ),
  ],
  ...[
    hosts('development', ['build-', 4], 'container', ALPINE, 'Platform', ['v6', 3], 'build-runners', ['ci'], {
      4: 'inactive',
    }),
    hosts('development', ['ci-', 1], 'server', UBUNTU_22, 'Platform', ['v4', 3], 'jenkins', ['ci', 'java']),
    hosts('development', ['git-', 1], 'server', UBUNTU_22, 'Platform', ['v4', 4], 'gitlab', ['ci']),
    hosts('development', ['registry-', 1], 'storage', DEBIAN_12, 'Platform', ['v4', 5], 'image-registry', [
      'ci',
    ]),
    hosts('development', ['dev-db-', 2], 'database', DEBIAN_11, 'Data', ['v4', 8], 'postgres', [
      'postgresql',
    ]),
    hosts('development', ['jump-', 1], 'server', UBUNTU_20, 'Security', ['v4', 9], 'bastion', ['ssh']),
    hosts(
      'development',
      ['lab-sw-', 1],
      'network_device',
      ['Cisco IOS XE', '3.6.3E'],
      'Networking',
      ['v4', 2],
      'lab',
      [],
    ),
    hosts(
      'development',
      ['crm-', 1],
      'server',
      ['Windows Server', '2008 R2'],
      'Mobile',
      ['v4', 20],
      'legacy-crm',
      ['windows'],
      { 1: 'decommissioned' },
    ),
  ],
];
