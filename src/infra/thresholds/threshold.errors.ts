import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';

const THRESHOLD_LIMIT_REACHED = errorKind({
  code: 'THRESHOLD_LIMIT_REACHED',
  status: 409,
  meaning: 'This metric has as many thresholds as a metric may have.',
  remedy: 'Change or remove one of them.',
});

export class ThresholdLimitReached extends Conflict {
  constructor(metric_name: string, limit: number) {
    super(`A metric has at most ${limit} thresholds.`, { metric_name, limit }, THRESHOLD_LIMIT_REACHED);
  }
}
