export { Cost, MAX_AMOUNT, MAX_QUANTITY } from './cost.entity';
export { ChargeCategory, CostEnvironment, CostGrouping, CostMetric } from './cost.enums';
export { MixedCurrencies, oneCurrency } from './cost.errors';
export { COST_COLUMNS, LOCK_COST_DAYS, METRIC_COLUMNS, storeCosts } from './cost.queries';
export { FIRST_YEAR, isAccountable, LAST_YEAR } from './cost-rules';
export { ApiMetric, ApiMixedCurrencies } from './costs.decorators';
export { CostsService } from './costs.service';
export { addUp, centsOf, compareRounded, percentagesOf } from './largest-remainder';
