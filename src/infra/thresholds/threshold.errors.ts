import { Conflict } from '../../core/errors/domain-error';

export class ThresholdLimitReached extends Conflict {
  constructor(metric_name: string, limit: number) {
    super(
      `A metric has at most ${limit} thresholds: change or remove one of them.`,
      { metric_name, limit },
      'THRESHOLD_LIMIT_REACHED',
    );
  }
}
