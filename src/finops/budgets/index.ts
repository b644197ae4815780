export { Budget } from './budget';
export { BudgetStatus } from './budget.enums';
export { BudgetsService } from './budgets.service';
