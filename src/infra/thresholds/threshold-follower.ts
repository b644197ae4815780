import type { Threshold } from './threshold.entity';

/** Acts on rules that no longer watch what they watched, inside the transaction of the change. */
export abstract class ThresholdFollower {
  /** @param why one sentence for people */
  abstract retire(threshold: Threshold, why: string): Promise<void>;
}
