import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { Environment, isDay, parseTimestamp } from '../../core/fields';
import { readQueryString } from '../../core/lists/query-string';
import { Aggregation } from './metric.enums';
import { parseInterval, type TimeSeriesQuery } from './time-series';

const MAX_TEXT = 1_000;

/** Reads the query string. Throws InvalidRequest with every violation. */
export function readTimeSeriesQuery(queryString: string): TimeSeriesQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const given = readQueryString(queryString, fail);
  const known: string[] = [];
  /** Gives null when the parameter is absent or wrong. */
  const read = <T>(name: string, parse: (text: string) => T | undefined, wanted: string): T | null => {
    known.push(name);
    const text = given[name];
    if (text === undefined) return null;
    const value = Array.isArray(text) ? undefined : parse(text);
    if (value === undefined) fail(name, Array.isArray(text) ? 'must be given once' : `must be ${wanted}`);
    return value ?? null;
  };
  const oneOf = <T extends string>(name: string, values: Readonly<Record<string, T>>): T | null =>
    read(
      name,
      (text) => (Object.hasOwn(values, text) ? values[text] : undefined),
      `one of ${Object.values(values).join(', ')}`,
    );
  const name = (parameter: string): string | null =>
    read(
      parameter,
      (text) => (text.trim() && text.length <= MAX_TEXT ? text : undefined),
      'a name that is not blank',
    );
  const moment = 'an ISO 8601 timestamp or day';
  const query = {
    aggregation: oneOf('aggregation', Aggregation) ?? Aggregation.avg,
    intervalMs: read('interval', parseInterval, 'a length from 10s to 1d, such as 30s, 5m, 1h or 1d'),
    from: read('from', parseTimestamp, moment),
    // As in lists, a bare day as the upper end means the whole of that day.
    to: read('to', (text) => parseTimestamp(isDay(text) ? `${text}T23:59:59.999Z` : text), moment),
    environment: oneOf('environment', Environment),
    service: name('service'),
    host: name('host'),
  };
  for (const other of Object.keys(given).filter((parameter) => !known.includes(parameter)))
    fail(other, `is not a known parameter; known are ${known.toSorted().join(', ')}`);
  if (violations.length > 0) throw new InvalidRequest(violations);
  return query;
}
