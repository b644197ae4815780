export { CostSummary } from './cost-summary';
export { type Days, Period, periodOf } from './period';
export { SummaryService } from './summary.service';
