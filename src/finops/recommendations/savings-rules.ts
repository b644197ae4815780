/** How money that can be saved is found in the costs: limits and formulas, in one place. */

export const SavingsRule = {
  idle_resource: 'idle_resource',
  cost_growth: 'cost_growth',
  storage_growth: 'storage_growth',
} as const;
export type SavingsRule = (typeof SavingsRule)[keyof typeof SavingsRule];

/** Savings are those of a month of so many days. */
export const MONTH_DAYS = 30;
/** Newest data may be so many days older than the newest of all: providers send their bills at different times. */
export const LAG_DAYS = 3;

export const IDLE = {
  /** Days with cost and without use. */
  days: 14,
  /** Where records of these days say nothing of use, it must have been known in so many days before. */
  known_within_days: 90,
  /** Savings in a month that are worth a word, in units of the currency. */
  min_savings: 1,
} as const;

export const GROWTH = {
  days: 7,
  /** More than this share of the week before, and at least so many units of the currency. */
  share: '0.3',
  amount: 50,
  /** So many days of the last week have costs, at least: what comes once a month has not grown. */
  min_days: 4,
} as const;

export const STORAGE = {
  /** In each of them more is used than in the one before. */
  weeks: 4,
  /** The last week against the first, at least. */
  share: '0.1',
  /** Savings in a month that are worth the work, in units of the currency. */
  min_savings: 50,
  /** Half of the data is taken to be read rarely, and a colder class to be 40 % cheaper. */
  saved_share: '0.2',
} as const;

interface Scope {
  readonly environment: string;
  readonly service: string;
  readonly currency: string;
  /** First and last of all days that it follows from, YYYY-MM-DD. */
  readonly first_day: string;
  readonly last_day: string;
  /** In a month. As all amounts here: decimal text with two digits behind the point. */
  readonly savings: string;
}

interface OfResource extends Scope {
  readonly resource_name: string | null;
  readonly resource_type: string | null;
}

/** A resource that costs and is not used. */
export interface IdleResource extends OfResource {
  readonly rule: typeof SavingsRule.idle_resource;
  readonly resource_id: string;
  readonly cost: string;
}

/** A service that costs much more than a week before, or than the week before its growth was first seen. */
export interface CostGrowth extends Scope {
  readonly rule: typeof SavingsRule.cost_growth;
  readonly resource_id: null;
  /** Of the last week, and of the one that it is compared with. */
  readonly cost: string;
  readonly baseline: string;
  readonly exact_baseline: string;
  readonly baseline_end: string;
  readonly difference: string;
  /** Null where the service cost nothing. */
  readonly percentage: string | null;
  /** What follows from the difference, and what the last 30 days have cost; the savings are the smaller one. */
  readonly reckoned_savings: string;
  readonly month_cost: string;
}

/** Storage that grows from week to week. */
export interface StorageGrowth extends OfResource {
  readonly rule: typeof SavingsRule.storage_growth;
  /** Null: the service as a whole. */
  readonly resource_id: string | null;
  /** Of the last week. */
  readonly cost: string;
  readonly monthly_cost: string;
  /** Of each week, the oldest first. */
  readonly usage: readonly string[];
  readonly unit: string | null;
  readonly percentage: string;
}

export type Finding = IdleResource | CostGrowth | StorageGrowth;

/** An open recommendation whose cause is gone. */
export interface Settled {
  readonly id: string;
  readonly rule: SavingsRule;
  /** Not used or not grown any more, or nothing left that costs. */
  readonly why: 'changed' | 'free';
  readonly last_day: string;
}
