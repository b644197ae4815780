import { type FieldDefinition, publicName } from '../fields/field';
import type { ResourceShape } from './resource';

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** SQL of a timestamp as ISO 8601 in UTC; every connection's time zone is UTC. */
export const isoText = (sql: string): string => `to_char(${sql}, ${ISO})`;

export const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`);

/** A column's name where nothing stands before it: there, unlike behind a dot, a reserved word must be quoted too. */
export const bareColumn = (name: string): string => `"${name}"`;

/** SQL of the value of one field as it leaves. */
export function wireValue(field: FieldDefinition, row: string, base: () => string): string {
  if (field.wire) return field.wire(row, base);
  const column = `${row}.${quoted(field.name)}`;
  // As text an inet has a mask, even where it is a single address.
  if (field.kind === 'inet') return `host(${column})`;
  return field.kind === 'timestamp' ? isoText(column) : column;
}

/** SQL of the JSON object of a row: the column that keeps it, if there is one. */
export const wireRow = (spec: ResourceShape, row: string, base: () => string): string =>
  spec.keepsWire ? `${row}.wire` : builtWire(spec, row, base);

/**
 * SQL of the whole JSON object of a row: exactly the fields that may leave, in the order of their declaration. Postgres
 * builds the text, and it goes to the socket as it is.
 */
export function builtWire(spec: ResourceShape, row: string, base: () => string): string {
  const columns = spec.wireFields.map(
    (field) => `${wireValue(field, row, base)} as ${quoted(publicName(field))}`,
  );
  return `row_to_json((select w from (select ${columns.join(', ')}) w))`;
}

/** Collects the values of a statement and hands out their placeholders. */
export class Params {
  readonly values: unknown[] = [];

  add(value: unknown, type?: string): string {
    this.values.push(value);
    return `$${this.values.length}${type ? `::${type}` : ''}`;
  }

  /** A placeholder that is added when it is first asked for, and not at all if nobody asks. */
  once(value: unknown, type: string): () => string {
    let placeholder: string | undefined;
    return () => (placeholder ??= this.add(value, type));
  }
}
