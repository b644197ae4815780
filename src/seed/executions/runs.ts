import type { Run } from './run';

const FAIL_OVER = 'Fail over a PostgreSQL primary';
const RESTORE = 'Restore a database to a point in time';
const CERTIFICATE = 'Renew a TLS certificate by hand';
const CREDENTIAL = 'Revoke a leaked credential';
const FLOOD = 'Withstand a flood of requests (DDoS)';
const ROLL_BACK = 'Roll back a deployment';
const DISK = 'Free space on a full disk';
const DRAIN = 'Drain and replace a Kubernetes node';
const COMMUNICATE = 'Communicate during an incident';

const production = { environment: 'production' } as const;
const staging = { environment: 'staging' } as const;
const release = (service: string) => ({
  ...{ namespace: 'shop', service },
  health_url: `https://${service}.example.com/health`,
});
const node = (name: string, next: string) => ({ node: name, new_node: next });
const cluster = {
  ...{ old_primary: 'ledger-1.example.com', replica: 'ledger-2.example.com', alias: 'ledger.example.com' },
  ...{ resolver: '10.20.0.2', namespace: 'ledger' },
};
const copy = {
  ...{ stanza: 'ledger', moment: '2026-01-15 10:14:00+00', database: 'ledger', table: 'entries' },
};
const site = { host: 'www.example.com', domain: 'example.com' };

/** What was executed lately, the oldest first. */
export const RUNS: readonly Run[] = [
  { sop: DISK, hoursAgo: 330, ...staging, parameters: { mount: '/var' } },
  {
    ...{ sop: ROLL_BACK, hoursAgo: 310, ...production, parameters: release('checkout'), stepwise: true },
    ...{
      isForIncident: true,
      notes: { 1: 'Locked', 3: 'One column was added, none removed', 7: 'Back at 0.1 %' },
    },
  },
  {
    ...{ sop: DRAIN, hoursAgo: 287, ...staging, parameters: node('stg-node-3', 'stg-node-7') },
    exception: {
      ...{ place: 3, status: 'failed', error: 'The command was ended: it took longer than 60 s.' },
      output:
        'evicting pod batch/report-5d8f7-kq2lm\nerror when evicting: would violate the disruption budget\n',
    },
  },
  { sop: DRAIN, hoursAgo: 286, ...staging, parameters: node('stg-node-3', 'stg-node-7'), stepwise: true },
  { sop: CERTIFICATE, hoursAgo: 262, ...production, parameters: site, stepwise: true },
  { sop: COMMUNICATE, hoursAgo: 240, ...production, parameters: {}, stepwise: true, isForIncident: true },
  {
    ...{ sop: DISK, hoursAgo: 221, ...production, parameters: { mount: '/var' } },
    exception: {
      ...{ place: 6, status: 'skipped' },
      error: '"docker" was not run: it is not installed on this server.',
    },
  },
  {
    sop: FAIL_OVER,
    hoursAgo: 198,
    ...staging,
    parameters: cluster,
    stepwise: true,
    notes: { 9: 'Drill, all well' },
  },
  {
    ...{ sop: CREDENTIAL, hoursAgo: 176, ...production, stepwise: true, isForIncident: true },
    parameters: { namespace: 'mobile', service: 'push', api_token: 'mobile-push-4711-0815' },
  },
  {
    ...{ sop: ROLL_BACK, hoursAgo: 165, ...staging, parameters: release('catalogue') },
    exception: {
      ...{ place: 5, status: 'failed', error: 'The command ended with exit code 1.', exitCode: 1 },
      output: 'error: deployment "catalogue" exceeded its progress deadline\n',
    },
  },
  {
    sop: RESTORE,
    hoursAgo: 150,
    ...staging,
    parameters: copy,
    stepwise: true,
    notes: { 9: 'The owner has looked' },
  },
  {
    ...{ sop: FLOOD, hoursAgo: 128, ...production, stepwise: true },
    parameters: {
      probe_url: 'https://www.example.com/',
      namespace: 'edge',
      service: 'gateway',
      replicas: 12,
    },
  },
  {
    ...{
      sop: CERTIFICATE,
      hoursAgo: 101,
      ...staging,
      parameters: { host: 'stage.example.com', domain: 'stage.example.com' },
    },
    exception: {
      ...{ place: 4, status: 'failed', error: 'The command ended with exit code 1.', exitCode: 1 },
      output: 'Some challenges have failed.\n',
    },
  },
  { sop: DRAIN, hoursAgo: 90, ...production, parameters: node('node-5', 'node-11'), stepwise: true },
  { sop: DISK, hoursAgo: 74, environment: 'development', parameters: { mount: '/var/lib' } },
  {
    ...{ sop: FAIL_OVER, hoursAgo: 52, ...production, parameters: cluster, stepwise: true },
    exception: {
      ...{ place: 4, status: 'failed' },
      error: 'The host came back by itself: no fail-over, we look for what slowed it down',
    },
  },
  { sop: ROLL_BACK, hoursAgo: 41, ...production, parameters: release('search'), stepwise: true },
  {
    ...{ sop: DRAIN, hoursAgo: 27, ...production, parameters: node('node-2', 'node-12') },
    exception: {
      ...{ place: 3, status: 'failed' },
      error: 'Interrupted: the server that ran it died. How far this step came is not known.',
    },
  },
  { sop: DRAIN, hoursAgo: 26, ...production, parameters: node('node-2', 'node-12'), stepwise: true },
  {
    ...{ sop: ROLL_BACK, hoursAgo: 3, ...production, parameters: release('checkout'), stepwise: true },
    ...{ waitsFor: 7, notes: { 3: 'Nothing to migrate' } },
  },
];
