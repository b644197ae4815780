export const MetricType = {
  cpu: 'cpu',
  memory: 'memory',
  disk: 'disk',
  network: 'network',
  custom: 'custom',
} as const;
export type MetricType = (typeof MetricType)[keyof typeof MetricType];
