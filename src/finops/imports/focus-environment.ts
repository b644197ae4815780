import { environmentNamed } from '../../core/fields';
import { CostEnvironment } from '../costs';

const TAGS = /^(?:user:)?(?:environment|env|stage)$/i;
const UNALLOCATED = /^unallocated$/i;

const costEnvironmentNamed = (word: string): CostEnvironment | undefined =>
  UNALLOCATED.test(word.trim()) ? CostEnvironment.unallocated : environmentNamed(word);

/**
 * The environment of a charge: what its tags say (environment before env before stage), else what its accounts are for, the
 * sub account before the billing account, else none.
 */
export function environmentOf(
  tags: Readonly<Record<string, string>> | null,
  accounts: readonly (string | null)[],
  known: ReadonlyMap<string, string>,
): CostEnvironment {
  const names = (tags === null ? [] : Object.keys(tags))
    .filter((name) => TAGS.test(name))
    .sort((one, other) => rank(one) - rank(other));
  for (const name of names) {
    const environment = costEnvironmentNamed(tags![name]);
    if (environment) return environment;
  }
  for (const account of accounts) {
    const environment = account === null ? undefined : known.get(account);
    if (environment) return environment as CostEnvironment;
  }
  return CostEnvironment.unallocated;
}

const ORDER = ['environment', 'env', 'stage'];
const rank = (name: string): number => ORDER.indexOf(name.toLowerCase().replace(/^user:/, ''));
