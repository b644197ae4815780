import { createHash } from 'node:crypto';
import type { Statement } from '../database/database';
import type { ResourceShape } from '../database/resource';
import { isoText, Params, quoted, wireRow, wireValue } from '../database/wire';
import { type FieldDefinition, publicName } from '../fields/field';
import type { Condition, ListQuery, Operator } from './list-query';
import { containsFragment, hasFragments, searchCondition } from './search-condition';

export interface BoundStatement extends Statement {
  readonly values: unknown[];
}

/** Restrictions that do not come from the query: a parent row, or the environment a caller is bound to. */
export interface ListScope {
  readonly equals?: Readonly<Record<string, unknown>>;
  readonly environment?: string | null;
  readonly baseUrl: string;
  /** SQL of what is listed in place of the table, for rows that show more than they hold; it has the columns of all fields. */
  readonly source?: (params: Params) => string;
  /** Tells sources apart that differ in their values only. */
  readonly sourceKey?: string;
  /** Where numbers of rows (`points`) stand ready, by these fields. Conditions on others still take a count. */
  readonly tally?: { readonly source: string; readonly fields: readonly string[] };
}

/** Largest JSON text of a page. */
export const MAX_PAGE_BYTES = 64 * 1024 * 1024;

const TYPES: Record<string, string> = {
  uuid: 'uuid',
  inet: 'inet',
  timestamp: 'timestamptz',
  day: 'date',
  integer: 'integer',
  decimal: 'numeric',
  float: 'float8',
  flag: 'boolean',
};
const typeOf = (field: FieldDefinition): string => TYPES[field.kind] ?? 'text';
const SYMBOLS = { eq: '=', ne: 'is distinct from', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * One page as a single row: the JSON array, and id and sort value of its last row for the cursor. Behind a cursor it also
 * says whether more follow; a page by offset learns that from the total.
 */
export function pageStatement(spec: ResourceShape, query: ListQuery, scope: ListScope): BoundStatement {
  const params = new Params();
  const where = whereClause(spec, query, scope, params);
  const after = query.cursor ? ` and ${cursorCondition(spec, query, params)}` : '';
  const json = wireRow(spec, 'r', params.once(scope.baseUrl, 'text'));
  const limit = params.add(query.limit, 'int');
  const offset = query.offset > 0 ? ` offset ${params.add(query.offset, 'bigint')}` : '';
  const rows =
    `select ${json}::text as j, r.id, ${sortExpression(query.sort)} as key from ${sourceOf(spec, scope, params)} r` +
    ` where ${where}${after} order by ${orderBy(query)} limit ${limit}${query.cursor ? ' + 1' : ''}${offset}`;
  const array = query.cursor
    ? `array_to_string((array_agg(p.j))[1:${limit}], ',') as json, count(*) > ${limit} as more`
    : `string_agg(p.j, ',') as json, null::boolean as more`;
  const page = `select ${array}, (array_agg(p.id))[${limit}] as last_id, ${keyText(query.sort, `(array_agg(p.key))[${limit}]`)} as last_key`;
  if (!spec.isBulky) return statement(`${page} from (${rows}) p`, params, spec, query);
  // Sized up before it is put together: Postgres ends a statement whose value passes a gigabyte, node a text of half that.
  const fits = `(select coalesce(sum(octet_length(j)), 0) from sized) <= ${params.add(MAX_PAGE_BYTES, 'bigint')}`;
  return statement(
    `with sized as materialized (${rows}) ${page} from (select * from sized where ${fits}) p having ${fits}`,
    params,
    spec,
    query,
  );
}

/** Whether the number of rows can be had by adding up. */
export const isTallied = ({ conditions, search }: ListQuery, { tally }: ListScope): boolean =>
  tally !== undefined &&
  search === null &&
  conditions.every(({ field }) => tally.fields.includes(field.name));

/** Exact number of rows that match, whatever the page. */
export function countStatement(spec: ResourceShape, query: ListQuery, scope: ListScope): BoundStatement {
  const params = new Params();
  if (isTallied(query, scope)) {
    const where = whereClause(spec, query, scope, params);
    const text = `select coalesce(sum(r.points), 0)::float8 as total from ${scope.tally!.source} r where ${where}`;
    return statement(text, params, spec, query);
  }
  return statement(
    `select count(*)::int as total from ${sourceOf(spec, scope, params)} r where ${whereClause(spec, query, scope, params)}`,
    params,
    spec,
    query,
  );
}

/** All matching rows as text columns, for CSV. Unnamed: it runs once per export, through a cursor. */
export function exportStatement(spec: ResourceShape, query: ListQuery, scope: ListScope): BoundStatement {
  const params = new Params();
  const base = params.once(scope.baseUrl, 'text');
  const columns = spec.wireFields.map(
    (field) => `${exportValue(field, base)} as ${quoted(publicName(field))}`,
  );
  const text = `select ${columns.join(', ')} from ${sourceOf(spec, scope, params)} r where ${whereClause(spec, query, scope, params)} order by ${orderBy(query)}`;
  return { text, values: params.values };
}

function exportValue(field: FieldDefinition, base: () => string): string {
  const value = wireValue(field, 'r', base);
  return field.kind === 'text_list' ? `array_to_string(${value}, '; ')` : `(${value})::text`;
}

const sourceOf = ({ table }: ResourceShape, { source }: ListScope, params: Params): string =>
  source ? source(params) : table;

function whereClause(spec: ResourceShape, query: ListQuery, scope: ListScope, params: Params): string {
  const parts = spec.appendOnly ? ['true'] : ['r.deleted_at is null'];
  for (const [column, value] of Object.entries(scope.equals ?? {}))
    parts.push(`r.${quoted(column)} = ${params.add(value)}`);
  if (scope.environment && spec.environment)
    parts.push(`${spec.environment('r')} = ${params.add(scope.environment, 'text')}`);
  for (const condition of query.conditions) parts.push(conditionSql(condition, params));
  if (query.search !== null) parts.push(searchCondition(spec, query.search, params));
  return parts.join(' and ');
}

/** SQL of one condition on the row `r`. */
export function conditionSql(condition: Condition, params: Params): string {
  const { field, operator, value } = condition;
  const word = operator === 'ne' ? 'and' : 'or';
  if (!field.formerly || value === null || isOrdered(operator)) return columnCondition(condition, params);
  const before = { ...condition, field: { ...field, name: field.formerly } };
  return `(${columnCondition(condition, params)} ${word} ${columnCondition(before, params)})`;
}

function columnCondition({ field, operator, value }: Condition, params: Params): string {
  const column = `r.${quoted(field.name)}`;
  if (value === null) return `${column} is ${operator === 'eq' ? '' : 'not '}null`;
  if (field.kind === 'text_list') {
    return operator === 'in'
      ? `${column} && ${params.add(value, 'text[]')}`
      : `${column} @> array[${params.add(value, 'text')}]`;
  }
  if (field.kind === 'inet' && !isOrdered(operator)) return networkCondition(column, operator, value, params);
  const compared = field.caseless ? `lower(${column})` : column;
  if (operator === 'in') return `${compared} = any(${params.add(value, `${typeOf(field)}[]`)})`;
  if (operator === 'contains' && field.fragment) return containsFragment(field, value as string, params);
  if (operator === 'contains') return `strpos(lower(${column}), lower(${params.add(value, 'text')})) > 0`;
  const left = isOrdered(operator) ? sortExpression(field) : compared;
  const right =
    isOrdered(operator) && field.kind === 'enum'
      ? rank(field, params.add(value, 'text'))
      : params.add(value, typeOf(field));
  return `${left} ${SYMBOLS[operator]} ${right}`;
}

/** An address is what it equals and what network it lies in. One condition each: no index answers `<<= any(…)`. */
function networkCondition(column: string, operator: Operator, value: unknown, params: Params): string {
  const within = [value].flat().map((network) => `${column} <<= ${params.add(network, 'inet')}`);
  return operator === 'ne' ? `(${within[0]}) is not true` : `(${within.join(' or ')})`;
}

const ORDERED: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];
const isOrdered = (operator: Operator): boolean => ORDERED.includes(operator);

