import type { Operator } from './threshold.enums';

const COMPARISONS: Readonly<Record<Operator, (value: number, limit: number) => boolean>> = {
  '>': (value, limit) => value > limit,
  '<': (value, limit) => value < limit,
  '>=': (value, limit) => value >= limit,
  '<=': (value, limit) => value <= limit,
  '==': (value, limit) => value === limit,
  '!=': (value, limit) => value !== limit,
};

/** Whether a rule fires at the value. What is no finite number is no measurement and fires nothing, not even `!=`. */
export const crosses = (operator: Operator, value: number, limit: number): boolean =>
  Number.isFinite(value) && Number.isFinite(limit) && COMPARISONS[operator](value, limit);
