import { Environment } from '../../core/fields';

/** Where a cost arises. What a provider charges cannot always be told to be of one of our environments. */
export const CostEnvironment = { ...Environment, unallocated: 'unallocated' } as const;
export type CostEnvironment = (typeof CostEnvironment)[keyof typeof CostEnvironment];

/** What a charge is for, as in FOCUS. */
export const ChargeCategory = {
  usage: 'usage',
  purchase: 'purchase',
  tax: 'tax',
  credit: 'credit',
  adjustment: 'adjustment',
} as const;
export type ChargeCategory = (typeof ChargeCategory)[keyof typeof ChargeCategory];

/** Which cost is asked for. Two kinds are never added to each other. */
export const CostMetric = {
  /** What the use was worth, with discounts and with what was paid in advance spread over it. */
  effective: 'effective',
  /** What was invoiced. */
  billed: 'billed',
  /** What it would have been at public prices. */
  list: 'list',
  /** What it would have been at negotiated prices. */
  contracted: 'contracted',
} as const;
export type CostMetric = (typeof CostMetric)[keyof typeof CostMetric];

/** What rows are added up by. */
export const CostGrouping = { service: 'service', environment: 'environment', date: 'date' } as const;
export type CostGrouping = (typeof CostGrouping)[keyof typeof CostGrouping];
