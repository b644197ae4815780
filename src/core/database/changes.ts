import { type FieldDefinition, publicName } from '../fields/field';

/** Field name → JSON text of its value: comparable, and out of reach of later changes of the object. */
export type Snapshot = ReadonlyMap<string, string>;

const NOTHING = 'null';
const REDACTED = '"[redacted]"';
/** Uploaded content can have megabytes; the audit log keeps its beginning. */
const MAX_LENGTH = 20_000;

export function snapshot(fields: readonly FieldDefinition[], row: object): Snapshot {
  const values = new Map<string, string>();
  for (const { name } of fields) {
    values.set(name, JSON.stringify((row as Record<string, unknown>)[name] ?? null));
  }
  return values;
}

/** The fields that differ between two snapshots. */
export function changedFields(
  fields: readonly FieldDefinition[],
  before: Snapshot,
  after: Snapshot,
): FieldDefinition[] {
  return fields.filter((field) => before.get(field.name) !== after.get(field.name));
}

/**
 * The diff for the audit log, as JSON text of a list of {field, old_value, new_value}. Secrets show that they changed,
 * never what they are.
 */
export function describeChanges(
  fields: readonly FieldDefinition[],
  before: Snapshot | null,
  after: Snapshot | null,
): string {
  let text = '';
  for (const field of fields) {
    if (field.hidden && !field.secret && field.name !== 'deleted_at') continue;
    const was = before?.get(field.name) ?? NOTHING;
    const is = after?.get(field.name) ?? NOTHING;
    if (was === is) continue;
    const name = JSON.stringify(publicName(field));
    text += `${text && ','}{"field":${name},"old_value":${shown(field, was)},"new_value":${shown(field, is)}}`;
  }
  return `[${text}]`;
}

function shown(field: FieldDefinition, text: string): string {
  if (field.secret && text !== NOTHING) return REDACTED;
  if (text.length <= MAX_LENGTH) return text;
  // Not half a pair at the end: jsonb takes no broken Unicode, and the change would fail for it.
  const beginning = text.slice(0, 1_000).replace(/[\ud800-\udbff]$/, '');
  return JSON.stringify(`${beginning}… (${text.length} characters)`);
}
