import { Conflict } from '../../core/errors/domain-error';
import type { RecommendationStatus } from './recommendation.enums';

/** The life of a recommendation has no such step. */
export class InvalidTransition extends Conflict {
  constructor(
    from: RecommendationStatus,
    to: RecommendationStatus,
    allowed: readonly RecommendationStatus[],
  ) {
    super(
      `A ${from} recommendation cannot become ${to}: from here it can become ${allowed.join(' or ')}.`,
      { from, to, allowed },
      'INVALID_TRANSITION',
    );
  }
}
