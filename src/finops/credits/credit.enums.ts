export const CreditProvider = {
  aws: 'aws',
  gcp: 'gcp',
  azure: 'azure',
  digitalocean: 'digitalocean',
  other: 'other',
} as const;
export type CreditProvider = (typeof CreditProvider)[keyof typeof CreditProvider];

export const CreditType = {
  promotional: 'promotional',
  support: 'support',
  commitment: 'commitment',
  discount: 'discount',
} as const;
export type CreditType = (typeof CreditType)[keyof typeof CreditType];

/** `exhausted`: nothing is left; `expired`: something is, but its last day is over. */
export const CreditStatus = { active: 'active', expired: 'expired', exhausted: 'exhausted' } as const;
export type CreditStatus = (typeof CreditStatus)[keyof typeof CreditStatus];

/** Why people are told of a credit. */
export const CreditConcern = { expiring: 'expiring', running_dry: 'running_dry' } as const;
export type CreditConcern = (typeof CreditConcern)[keyof typeof CreditConcern];
