export { foundRecommendation } from './found-recommendation';
export { Recommendation } from './recommendation.entity';
export { RecommendationPriority, RecommendationStatus, RecommendationType } from './recommendation.enums';
export { RecommendationsService } from './recommendations.service';
export { type Finding, SavingsRule } from './savings-rules';
export { SAVINGS_STATEMENTS } from './savings.queries';