/** Enums sort by their meaning, not by the alphabet. */
function rank(field: FieldDefinition, sql: string): string {
  const values = field.sort === 'reversed' ? [...field.values!].reverse() : field.values!;
  return `array_position('{${values.join(',')}}'::text[], ${sql})`;
}

function sortExpression(field: FieldDefinition): string {
  const column = `r.${quoted(field.name)}`;
  if (field.kind === 'enum') return rank(field, column);
  return field.caseless ? `lower(${column})` : column;
}

/** A sort value as a cursor carries it. */
const keyText = (field: FieldDefinition, sql: string): string =>
  field.kind === 'timestamp' ? isoText(sql) : `(${sql})::text`;

function orderBy({ sort, descending }: ListQuery): string {
  const direction = descending ? 'desc' : 'asc';
  return `${sortExpression(sort)} ${direction}${sort.nullable ? ' nulls last' : ''}, r.id ${direction}`;
}

function cursorCondition(
  spec: ResourceShape,
  { cursor, sort, descending }: ListQuery,
  params: Params,
): string {
  const symbol = descending ? '<' : '>';
  const key = sortExpression(sort);
  const id = params.add(cursor!.id, typeOf(spec.fields.find(({ name }) => name === 'id')!));
  if (cursor!.key === null) return `(${key} is null and r.id ${symbol} ${id})`;
  const value = params.add(cursor!.key, sort.kind === 'enum' ? 'int' : typeOf(sort));
  const beyond = `(${key}, r.id) ${symbol} (${value}, ${id})`;
  return sort.nullable ? `(${beyond} or ${key} is null)` : beyond;
}

function statement(text: string, params: Params, spec: ResourceShape, query: ListQuery): BoundStatement {
  return hasFragments(spec, query) ? { text, values: params.values } : named(text, params);
}

const names = new Map<string, string>();

/** The same text always has the same name, so that each connection parses it once. The number of names is bounded. */
function named(text: string, params: Params): BoundStatement {
  let name = names.get(text);
  if (!name && names.size < 500) {
    name = `list_${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
    names.set(text, name);
  }
  return { name, text, values: params.values };
}
