/** From best to worst. */
export const BudgetStatus = { on_track: 'on_track', at_risk: 'at_risk', exceeded: 'exceeded' } as const;
export type BudgetStatus = (typeof BudgetStatus)[keyof typeof BudgetStatus];
