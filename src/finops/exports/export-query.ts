import { specOf } from '../../core/database/resource';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { isDay } from '../../core/fields';
import type { ListQuery } from '../../core/lists/list-query';
import { parseListQuery } from '../../core/lists/parse-list-query';
import { readQueryString } from '../../core/lists/query-string';
import { Cost } from '../costs';

/** Which costs are to be exported. */
export type ExportQuery = Pick<ListQuery, 'conditions'>;

/** What lists know and an export has no use for: it holds all rows, in its own order. */
const OF_PAGES = ['limit', 'offset', 'page', 'cursor', 'sort_by', 'sort_order', 'search'];

/** Reads the query string. Throws InvalidRequest with every violation. */
export function readExportQuery(path: string, queryString: string): ExportQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const given = readQueryString(queryString, fail);
  if (given.format !== 'focus') fail('format', 'must be focus');
  for (const name of OF_PAGES.filter((known) => given[known] !== undefined))
    fail(name, 'is not known here: an export holds all rows');
  const { start_date, end_date } = given;
  if (isDay(start_date) && isDay(end_date) && start_date > end_date)
    fail('start_date', 'must not be after end_date');
  const ours = new Set(['format', ...OF_PAGES]);
  const rest = queryString.split('&').filter((part) => !ours.has(part.split('=', 1)[0]));
  try {
    const { conditions } = parseListQuery(specOf(Cost), path, rest.join('&'), undefined);
    if (violations.length === 0) return { conditions };
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    violations.push(...(error.details as Violation[]));
  }
  throw new InvalidRequest(violations);
}
