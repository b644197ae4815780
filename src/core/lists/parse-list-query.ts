import type { ResourceShape } from '../database/resource';
import { InvalidRequest, type Violation } from '../errors/domain-error';
import { type FieldDefinition, isDay, parseTimestamp, publicName, rangeParameters } from '../fields';
import { convert, MAX_LENGTH } from './convert-value';
import { type Condition, type Cursor, type ListQuery, OPERATORS, type Operator } from './list-query';
import { readQueryString } from './query-string';
import { MAX_FRAGMENTS, readFragments } from './search-condition';

const PAGING = new Set(['limit', 'offset', 'page', 'cursor']);
const MAX_FILTERS = 10;
const MAX_VALUES = 100;

export interface ListLimits {
  readonly defaultLimit: number;
  /** How the list is sorted unless it says; by the resource's own time, the newest first, if left out. */
  readonly sort?: { readonly by: string; readonly order: 'asc' | 'desc' };
  /** Parameters of this list alone that are true or false, with what they do. */
  readonly flags?: Readonly<Record<string, string>>;
}

/** Fields that may stand in `filter` and in query parameters. */
const isFilterable = (field: FieldDefinition): boolean =>
  !field.hidden && Boolean(field.filter || field.range || field.sort);

const parameterOf = (field: FieldDefinition): string =>
  typeof field.filter === 'string' ? field.filter : publicName(field);

/** Reads a list's query string. Throws InvalidRequest with every violation. */
export function parseListQuery(
  spec: ResourceShape,
  path: string,
  queryString: string,
  accept: string | undefined,
  limits: ListLimits = { defaultLimit: 20 },
): ListQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const query = readQueryString(queryString, fail);
  const single = (name: string): string | undefined => {
    const value = query[name];
    if (Array.isArray(value)) fail(name, 'must be given once');
    return Array.isArray(value) ? value[0] : value;
  };
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const text = single(name);
    if (text === undefined) return fallback;
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (number >= min && number <= max) return number;
    fail(name, `must be a whole number from ${min} to ${max}`);
    return fallback;
  };

  const limit = whole('limit', limits.defaultLimit, 1, 100);
  const pageNumber = query.page === undefined ? null : whole('page', 1, 1, 1_000_000_000);
  const offset = pageNumber === null ? whole('offset', 0, 0, 1_000_000_000_000) : (pageNumber - 1) * limit;
  if (pageNumber !== null && query.offset !== undefined)
    fail('offset', 'must not be used together with page');

  const sortable = spec.fields.filter((field) => field.sort && !field.hidden);
  const sortName = single('sort_by') ?? limits.sort?.by ?? spec.time;
  const sort = sortable.find((field) => publicName(field) === sortName);
  if (!sort) fail('sort_by', `must be one of ${sortable.map(publicName).join(', ')}`);
  const order = single('sort_order') ?? limits.sort?.order ?? 'desc';
  if (order !== 'asc' && order !== 'desc') fail('sort_order', 'must be asc or desc');

  const cursorText = single('cursor');
  const cursor = cursorText === undefined ? null : readCursor(spec, cursorText, sort, fail);
  if (cursorText !== undefined && (query.offset !== undefined || pageNumber !== null)) {
    fail('cursor', 'must not be used together with offset or page');
  }

  const search = single('search')?.trim() || null;
  if (search !== null && search.length > MAX_LENGTH)
    fail('search', `must be at most ${MAX_LENGTH} characters long`);
  if (search !== null && !spec.fields.some((field) => field.search || field.fragment))
    fail('search', 'is not supported by this list: use its filters');
  if (search !== null && spec.fields.some((field) => field.fragment)) {
    if (readFragments(search).length > MAX_FRAGMENTS)
      fail('search', `must not have more than ${MAX_FRAGMENTS} words`);
  }

  const conditions: Condition[] = [];
  const known = new Set(['sort_by', 'sort_order', 'search', 'filter', 'format', ...PAGING]);
  for (const field of spec.fields.filter((candidate) => !candidate.hidden)) {
    if (field.filter) {
      const name = parameterOf(field);
      known.add(name);
      const values = readValues(query[name], name, field, fail);
      if (values.length === 1)
        conditions.push({
          field,
          operator: field.kind === 'text_list' ? 'contains' : 'eq',
          value: values[0],
        });
      else if (values.length > 1) conditions.push({ field, operator: 'in', value: values });
    }
    const range = rangeParameters(field);
    if (range) {
      for (const [name, operator] of [
        [range[0], 'gte'],
        [range[1], 'lte'],
      ] as const) {
        known.add(name);
        const text = single(name);
        if (text === undefined) continue;
        // A bare day as the upper end means the whole of that day.
        const value =
          operator === 'lte' && isDay(text) && field.kind === 'timestamp' ? `${text}T23:59:59.999Z` : text;
        const converted = convert(field, value);
        if (converted.fault) fail(name, converted.fault);
        else conditions.push({ field, operator, value: converted.value });
      }
    }
  }
  conditions.push(...readFilter(single('filter'), spec, fail));
  const flags = new Set<string>();
  for (const name of Object.keys(limits.flags ?? {})) {
    known.add(name);
    const text = single(name) ?? 'false';
    if (text === 'true') flags.add(name);
    else if (text !== 'false') fail(name, 'must be true or false');
  }
  for (const name of Object.keys(query)) {
    if (!known.has(name)) fail(name, `is not a known parameter; known are ${[...known].sort().join(', ')}`);
  }

  const format = single('format');
  if (format !== undefined && format !== 'json' && format !== 'csv') fail('format', 'must be json or csv');
  if (violations.length > 0) throw new InvalidRequest(violations);
  return {
    conditions,
    flags,
    search,
    sort: sort!,
    descending: order === 'desc',
    limit,
    offset,
    page: pageNumber,
    cursor,
    format: format === 'csv' || (format === undefined && prefersCsv(accept)) ? 'csv' : 'json',
    linkBase: linkBase(path, queryString),
  };
}

