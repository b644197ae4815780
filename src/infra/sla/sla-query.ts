import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { Environment } from '../../core/fields';
import { readQueryString } from '../../core/lists/query-string';

export const MAX_WEEKS = 52;
export const DEFAULT_WEEKS = 12;
const MAX_SQUAD = 100;

/** Which SLA is asked for. Null is all. */
export interface SlaQuery {
  /** How many, counted back from the current one. */
  readonly weeks: number;
  readonly squad: string | null;
  readonly environment: Environment | null;
}

/** Reads the query string. Throws InvalidRequest with every violation. */
export function readSlaQuery(queryString: string): SlaQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const { weeks, squad, environment, ...others } = readQueryString(queryString, fail);
  for (const name of Object.keys(others))
    fail(name, 'is not a known parameter; known are environment, squad, weeks');
  const once = (
    name: string,
    value: string | string[] | undefined,
    fault: (text: string) => string | null,
  ) => {
    const wrong = Array.isArray(value) ? 'must be given once' : value === undefined ? null : fault(value);
    if (wrong !== null) fail(name, wrong);
    return value as string | undefined;
  };

  const number = once('weeks', weeks, (text) =>
    /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_WEEKS
      ? null
      : `must be a whole number from 1 to ${MAX_WEEKS}`,
  );
  const name = once('squad', squad, (text) =>
    text.trim() === '' || text.length > MAX_SQUAD
      ? `must be a name of at most ${MAX_SQUAD} characters`
      : null,
  );
  const place = once('environment', environment, (text) =>
    Object.hasOwn(Environment, text) ? null : `must be one of ${Object.values(Environment).join(', ')}`,
  );
  if (violations.length > 0) throw new InvalidRequest(violations);
  return {
    weeks: Number(number ?? DEFAULT_WEEKS),
    squad: name ?? null,
    environment: (place as Environment | undefined) ?? null,
  };
}
