import { MetricType } from '../../infra/metrics';

const TYPES: readonly (readonly [RegExp, MetricType])[] = [
  [/^(?:node|container|process|windows)_cpu/, MetricType.cpu],
  [/^(?:node_memory|container_memory|windows_memory|process_(?:resident|virtual)_memory)/, MetricType.memory],
  [/^(?:node_(?:filesystem|disk)|container_fs|windows_logical_disk)/, MetricType.disk],
  [/^(?:node|container|process|windows)_net(?:work)?_/, MetricType.network],
];

/** The kind of measurement that a name of one of the usual exporters tells of. */
export const typeOf = (name: string): MetricType =>
  TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? MetricType.custom;

const SUFFIXES: readonly (readonly [suffix: string, unit: string])[] = [
  ['_bytes', 'bytes'],
  ['_milliseconds', 'ms'],
  ['_seconds', 's'],
  ['_ratio', 'ratio'],
  ['_percent', '%'],
  ['_celsius', '°C'],
  ['_volts', 'V'],
  ['_amperes', 'A'],
  ['_watts', 'W'],
  ['_joules', 'J'],
  ['_hertz', 'Hz'],
  ['_meters', 'm'],
  ['_grams', 'g'],
];
const MAX_UNIT = 32;

/** The unit of what this name measures: what metadata say, else what the name ends with, else none. */
export function unitOf(name: string, units: ReadonlyMap<string, string>): string {
  // How many there were, whatever was measured of each.
  if (/_(?:count|bucket)$/.test(name)) return '';
  const family = name.replace(/_(?:total|sum)$/, '');
  const told = units.get(name) ?? units.get(family);
  if (told !== undefined && told.length <= MAX_UNIT) return told;
  return SUFFIXES.find(([suffix]) => family.endsWith(suffix))?.[1] ?? '';
}
