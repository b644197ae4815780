import { specOf } from '../../core/database/resource';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { isDay } from '../../core/fields';
import type { ListQuery } from '../../core/lists/list-query';
import { parseListQuery } from '../../core/lists/parse-list-query';
import { readQueryString } from '../../core/lists/query-string';
import { Cost } from './cost.entity';
import { CostGrouping, CostMetric } from './cost.enums';
import { type GroupOrder, usualOrder } from './cost-groups';

/** Groups come all at once unless fewer are asked for. */
const ALL = Number.MAX_SAFE_INTEGER;
const USUAL_LIMIT = 20;
/** Parameters that lists do not know, or that mean something else for groups. */
const OWN = ['group_by', 'metric', 'sort_by'];

/** Which groups are asked for. */
export interface Grouped {
  readonly by: CostGrouping;
  readonly metric: CostMetric;
  readonly order: GroupOrder;
  /** Whether there may be more of them than are asked for. */
  readonly isPaged: boolean;
}

/** What was asked of the costs: records, or groups of those that the list query leaves. */
export interface BreakdownQuery {
  readonly list: ListQuery;
  readonly grouped: Grouped | null;
}

/** Reads the query string. Throws InvalidRequest with every violation. */
export function readBreakdownQuery(
  path: string,
  queryString: string,
  accept: string | undefined,
): BreakdownQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const given = readQueryString(queryString, () => undefined);
  const oneOf = <T extends string>(name: string, values: Readonly<Record<string, T>>): T | undefined => {
    const value = given[name];
    if (value === undefined) return undefined;
    if (Array.isArray(value)) fail(name, 'must be given once');
    else if (Object.hasOwn(values, value)) return values[value];
    else fail(name, `must be one of ${Object.values(values).join(', ')}`);
    return undefined;
  };
  const by = oneOf('group_by', CostGrouping);
  const metric = oneOf('metric', CostMetric);
  const isGrouped = given.group_by !== undefined;
  if (!isGrouped && given.metric !== undefined)
    fail(
      'metric',
      'needs group_by: each record holds cost, billed_cost, list_cost and contracted_cost itself',
    );
  const isPaged = ['limit', 'offset', 'page'].some((name) => given[name] !== undefined);
  let order = usualOrder(by ?? CostGrouping.service);
  if (isGrouped) {
    const name = oneOf<'cost' | 'key'>('sort_by', {
      cost: 'cost',
      key: 'key',
      ...(by ? { [by]: 'key' } : {}),
    });
    if (name !== undefined) order = { by: name, descending: true };
    if (given.sort_order !== undefined) order = { ...order, descending: given.sort_order === 'desc' };
    if (given.cursor !== undefined) fail('cursor', 'is for records, not for groups');
  }
  const { start_date, end_date } = given;
  if (isDay(start_date) && isDay(end_date) && start_date > end_date)
    fail('start_date', 'must not be after end_date');

  const own = isGrouped ? OWN : ['group_by', 'metric'];
  const parts = queryString.split('&');
  const isOwn = (part: string): boolean => own.includes(decoded(part.split('=', 1)[0]));
  const rest = parts.filter((part) => !isOwn(part)).join('&');
  const list = readList(path, rest, accept, isGrouped && !isPaged ? ALL : USUAL_LIMIT, violations);
  if (violations.length > 0 || !list) throw new InvalidRequest(violations);
  const kept = parts.filter(isOwn).map((part) => `${part}&`);
  return {
    list: { ...list, linkBase: list.linkBase.replace('?', () => `?${kept.join('')}`) },
    grouped: by ? { by, metric: metric ?? CostMetric.effective, order, isPaged } : null,
  };
}

/** What all lists have in common. Adds its violations to the others. */
function readList(
  path: string,
  queryString: string,
  accept: string | undefined,
  defaultLimit: number,
  violations: Violation[],
): ListQuery | undefined {
  try {
    return parseListQuery(specOf(Cost), path, queryString, accept, { defaultLimit });
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    violations.push(...(error.details as Violation[]));
    return undefined;
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // The list's own reading finds the fault.
    return name;
  }
}
