import type { Environment } from './scenarios';

/** How the cost of a resource goes over the days. */
export type CostShape =
  /** Always the same. */
  | 'steady'
  /** Follows customers: less at weekends, a little more every week. */
  | 'traffic'
  /** Follows the people who build: hardly anything at weekends. */
  | 'office'
  /** Nobody deletes anything. */
  | 'storage'
  /** Something went wrong a week ago. */
  | 'surge'
  /** Nobody uses it any more, and it is still paid for. */
  | 'idle';

export interface DemoResource {
  readonly environment: Environment;
  readonly service: DemoService;
  readonly name: string;
  readonly team: string;
  readonly shape: CostShape;
  /** Dollars a day, as of today where it grows. */
  readonly cost: number;
  /** What is used in a day for that. */
  readonly usage: number;
}

/** What is the same for all resources of a service. */
export const DEMO_SERVICES = {
  EC2: { type: 'instance', category: 'Compute', unit: 'vCPU-hours', prefix: 'i-' },
  EKS: { type: 'cluster', category: 'Compute', unit: 'vCPU-hours', prefix: 'eks-' },
  Lambda: { type: 'function', category: 'Compute', unit: 'million requests', prefix: 'fn-' },
  RDS: { type: 'database', category: 'Databases', unit: 'million requests', prefix: 'db-' },
  ElastiCache: { type: 'cache', category: 'Databases', unit: 'million requests', prefix: 'cache-' },
  OpenSearch: { type: 'search_domain', category: 'Analytics', unit: 'million requests', prefix: 'search-' },
  S3: { type: 'bucket', category: 'Storage', unit: 'GB-months', prefix: 'bucket-' },
  CloudFront: { type: 'distribution', category: 'Networking', unit: 'TB', prefix: 'cdn-' },
} as const;
export type DemoService = keyof typeof DEMO_SERVICES;

type Line = readonly [
  service: DemoService,
  name: string,
  team: string,
  shape: CostShape,
  cost: number,
  usage: number,
];

const PRODUCTION: readonly Line[] = [
  ['EC2', 'payment-gateway', 'Payments', 'traffic', 92.4, 192],
  ['EC2', 'storefront-web', 'Platform', 'traffic', 118.6, 288],
  ['EC2', 'api-gateway', 'Platform', 'traffic', 64.2, 144],
  ['EC2', 'kafka', 'Data', 'steady', 73.44, 144],
  ['EKS', 'platform-main', 'Platform', 'traffic', 141.8, 384],
  ['EKS', 'batch-jobs', 'Data', 'office', 48.3, 96],
  ['Lambda', 'image-resizer', 'Mobile', 'surge', 88.5, 41.3],
  ['Lambda', 'webhook-dispatch', 'Payments', 'traffic', 17.9, 8.6],
  ['RDS', 'postgres-main', 'Data', 'steady', 128.64, 212],
  ['RDS', 'ledger', 'Payments', 'steady', 86.4, 97],
  ['RDS', 'orders-replica-old', 'Data', 'idle', 38.4, 12],
  ['ElastiCache', 'redis-cache', 'Platform', 'steady', 41.28, 640],
  ['ElastiCache', 'session-store', 'Mobile', 'steady', 22.08, 310],
  ['OpenSearch', 'product-search', 'Mobile', 'traffic', 57.6, 58],
  ['OpenSearch', 'log-search', 'Security', 'steady', 69.12, 23],
  ['S3', 'media-store', 'Mobile', 'storage', 61.7, 2_680],
  ['S3', 'database-backups', 'Data', 'storage', 44.2, 1_920],
  ['S3', 'audit-archive', 'Security', 'steady', 9.35, 406],
  ['CloudFront', 'storefront', 'Networking', 'traffic', 78.9, 9.3],
  ['CloudFront', 'downloads', 'Networking', 'traffic', 21.4, 2.5],
];

const STAGING: readonly Line[] = [
  ['EC2', 'storefront-web-staging', 'Platform', 'office', 24.8, 48],
  ['EC2', 'load-test-runner', 'Platform', 'idle', 18.72, 36],
  ['EKS', 'platform-staging', 'Platform', 'office', 31.2, 84],
  ['Lambda', 'image-resizer-staging', 'Mobile', 'office', 2.6, 1.2],
  ['RDS', 'postgres-staging', 'Data', 'steady', 27.36, 14],
  ['ElastiCache', 'redis-staging', 'Platform', 'steady', 8.16, 22],
  ['OpenSearch', 'search-staging', 'Mobile', 'steady', 13.44, 3],
  ['S3', 'media-store-staging', 'Mobile', 'storage', 6.1, 265],
  ['CloudFront', 'storefront-staging', 'Networking', 'office', 1.9, 0.2],
];

const DEVELOPMENT: readonly Line[] = [
  ['EC2', 'build-runners', 'Platform', 'office', 38.4, 96],
  ['EC2', 'dev-workspaces', 'Platform', 'office', 21.6, 64],
  ['EKS', 'platform-dev', 'Platform', 'office', 18.9, 48],
  ['Lambda', 'experiments', 'Data', 'office', 1.35, 0.6],
  ['RDS', 'postgres-dev', 'Data', 'office', 9.84, 5],
  ['ElastiCache', 'redis-dev', 'Platform', 'steady', 3.12, 4],
  ['OpenSearch', 'search-dev', 'Mobile', 'steady', 5.76, 1],
  ['S3', 'build-artifacts', 'Platform', 'storage', 7.4, 322],
  ['CloudFront', 'storybook', 'Mobile', 'office', 0.85, 0.1],
];

const placed = (environment: Environment, lines: readonly Line[]): DemoResource[] =>
  lines.map(([service, name, team, shape, cost, usage]) => ({
    ...{ environment, service, name, team, shape, cost, usage },
  }));

/** Of each service at least one in each environment. */
export const DEMO_RESOURCES: readonly DemoResource[] = [
  ...placed('production', PRODUCTION),
  ...placed('staging', STAGING),
  ...placed('development', DEVELOPMENT),
];
