import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { CURRENCY, isDay } from '../../core/fields';
import { readQueryString } from '../../core/lists/query-string';
import { CostEnvironment, CostMetric, FIRST_YEAR, isAccountable, LAST_YEAR } from '../costs';
import { Period } from './period';

/** Which summary is asked for. Null does not narrow. */
export interface SummaryQuery {
  readonly period: Period;
  /** A day of the period; null is today. */
  readonly date: string | null;
  readonly environment: CostEnvironment | null;
  readonly currency: string | null;
  readonly metric: CostMetric;
}

/** Reads the query string. Throws InvalidRequest with every violation. */
export function readSummaryQuery(queryString: string): SummaryQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const given = readQueryString(queryString, fail);
  const known: string[] = [];
  /** Gives null when the parameter is absent or wrong. */
  const read = <T extends string>(
    name: string,
    isRight: (text: string) => boolean,
    wanted: string,
  ): T | null => {
    known.push(name);
    const text = given[name];
    if (text === undefined) return null;
    if (!Array.isArray(text) && isRight(text)) return text as T;
    fail(name, Array.isArray(text) ? 'must be given once' : `must be ${wanted}`);
    return null;
  };
  const oneOf = <T extends string>(name: string, values: Readonly<Record<string, T>>): T | null =>
    read<T>(name, (text) => Object.hasOwn(values, text), `one of ${Object.values(values).join(', ')}`);
  const query = {
    period: oneOf('period', Period) ?? Period.monthly,
    date: read(
      'date',
      (text) => isDay(text) && isAccountable(text),
      `a day in the form YYYY-MM-DD, of the years ${FIRST_YEAR} to ${LAST_YEAR}`,
    ),
    environment: oneOf('environment', CostEnvironment),
    currency: read('currency', (text) => CURRENCY.test(text), 'an ISO 4217 code such as USD'),
    metric: oneOf('metric', CostMetric) ?? CostMetric.effective,
  };
  for (const other of Object.keys(given).filter((parameter) => !known.includes(parameter)))
    fail(other, `is not a known parameter; known are ${known.toSorted().join(', ')}`);
  if (violations.length > 0) throw new InvalidRequest(violations);
  return query;
}
