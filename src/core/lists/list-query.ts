import type { FieldDefinition } from '../fields/field';

export const OPERATORS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One condition on one whitelisted field, its value already checked and converted for Postgres. */
export interface Condition {
  readonly field: FieldDefinition;
  readonly operator: Operator;
  readonly value: unknown;
}

/** Where a page begins: the sort value and the id of the row before it. */
export interface Cursor {
  readonly key: string | null;
  readonly id: string;
}

/** What a list was asked for: checked, converted, and free of the request it came from. */
export interface ListQuery {
  readonly conditions: readonly Condition[];
  /** The list's own flags that are true. */
  readonly flags: ReadonlySet<string>;
  readonly search: string | null;
  readonly sort: FieldDefinition;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
  readonly page: number | null;
  readonly cursor: Cursor | null;
  readonly format: 'json' | 'csv';
  /** Path and query without paging parameters, for the Link header; ends in `?` or `&`. */
  readonly linkBase: string;
}
