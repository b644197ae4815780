export { RuleBook } from './rule-book';
export { crosses } from './threshold-policy';
export { Threshold } from './threshold.entity';
export { Operator, ThresholdEnvironment, ThresholdMetricType } from './threshold.enums';
export { ThresholdFollower } from './threshold-follower';
export { type Rule, ThresholdQueries } from './threshold.queries';
