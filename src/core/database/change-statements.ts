import type { AuditActor } from '../audit/audit-actor';
import { AuditEvent } from '../audit/audit.enums';
import type { EventAction } from '../events/event-declaration';
import type { FieldDefinition } from '../fields/field';
import type { Statement } from './database';
import type { ResourceShape } from './resource';
import { bareColumn, quoted, wireRow } from './wire';

/** What is said about a change besides the row itself. */
export interface ChangeNote {
  /** Of the audit row. */
  readonly auditId: string;
  readonly actor: AuditActor;
  readonly baseUrl: string;
  /** JSON text of the list of changes. */
  readonly changes: string;
  /** Null when the resource raises no events. */
  readonly event: { readonly channels: readonly string[]; readonly environment: string | null } | null;
  /** Ends the description, e.g. `: status, assignee`. */
  readonly suffix: string;
  /** What the audit log calls it, where it is more than a change: the event, and the verb in the past tense. */
  readonly words?: AuditWords;
}

export type AuditWords = readonly [event: AuditEvent, verb: string];

export type BoundStatement = Statement & { readonly values: unknown[] };

type AnyRow = Readonly<Record<string, unknown>>;
type Slot = (row: AnyRow, note: ChangeNote) => unknown;

/** The text of a statement whose values are found in a row and a note. */
class Template {
  private readonly slots: Slot[] = [];
  private base?: string;
  text = '';

  slot(value: Slot, type?: string): string {
    this.slots.push(value);
    return `$${this.slots.length}${type ? `::${type}` : ''}`;
  }

  readonly baseUrl = (): string => (this.base ??= this.slot((_row, note) => note.baseUrl, 'text'));

  bind(row: object, note: ChangeNote, name?: string): BoundStatement {
    const values = this.slots.map((value) => value(row as AnyRow, note));
    return { name, text: this.text, values };
  }
}

/** What each kind of change is called in the audit log. */
export const AUDIT_WORDS: Record<EventAction, AuditWords> = {
  created: [AuditEvent.create, 'Created'],
  updated: [AuditEvent.update, 'Updated'],
  deleted: [AuditEvent.delete, 'Deleted'],
};

/**
 * One statement that changes a row, writes its audit row and its outbox row, and gives back the row's JSON: they happen
 * together or not at all, in one round trip. `saved` is the SQL of the change, which must return the row.
 */
function withNotes(
  spec: ResourceShape,
  action: EventAction,
  saved: string,
  template: Template,
  words: AuditWords = AUDIT_WORDS[action],
): string {
  const [eventType, verb] = words;
  const label = quoted(spec.label);
  const audited = [
    template.slot((_, { auditId }) => auditId, 'uuid'),
    `'${eventType}'`,
    `'${spec.auditedAs?.name ?? spec.name}'`,
    `s.${quoted(spec.auditedAs?.id ?? 'id')}::text`,
    `s.${label}`,
    `'${verb} ${spec.name.replaceAll('_', ' ')} ' || s.${label} || ${template.slot((_, note) => note.suffix, 'text')}`,
    `'success'`,
    template.slot((_, { actor }) => actor.user_id, 'text'),
    template.slot((_, { actor }) => actor.user_name, 'text'),
    template.slot((_, { actor }) => actor.user_email, 'text'),
    template.slot((_, { actor }) => actor.ip_address, 'text'),
    template.slot((_, { actor }) => actor.user_agent, 'text'),
    template.slot((_, { changes }) => changes, 'jsonb'),
    template.slot((_, { actor }) => actor.metadata, 'jsonb'),
  ];
  const told = spec.events
    ? `, told as (insert into events (${EVENT_COLUMNS}) select ${eventValues(spec, action, template, 'w.id', 'w.json')} from wire w)`
    : '';
  return `with saved as (${saved}),
    wire as materialized (select s.id, s.version, ${wireRow(spec, 's', template.baseUrl)} as json from saved s),
    audited as (insert into audit_logs (${AUDIT_COLUMNS}) select ${audited.join(', ')} from saved s)${told}
    select id, version, json::text as json from wire`;
}

export const AUDIT_COLUMNS = `id, event_type, resource_type, resource_id, resource_name, action_description, status,
  user_id, user_name, user_email, ip_address, user_agent, changes, metadata`;
export const EVENT_COLUMNS = 'type, action, resource_id, channels, permission, environment, user_id, data';

function eventValues(
  spec: ResourceShape,
  action: EventAction,
  template: Template,
  id: string,
  json: string,
): string {
  const channels = template.slot((_, { event }) => event?.channels, 'text[]');
  const environment = template.slot((_, { event }) => event?.environment, 'text');
  const user = template.slot((_, { actor }) => actor.user_id, 'text');
  return `'${spec.events!.type}', '${action}', ${id}, ${channels}, '${spec.events!.permission}', ${environment}, ${user}, ${json}::json`;
}

const inserts = new Map<ResourceShape, Template>();

/** Its text depends on the resource alone, so it is made once and each connection parses it once. */
export function insertStatement(spec: ResourceShape, row: object, note: ChangeNote): BoundStatement {
  let template = inserts.get(spec);
  if (!template) inserts.set(spec, (template = insertTemplate(spec)));
  return template.bind(row, note, `insert_${spec.table}`);
}

function insertTemplate(spec: ResourceShape): Template {
  const template = new Template();
  const columns = spec.insertColumns.map((field) => bareColumn(field.name)).join(', ');
  const values = spec.insertColumns.map((field) => template.slot(columnValue(field))).join(', ');
  const saved = `insert into ${spec.table} (${columns}) values (${values}) returning *`;
  template.text = withNotes(spec, 'created', saved, template);
  return template;
}

/** Writes the fields that changed; unnamed, as the texts vary with them. */
export function updateStatement(
  spec: ResourceShape,
  action: 'updated' | 'deleted',
  row: object,
  changed: readonly FieldDefinition[],
  note: ChangeNote,
): BoundStatement {
  const template = new Template();
  const sets = changed
    .map((field) => `${bareColumn(field.name)} = ${template.slot(columnValue(field))}`)
    .join(', ');
  const id = template.slot((values) => values.id, 'uuid');
  const saved = `update ${spec.table} set ${sets} where id = ${id} returning *`;
  template.text = withNotes(spec, action, saved, template, note.words);
  return template.bind(row, note);
}

/** Tells of a row without changing it, for changes of what belongs to it. */
export function announceStatement(spec: ResourceShape, row: object, note: ChangeNote): BoundStatement {
  const template = new Template();
  const json = wireRow(spec, 'r', template.baseUrl);
  template.text = `insert into events (${EVENT_COLUMNS}) select ${eventValues(spec, 'updated', template, 'r.id', json)}
    from ${spec.table} r where r.id = ${template.slot((values) => values.id, 'uuid')}`;
  return template.bind(row, note);
}

function columnValue(field: FieldDefinition): Slot {
  const { name } = field;
  return field.kind === 'json'
    ? (row) => ((row[name] ?? null) === null ? null : JSON.stringify(row[name]))
    : (row) => row[name] ?? null;
}
