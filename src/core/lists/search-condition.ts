import type { ResourceShape } from '../database/resource';
import { type Params, quoted } from '../database/wire';
import type { FieldDefinition } from '../fields/field';
import type { ListQuery } from './list-query';

/** Words of one search by fragments: each is a condition on every such field. */
export const MAX_FRAGMENTS = 10;

/** The text in which a field's fragments are found, and on which its trigram index stands. */
export const fragmentSql = (field: FieldDefinition, row: string): string => {
  const column = `${row}${quoted(field.name)}`;
  return field.kind === 'inet' ? `host(${column})` : `lower(${column})`;
};

/** SQL that the field contains this text, whatever its case. */
export function containsFragment(field: FieldDefinition, text: string, params: Params): string {
  return `${fragmentSql(field, 'r.')} like ${pattern(text, params)}`;
}

/**
 * SQL of a search: full text over the weighted fields; where fields are found by fragments, each word or "quoted phrase"
 * must stand in one of them, and one behind a minus in none.
 */
export function searchCondition(spec: ResourceShape, search: string, params: Params): string {
  const ways: string[] = [];
  if (spec.fields.some((field) => field.search))
    ways.push(`r.search @@ websearch_to_tsquery('english', ${params.add(search, 'text')})`);
  const fields = spec.fields.filter((field) => field.fragment);
  if (fields.length > 0) {
    const words = readFragments(search).map(({ text, unwanted }) => {
      const wanted = pattern(text, params);
      const found = fields.map((field) => `${fragmentSql(field, 'r.')} like ${wanted}`).join(' or ');
      return unwanted ? `(${found}) is not true` : `(${found})`;
    });
    ways.push(words.join(' and ') || 'false');
  }
  return ways.length > 1 ? `(${ways.join(' or ')})` : ways[0];
}

/** The words and quoted phrases of a search, without those that are empty. */
export function readFragments(search: string): { text: string; unwanted: boolean }[] {
  return [...search.matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)]
    .map(([, minus, phrase, word]) => ({ text: (phrase ?? word).trim(), unwanted: minus !== '' }))
    .filter(({ text }) => text !== '');
}

/**
 * Whether the statement is to be planned for its very values: how many rows a fragment finds, and so whether its index is
 * the better way, depends on the fragment alone, and a plan that is kept ready is made without it.
 */
export const hasFragments = (spec: ResourceShape, query: ListQuery): boolean =>
  (query.search !== null && spec.fields.some((field) => field.fragment)) ||
  query.conditions.some(({ field, operator }) => field.fragment && operator === 'contains');

/** Whether it may have to look at every row: what a word finds, and whether an index can help, depends on the word alone. */
export const mayReadAll = (query: ListQuery): boolean =>
  query.search !== null ||
  query.conditions.some(({ field, operator }) => operator === 'contains' && field.kind !== 'text_list');

const pattern = (text: string, params: Params): string =>
  `lower(${params.add(`%${text.replace(/[\\%_]/g, '\\$&')}%`, 'text')})`;
