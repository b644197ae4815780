import { randomUUID } from 'node:crypto';
import { type Draft, draftOf } from './finding-words';
import { Recommendation } from './recommendation.entity';
import { RecommendationStatus } from './recommendation.enums';
import { type Finding, SavingsRule } from './savings-rules';

/** A new recommendation of what was found. */
export function foundRecommendation(finding: Finding, draft = draftOf(finding)): Recommendation {
  const { rule, environment, service, resource_id, currency } = finding;
  const isGrowth = finding.rule === SavingsRule.cost_growth;
  return Object.assign(new Recommendation(), {
    ...{
      id: randomUUID(),
      status: RecommendationStatus.pending,
      note: null,
      completed_at: null,
      dismissed_at: null,
    },
    ...valuesOf(draft),
    ...{ rule, environment, service, resource_id, currency },
    baseline: isGrowth ? finding.exact_baseline : null,
    baseline_end: isGrowth ? finding.baseline_end : null,
  });
}

/** As entities hold it: nothing is reckoned with the number. */
export const valuesOf = (draft: Draft): Omit<Draft, 'potential_savings'> & { potential_savings: number } => ({
  ...draft,
  potential_savings: Number(draft.potential_savings),
});
