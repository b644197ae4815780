export const Operator = {
  above: '>',
  below: '<',
  at_least: '>=',
  at_most: '<=',
  equal: '==',
  unequal: '!=',
} as const;
export type Operator = (typeof Operator)[keyof typeof Operator];

/** What a rule watches over; not the metric_type of measurements. */
export const ThresholdMetricType = {
  infrastructure: 'infrastructure',
  application: 'application',
  security: 'security',
  cost: 'cost',
} as const;
export type ThresholdMetricType = (typeof ThresholdMetricType)[keyof typeof ThresholdMetricType];

export const ThresholdEnvironment = {
  production: 'production',
  staging: 'staging',
  development: 'development',
  all: 'all',
} as const;
export type ThresholdEnvironment = (typeof ThresholdEnvironment)[keyof typeof ThresholdEnvironment];
