import { requestOf } from '../../core/fields';
import { Recommendation } from './recommendation.entity';

export class UpdateRecommendationRequest extends requestOf(Recommendation, {
  optional: ['status', 'note'],
}) {}
