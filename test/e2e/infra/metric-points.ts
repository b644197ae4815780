import { asCaller, tokenOf } from '../../support/caller';

/** A point as clients send it. */
export const point = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  metric_name: 'cpu_usage',
  metric_type: 'cpu',
  value: 72.5,
  unit: '%',
  environment: 'production',
  ...more,
});

export const points = (count: number, more: (index: number) => Record<string, unknown> = () => ({})) =>
  Array.from({ length: count }, (_, index) => point({ value: index, ...more(index) }));

/** A moment so many seconds before now. */
export const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();

/** Runs the work as a token that is bound to staging. */
export const boundToStaging = <T>(work: () => Promise<T>): Promise<T> =>
  asCaller(tokenOf('engineer', ['read:metrics', 'write:metrics'], 'staging'), work);
