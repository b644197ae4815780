import type { Type } from '@nestjs/common';

export type FieldKind =
  | 'uuid'
  | 'inet'
  | 'text'
  | 'enum'
  | 'timestamp'
  | 'day'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'flag'
  | 'text_list'
  | 'json'
  | 'computed';

export type SearchWeight = 'A' | 'B' | 'C' | 'D';

/** What can be said of any field, whatever its kind. */
export interface FieldOptions {
  /** May be null; optional in requests. */
  nullable?: boolean;
  /** May be filtered by equality; a string names the query parameter, `true` uses the field's own name. */
  filter?: boolean | string;
  /** Adds `<prefix>_from` and `<prefix>_to` query parameters, or the two that are named. */
  range?: string | readonly [from: string, to: string];
  /** The resource's own time, by which its lists are ordered unless told otherwise. */
  time?: boolean;
  /** May be sorted by. `reversed` for enums that are declared from most to least. */
  sort?: boolean | 'reversed';
  /** Part of the full-text index, with this weight. */
  search?: SearchWeight;
  /** Found by any part of it, whatever its case: a trigram index stands on `fragmentSql`. */
  fragment?: boolean;
  /** Compared and sorted whatever its case: indexes stand on `lower(column)`. */
  caseless?: boolean;
  /** May hold megabytes: pages and exports of such rows mind their size. */
  bulky?: boolean;
  /** Never leaves the server. */
  hidden?: boolean;
  /** Never written down: audit rows show that it changed, not what it was. */
  secret?: boolean;
  /** The database fills it at insert; `at_first`: a change may put something else in its place. */
  generated?: boolean | 'at_first';
  /** Column that holds what the field was before; filters look there, too. */
  formerly?: string;
  /**
   * SQL of the value that leaves, when it is not the column as it stands. `row` is the alias of the row, `base()` gives
   * SQL text of this API's absolute base URL.
   */
  wire?: (row: string, base: () => string) => string;
  /** The name that it leaves under, where every row has another column of that name already. */
  as?: string;
  description?: string;
  example?: unknown;
}

export interface FieldDefinition extends FieldOptions {
  readonly name: string;
  readonly kind: FieldKind;
  readonly values?: readonly string[];
}

const FIELDS = 'occ:fields';

/** The name by which the world knows a field. */
export const publicName = ({ name, as }: FieldDefinition): string => as ?? name;

/** The query parameters of a field's range: its lower and its upper end. */
export function rangeParameters({ range }: FieldDefinition): readonly [from: string, to: string] | null {
  if (!range) return null;
  return typeof range === 'string' ? [`${range}_from`, `${range}_to`] : range;
}

export function declareField(target: object, definition: FieldDefinition): void {
  const own: FieldDefinition[] = Object.hasOwn(target, FIELDS) ? (target as never)[FIELDS] : [];
  Object.defineProperty(target, FIELDS, { value: [...own, definition], configurable: true });
}

/** The fields of an entity class in the order of their declaration, inherited ones first. */
export function fieldsOf(entity: Type): FieldDefinition[] {
  const chain: FieldDefinition[][] = [];
  for (
    let target: object | null = entity.prototype as object;
    target;
    target = Object.getPrototypeOf(target) as object | null
  ) {
    if (Object.hasOwn(target, FIELDS)) chain.unshift((target as never)[FIELDS]);
  }
  return chain.flat();
}
