import { boundEnvironment } from '../../core/context/bound-environment';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { Environment, environmentNamed } from '../../core/fields';

/** What is taken for what a feed itself does not say; from the query of its URL. */
export interface FeedDefaults {
  readonly environment: Environment;
  readonly squad: string;
}

const MAX_SQUAD = 100;
const NO_SQUAD = 'Unassigned';

/**
 * Reads `environment` and, where it is taken, `squad`. Without `environment` it is the one that the caller is bound to, else
 * production. Throws InvalidRequest: a misspelt parameter must not file everything under production.
 */
export function readFeedDefaults(
  query: Readonly<Record<string, unknown>>,
  known: readonly (keyof FeedDefaults)[],
): FeedDefaults {
  const violations: Violation[] = Object.keys(query)
    .filter((name) => !(known as readonly string[]).includes(name))
    .map((field) => ({ field, message: `is not a known parameter: known are ${known.join(', ')}` }));
  const { environment, squad } = query;
  const environments = Object.values(Environment);
  if (environment !== undefined && !environments.includes(environment as Environment))
    violations.push({ field: 'environment', message: `must be one of ${environments.join(', ')}` });
  if (squad !== undefined && (typeof squad !== 'string' || !isSquad(squad)))
    violations.push({ field: 'squad', message: `must be a text of 1 to ${MAX_SQUAD} characters` });
  if (violations.length > 0) throw new InvalidRequest(violations);
  return {
    environment: (environment as Environment | undefined) ?? boundEnvironment() ?? Environment.production,
    squad: (squad as string | undefined) ?? NO_SQUAD,
  };
}

export const isSquad = (text: string): boolean =>
  text.trim() !== '' && text.length <= MAX_SQUAD && !text.includes('\0');

/** The environment that the first of these labels with a word for one names, else the fallback. */
export function environmentOf(
  label: (name: string) => string | undefined,
  names: readonly string[],
  fallback: Environment,
): Environment {
  for (const name of names) {
    const named = environmentNamed(label(name) ?? '');
    if (named) return named;
  }
  return fallback;
}
