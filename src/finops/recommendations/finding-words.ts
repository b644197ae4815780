import type { Recommendation } from './recommendation.entity';
import { RecommendationPriority, RecommendationType } from './recommendation.enums';
import {
  type CostGrowth,
  type Finding,
  GROWTH,
  IDLE,
  type IdleResource,
  MONTH_DAYS,
  SavingsRule,
  type Settled,
  STORAGE,
  type StorageGrowth,
} from './savings-rules';

/** What a finding makes of a recommendation; savings are decimal text. */
export type Draft = Pick<Recommendation, 'type' | 'title' | 'description' | 'priority' | 'resource_type'> & {
  readonly potential_savings: string;
};

/** In units of the currency, in a month. */
const HIGH = 500;
const MEDIUM = 100;

/** The recommendation that says what was found, with the figures it follows from. */
export function draftOf(finding: Finding): Draft {
  const { savings } = finding;
  return { ...saidOf(finding), potential_savings: savings, priority: priorityOf(Number(savings)) };
}

export function priorityOf(savings: number): RecommendationPriority {
  if (savings >= HIGH) return RecommendationPriority.high;
  return savings >= MEDIUM ? RecommendationPriority.medium : RecommendationPriority.low;
}

function saidOf(finding: Finding): Omit<Draft, 'priority' | 'potential_savings'> {
  switch (finding.rule) {
    case SavingsRule.idle_resource:
      return idle(finding);
    case SavingsRule.cost_growth:
      return growth(finding);
    case SavingsRule.storage_growth:
      return storage(finding);
  }
}

function idle(finding: IdleResource): Omit<Draft, 'priority' | 'potential_savings'> {
  const { resource_id, resource_name, resource_type, service, environment } = finding;
  const { cost, currency, savings, first_day, last_day } = finding;
  const name = named(resource_name, resource_id);
  return {
    ...{ type: RecommendationType.idle_resource, resource_type },
    title: `${resource_name ?? resource_id} (${service}) is idle in ${environment}`,
    description:
      `${name} of ${service} in ${environment} cost ${cost} ${currency} in the ${IDLE.days} days from ${first_day} to ` +
      `${last_day} and was not used on any of them: stop or remove it. ` +
      `Savings in ${MONTH_DAYS} days: ${cost} × ${MONTH_DAYS} ÷ ${IDLE.days} = ${savings} ${currency}.`,
  };
}

function growth(finding: CostGrowth): Omit<Draft, 'priority' | 'potential_savings'> {
  const { service, environment, cost, baseline, baseline_end, difference, percentage } = finding;
  const { currency, savings, reckoned_savings, month_cost, last_day } = finding;
  const isCapped = savings !== reckoned_savings;
  const grown = percentage === null ? 'from nothing' : `by ${percentage} %`;
  return {
    ...{ type: RecommendationType.rightsizing, resource_type: null },
    title: `The cost of ${service} in ${environment} has grown ${grown}`,
    description:
      `${service} in ${environment} cost ${cost} ${currency} in the ${GROWTH.days} days up to ${last_day}, against ` +
      `${baseline} ${currency} in the ${GROWTH.days} days up to ${baseline_end}: ${difference} ${currency} more ` +
      `(${percentage === null ? 'from nothing' : `${percentage} %`}). See whether what was added is needed in this size. ` +
      `Savings in ${MONTH_DAYS} days: ${difference} × ${MONTH_DAYS} ÷ ${GROWTH.days} = ${reckoned_savings} ${currency}` +
      `${isCapped ? `, but not more than the ${MONTH_DAYS} days up to ${last_day} cost: ${month_cost} ${currency}` : ''}.`,
  };
}

function storage(finding: StorageGrowth): Omit<Draft, 'priority' | 'potential_savings'> {
  const { resource_id, resource_name, resource_type, service, environment, usage, unit } = finding;
  const { cost, monthly_cost, percentage, currency, savings, first_day, last_day } = finding;
  const name = resource_id === null ? service : `${named(resource_name, resource_id)} of ${service}`;
  const title = resource_id === null ? service : `${resource_name ?? resource_id} (${service})`;
  const percent = Number(STORAGE.saved_share) * 100;
  return {
    ...{ type: RecommendationType.storage_optimization, resource_type },
    title: `${title} in ${environment} keeps growing`,
    description:
      `More of ${name} in ${environment} was used in each of the ${STORAGE.weeks} weeks from ${first_day} to ${last_day} than ` +
      `in the one before: ${usage.join(', ')}${unit === null ? '' : ` ${unit}`} (${percentage} % more at last). The last week ` +
      `cost ${cost} ${currency}, ${monthly_cost} ${currency} in ${MONTH_DAYS} days. Delete what is not needed, and move what is ` +
      `rarely read to a colder class. Savings in ${MONTH_DAYS} days, if half of it is rarely read and a colder class is 40 % ` +
      `cheaper: ${percent} % of that = ${savings} ${currency}.`,
  };
}

const named = (name: string | null, id: string): string =>
  name === null || name === id ? id : `${name} (${id})`;

/** What is noted of a recommendation that is closed because its cause is gone. */
export function settledNote({ rule, why, last_day }: Settled): string {
  const gone = {
    [SavingsRule.idle_resource]: 'it is used again',
    [SavingsRule.cost_growth]: 'the cost of the last week is no longer that much higher',
    [SavingsRule.storage_growth]: 'it has stopped growing',
  }[rule];
  return `Completed by itself: as of ${last_day} ${why === 'free' ? 'it does not cost anything any more' : gone}.`;
}
