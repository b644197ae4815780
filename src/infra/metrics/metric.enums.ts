export const MetricType = {
  cpu: 'cpu',
  memory: 'memory',
  disk: 'disk',
  network: 'network',
  custom: 'custom',
} as const;
export type MetricType = (typeof MetricType)[keyof typeof MetricType];

export const Aggregation = { avg: 'avg', sum: 'sum', min: 'min', max: 'max', count: 'count' } as const;
export type Aggregation = (typeof Aggregation)[keyof typeof Aggregation];