const prefersCsv = (accept: string | undefined): boolean =>
  accept !== undefined && /\btext\/csv\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept);

function readValues(
  raw: string | string[] | undefined,
  name: string,
  field: FieldDefinition,
  fail: (field: string, message: string) => void,
): unknown[] {
  if (raw === undefined) return [];
  const parts = [raw]
    .flat()
    .flatMap((part) => part.split(','))
    .map((part) => part.trim());
  const values: unknown[] = [];
  if (parts.length > MAX_VALUES) fail(name, `must not have more than ${MAX_VALUES} values`);
  for (const part of new Set(parts.slice(0, MAX_VALUES))) {
    const { value, fault } = convert(field, part);
    if (fault) fail(name, fault);
    else values.push(value);
  }
  return values;
}

function readFilter(
  text: string | undefined,
  spec: ResourceShape,
  fail: (field: string, message: string) => void,
): Condition[] {
  if (text === undefined) return [];
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    fail('filter', 'must be a JSON array of {field, operator, value}');
    return [];
  }
  if (!Array.isArray(entries)) {
    fail('filter', 'must be a JSON array of {field, operator, value}');
    return [];
  }
  if (entries.length > MAX_FILTERS) {
    fail('filter', `must not have more than ${MAX_FILTERS} entries`);
    return [];
  }
  const allowed = spec.fields.filter(isFilterable);
  return entries.flatMap((entry: unknown, index): Condition[] => {
    const at = `filter.${index}`;
    const {
      field: name,
      operator,
      value,
    } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    const field = allowed.find((candidate) => publicName(candidate) === name);
    if (!field) fail(`${at}.field`, `must be one of ${allowed.map(publicName).join(', ')}`);
    if (!OPERATORS.includes(operator as Operator))
      fail(`${at}.operator`, `must be one of ${OPERATORS.join(', ')}`);
    if (!field || !OPERATORS.includes(operator as Operator)) return [];
    const checked = checkOperand(field, operator as Operator, value);
    if (checked.fault) {
      fail(`${at}.value`, checked.fault);
      return [];
    }
    return [{ field, operator: operator as Operator, value: checked.value }];
  });
}

function checkOperand(
  field: FieldDefinition,
  operator: Operator,
  value: unknown,
): { value?: unknown; fault?: string } {
  if (operator === 'in') {
    if (!Array.isArray(value) || value.length === 0 || value.length > MAX_VALUES)
      return { fault: `must be a list of 1 to ${MAX_VALUES} values` };
    const parts = value.map((part) => convert(field, part));
    return parts.find((part) => part.fault) ?? { value: parts.map((part) => part.value) };
  }
  if (operator === 'contains') {
    if (field.kind !== 'text' && field.kind !== 'text_list' && field.kind !== 'enum')
      return { fault: 'must be used with a text or a list field: contains looks into texts' };
    return typeof value === 'string' &&
      value.length > 0 &&
      value.length <= MAX_LENGTH &&
      !value.includes('\0')
      ? { value }
      : { fault: 'must be a text' };
  }
  if (value === null && field.nullable && (operator === 'eq' || operator === 'ne')) return { value: null };
  if (field.kind === 'text_list') return { fault: 'must be asked of a list field by in or contains' };
  return convert(field, value);
}

export const writeCursor = (sort: string, cursor: Cursor): string =>
  Buffer.from(JSON.stringify([sort, cursor.key, cursor.id])).toString('base64url');

function readCursor(
  spec: ResourceShape,
  text: string,
  sort: FieldDefinition | undefined,
  fail: (field: string, message: string) => void,
): Cursor | null {
  try {
    const [name, key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    const isKey =
      key === null || (typeof key === 'string' && !key.includes('\0') && sort && isSortKey(sort, key));
    const idField = spec.fields.find((field) => field.name === 'id')!;
    const isId = typeof id === 'string' && convert(idField, id).fault === undefined;
    if (name === sort?.name && isKey && isId) return { key, id };
  } catch {
    // Falls through to the one message.
  }
  fail('cursor', 'must be the X-Next-Cursor of a previous page of this list with the same sort_by');
  return null;
}

function isSortKey(sort: FieldDefinition, key: string): boolean {
  if (sort.kind === 'enum') return /^\d{1,3}$/.test(key);
  if (sort.kind === 'timestamp') return parseTimestamp(key) !== undefined;
  return convert({ ...sort, values: undefined }, key).fault === undefined;
}

function linkBase(path: string, queryString: string): string {
  const kept = queryString.split('&').filter((part) => part !== '' && !PAGING.has(part.split('=', 1)[0]));
  return `${path}?${kept.map((part) => `${part}&`).join('')}`.replace(/[<>"\s]/g, encodeURIComponent);
}
