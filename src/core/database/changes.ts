import type { FieldDefinition } from '../fields/field';

/** One field of a change as the audit log keeps it. */
export interface FieldChange {
  readonly field: string;
  readonly old_value: unknown;
  readonly new_value: unknown;
}

export type Snapshot = ReadonlyMap<string, string>;

const NOTHING = 'null';
/** Uploaded content can have megabytes; the audit log keeps its beginning. */
const MAX_LENGTH = 20_000;

/** Values in a form that can be compared and that later changes of the object do not touch. */
export function snapshot(fields: readonly FieldDefinition[], row: object): Snapshot {
  return new Map(
    fields.map((field) => [field.name, JSON.stringify((row as Record<string, unknown>)[field.name] ?? null)]),
  );
}

/** The fields that differ between two snapshots. */
export function changedFields(
  fields: readonly FieldDefinition[],
  before: Snapshot,
  after: Snapshot,
): FieldDefinition[] {
  return fields.filter((field) => before.get(field.name) !== after.get(field.name));
}

/** The diff for the audit log. Secrets show that they changed, never what they are. */
export function describeChanges(
  fields: readonly FieldDefinition[],
  before: Snapshot | null,
  after: Snapshot | null,
): FieldChange[] {
  return fields
    .filter((field) => field.secret || !field.hidden || field.name === 'deleted_at')
    .flatMap((field) => {
      const [was, is] = [before?.get(field.name) ?? NOTHING, after?.get(field.name) ?? NOTHING];
      if (was === is) return [];
      const value = (text: string): unknown =>
        field.secret && text !== NOTHING ? '[redacted]' : abridged(text);
      return [{ field: field.name, old_value: value(was), new_value: value(is) }];
    });
}

function abridged(text: string): unknown {
  return text.length <= MAX_LENGTH
    ? JSON.parse(text)
    : `${text.slice(0, 1_000)}… (${text.length} characters)`;
}
