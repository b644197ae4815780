import type { Environment } from './scenarios';

/** How a series of the demo data behaves. */
export interface DemoSeries {
  readonly metric_name: string;
  readonly metric_type: 'cpu' | 'memory' | 'disk' | 'network' | 'custom';
  readonly unit: string;
  readonly environment: Environment;
  readonly service: string | null;
  readonly host: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  /** Its usual values when little and when much is going on. */
  readonly range: readonly [quiet: number, busy: number];
  readonly limits: readonly [least: number, most: number];
  readonly noise: number;
  /** Whether it follows the working day. */
  readonly follows: boolean;
  /** Where it went during the spike. */
  readonly peak?: number;
}

type Place = Pick<DemoSeries, 'environment' | 'service' | 'host' | 'tags'>;
type Behaviour = Omit<DemoSeries, keyof Place>;

const at = (service: string, host: string | null, environment: Environment = 'production'): Place => ({
  ...{ environment, service, host },
  tags: environment === 'production' ? { region: 'eu-1' } : null,
});

const PERCENT = { unit: '%', limits: [0, 100] } as const;
const cpu = (quiet: number, busy: number, peak?: number): Behaviour => ({
  ...{ metric_name: 'cpu_usage', metric_type: 'cpu', ...PERCENT, range: [quiet, busy] },
  ...{ noise: 9, follows: true, peak },
});
const memory = (quiet: number, busy: number): Behaviour => ({
  ...{ metric_name: 'memory_usage', metric_type: 'memory', ...PERCENT, range: [quiet, busy] },
  ...{ noise: 4, follows: true },
});
const disk = (usual: number): Behaviour => ({
  ...{ metric_name: 'disk_usage', metric_type: 'disk', ...PERCENT, range: [usual, usual] },
  ...{ noise: 0.6, follows: false },
});
const network = (quiet: number, busy: number): Behaviour => ({
  ...{ metric_name: 'network_in', metric_type: 'network', unit: 'MB/s', range: [quiet, busy] },
  ...{ limits: [0, 1_250], noise: busy / 8, follows: true },
});
const custom = (
  metric_name: string,
  unit: string,
  range: readonly [number, number],
  peak?: number,
): Behaviour => ({
  ...{ metric_name, metric_type: 'custom', unit, range, limits: [0, 1_000_000] },
  ...{ noise: range[1] / 10, follows: true, peak },
});

/** Of the services that the demo incidents are about. */
export const METRIC_SERIES: readonly DemoSeries[] = [
  { ...at('payment-gateway', 'pay-1'), ...cpu(18, 55, 97) },
  { ...at('payment-gateway', 'pay-2'), ...cpu(16, 52, 94) },
  { ...at('payment-gateway', null), ...custom('request_latency_p95', 'ms', [80, 190], 1_450) },
  { ...at('payment-gateway', null), ...custom('requests_per_second', 'requests/sec', [25, 410]) },
  { ...at('payment-gateway', 'pay-1'), ...memory(48, 66) },
  { ...at('storefront-web', 'web-1'), ...cpu(12, 61) },
  { ...at('storefront-web', 'web-2'), ...cpu(11, 63) },
  { ...at('storefront-web', 'web-1'), ...network(40, 520) },
  { ...at('api-gateway', 'gw-1'), ...network(60, 700) },
  { ...at('api-gateway', null), ...custom('error_rate', '%', [0.1, 0.6], 4.8) },
  { ...at('postgres-main', 'db-1'), ...cpu(14, 46) },
  { ...at('postgres-main', 'db-1'), ...memory(71, 79) },
  { ...at('postgres-main', 'db-1'), ...disk(78) },
  { ...at('kafka', 'kafka-1'), ...disk(63) },
  { ...at('kafka', null), ...custom('consumer_lag', 'messages', [20, 900]) },
  { ...at('redis-cache', 'cache-1'), ...memory(55, 74) },
  { ...at('payment-gateway', 'pay-s1', 'staging'), ...cpu(4, 22) },
  { ...at('storefront-web', 'web-s1', 'staging'), ...memory(38, 47) },
  { ...at('build-runners', 'build-1', 'development'), ...cpu(3, 88) },
];
