import type { Environment } from '../../core/fields';
import type { MetricType } from './metric.enums';

/** A measurement as it was accepted. */
export interface Point {
  readonly id: string;
  readonly metric_name: string;
  readonly metric_type: MetricType;
  /** Finite. */
  readonly value: number;
  readonly unit: string;
  readonly environment: Environment;
  readonly service: string | null;
  readonly host: string | null;
  readonly timestamp: Date;
  readonly tags: Readonly<Record<string, string>> | null;
}

/** Looks at every accepted batch, inside its transaction: what it throws refuses the batch. */
export abstract class PointWatcher {
  abstract watch(points: readonly Point[]): Promise<void>;
}
