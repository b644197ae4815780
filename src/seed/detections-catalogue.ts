import type { AssetType } from './assets';

/** Something that a sensor may report, on a host of one of these kinds, or on none. */
export interface Sighting {
  readonly technique: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly description: string;
  readonly on: readonly AssetType[];
}

const sighting = (
  technique: string,
  severity: Sighting['severity'],
  on: readonly AssetType[],
  description: string,
): Sighting => ({ technique, severity, on, description });

const HOSTS: readonly AssetType[] = ['server', 'container'];
const EDGE: readonly AssetType[] = ['load_balancer', 'network_device'];
const DATA: readonly AssetType[] = ['database', 'storage'];
const NOWHERE: readonly AssetType[] = [];

/** From every tactic of the matrix at least one. */
export const SIGHTINGS: readonly Sighting[] = [
  ...[
    sighting(
      'T1595.002',
      'low',
      EDGE,
      'Scan for known weaknesses from one network, 4,000 requests in ten minutes.',
    ),
    sighting('T1589.001', 'medium', NOWHERE, 'Passwords of twelve employees found in a public collection.'),
    sighting('T1583.001', 'medium', NOWHERE, 'Domain registered that differs from ours in one letter.'),
    sighting(
      'T1190',
      'critical',
      [...EDGE, 'server'],
      'Request with a JNDI lookup in a header reached the application.',
    ),
    sighting(
      'T1566.002',
      'high',
      NOWHERE,
      'Mail with a link to a copy of the sign-in page; two people opened it.',
    ),
    sighting('T1078', 'high', HOSTS, 'Sign-in with a valid account from a country nobody travels to.'),
    sighting('T1078.004', 'high', NOWHERE, 'Key of a cloud account used outside of the deployment pipeline.'),
    sighting('T1133', 'medium', EDGE, 'VPN session at night with the account of a person on leave.'),
  ],
  ...[
    sighting('T1059.004', 'high', HOSTS, 'Shell started by the web server process.'),
    sighting('T1059.006', 'medium', HOSTS, 'Python one-liner that opens a network connection.'),
    sighting('T1204.002', 'medium', NOWHERE, 'Attachment opened that starts a script host.'),
    sighting('T1053.003', 'high', HOSTS, 'New cron entry that fetches and runs a script every hour.'),
    sighting(
      'T1610',
      'critical',
      ['container'],
      'Container started from an image that is in none of our registries.',
    ),
    sighting(
      'T1505.003',
      'critical',
      ['server'],
      'Script with the marks of a web shell written to the upload folder.',
    ),
    sighting('T1098.004', 'high', HOSTS, 'Public key added to the authorized keys of root.'),
    sighting('T1136.001', 'medium', HOSTS, 'Local account created by hand on a managed host.'),
  ],
  ...[
    sighting('T1548.003', 'medium', HOSTS, 'Rule in sudoers changed so that no password is asked for.'),
    sighting('T1068', 'critical', HOSTS, 'Kernel exploit tried: the process crashed while gaining root.'),
    sighting(
      'T1611',
      'critical',
      ['container'],
      'Process in a container wrote to the file system of its host.',
    ),
    sighting('T1070.003', 'medium', HOSTS, 'Shell history emptied at the end of a session.'),
    sighting(
      'T1562.001',
      'high',
      HOSTS,
      'Agent of the intrusion detection stopped outside of a maintenance window.',
    ),
    sighting('T1027', 'medium', HOSTS, 'Script with long encoded strings downloaded by a build job.'),
    sighting('T1036.005', 'medium', HOSTS, 'Program in /tmp that carries the name of a system service.'),
  ],
  ...[
    sighting('T1110.003', 'medium', EDGE, 'One password tried for 300 accounts within an hour.'),
    sighting('T1110.001', 'low', ['server'], 'Some 900 failed SSH sign-ins for the same account.'),
    sighting('T1003.008', 'high', HOSTS, 'The shadow file was read by a process that never does.'),
    sighting(
      'T1552.001',
      'medium',
      ['container', 'storage'],
      'Search for passwords through all configuration files.',
    ),
    sighting('T1046', 'low', HOSTS, 'Connections to 1,000 ports of the neighbouring hosts.'),
    sighting('T1087.001', 'low', HOSTS, 'List of local accounts read by the web server account.'),
    sighting('T1018', 'low', HOSTS, 'Address lookups for every name of the internal zone.'),
    sighting('T1021.004', 'high', HOSTS, 'SSH from a web server to the hosts of the ledger.'),
    sighting('T1570', 'medium', HOSTS, 'Same unknown program copied to three hosts in a row.'),
  ],
  ...[
    sighting('T1213', 'medium', NOWHERE, 'One account read 400 pages of the internal wiki in an hour.'),
    sighting('T1005', 'high', DATA, 'Archive of a data folder made in a temporary folder.'),
    sighting('T1560.001', 'medium', ['server', 'database'], 'Encrypted archive of 2 GB made by hand.'),
    sighting('T1071.001', 'high', HOSTS, 'Small HTTPS requests to a new domain every 60 seconds.'),
    sighting('T1071.004', 'high', EDGE, 'Long random names looked up below one domain.'),
    sighting('T1105', 'medium', HOSTS, 'Program downloaded from a paste site by the web server account.'),
    sighting('T1572', 'medium', HOSTS, 'SSH tunnel to an address outside, open for nine hours.'),
    sighting(
      'T1041',
      'critical',
      DATA,
      'Upload of 6 GB over a connection that was used for commands before.',
    ),
    sighting('T1567.002', 'high', NOWHERE, 'Upload of source code to a private cloud drive.'),
    sighting(
      'T1486',
      'critical',
      DATA,
      'Hundreds of files rewritten with an unknown ending; stopped by the snapshot guard.',
    ),
    sighting('T1496.001', 'medium', ['container', 'server'], 'Load and traffic of a currency miner.'),
    sighting('T1498', 'high', EDGE, 'Flood of 40 Gbit/s against the public address.'),
  ],
];
