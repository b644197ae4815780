export { CostSummary } from './cost-summary';
export { type Comparison, comparisonOf, type Days, Period, periodOf } from './period';
export { type ComparedCosts, type ServiceChange, SummaryService } from './summary.service';
