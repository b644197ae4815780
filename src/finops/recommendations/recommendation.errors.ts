import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';
import type { RecommendationStatus } from './recommendation.enums';

const INVALID_TRANSITION = errorKind({
  code: 'INVALID_TRANSITION',
  status: 409,
  meaning: 'A recommendation cannot go from its present status to that one.',
  remedy: 'Choose one of the statuses that details list as allowed.',
});

/** The life of a recommendation has no such step. */
export class InvalidTransition extends Conflict {
  constructor(
    from: RecommendationStatus,
    to: RecommendationStatus,
    allowed: readonly RecommendationStatus[],
  ) {
    super(
      `A ${from} recommendation cannot become ${to}.`,
      { from, to, allowed },
      INVALID_TRANSITION,
      `From here it can become ${allowed.join(' or ')}: choose one of these.`,
    );
  }
}
