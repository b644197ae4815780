import type { AuditActor } from '../audit/audit-actor';
import { AuditEvent } from '../audit/audit.enums';
import type { EventAction } from '../events/event-declaration';
import type { FieldDefinition } from '../fields/field';
import type { Statement } from './database';
import type { ResourceShape } from './resource';
import { Params, quoted, wireRow } from './wire';

/** What is said about a change besides the row itself. */
export interface ChangeNote {
  readonly actor: AuditActor;
  readonly baseUrl: string;
  /** JSON text of the FieldChange list. */
  readonly changes: string;
  /** Null when the resource raises no events. */
  readonly event: { readonly channels: readonly string[]; readonly environment: string | null } | null;
  /** Ends the description, e.g. `: status, assignee`. */
  readonly suffix: string;
}

const AUDIT_WORDS: Record<EventAction, readonly [AuditEvent, string]> = {
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
  params: Params,
  note: ChangeNote,
): string {
  const { actor } = note;
  const [eventType, verb] = AUDIT_WORDS[action];
  const resourceName = spec.name.replaceAll('_', ' ');
  const auditType = spec.auditedAs?.name ?? spec.name;
  const auditId = quoted(spec.auditedAs?.id ?? 'id');
  const label = quoted(spec.label);
  const base = params.once(note.baseUrl, 'text');
  const audited = [
    `'${eventType}'`,
    `'${auditType}'`,
    `s.${auditId}::text`,
    `s.${label}`,
    `'${verb} ${resourceName} ' || s.${label} || ${params.add(note.suffix, 'text')}`,
    `'success'`,
    params.add(actor.user_id, 'text'),
    params.add(actor.user_name, 'text'),
    params.add(actor.user_email, 'text'),
    params.add(actor.ip_address, 'text'),
    params.add(actor.user_agent, 'text'),
    params.add(note.changes, 'jsonb'),
    params.add(actor.metadata, 'jsonb'),
  ];
  const told =
    spec.events && note.event
      ? `, told as (insert into events (type, action, resource_id, channels, permission, environment, user_id, data)
         select '${spec.events.type}', '${action}', w.id, ${params.add(note.event.channels, 'text[]')}, '${spec.events.permission}',
         ${params.add(note.event.environment, 'text')}, ${params.add(actor.user_id, 'text')}, w.json from wire w)`
      : '';
  return `with saved as (${saved}),
    wire as materialized (select s.id, s.version, ${wireRow(spec, 's', base)} as json from saved s),
    audited as (insert into audit_logs (event_type, resource_type, resource_id, resource_name, action_description, status,
      user_id, user_name, user_email, ip_address, user_agent, changes, metadata) select ${audited.join(', ')} from saved s)${told}
    select id, version, json::text as json from wire`;
}

type Bound = Statement & { readonly values: unknown[] };

export function insertStatement(spec: ResourceShape, row: object, note: ChangeNote): Bound {
  const params = new Params();
  const columns = spec.insertColumns.map((field) => quoted(field.name)).join(', ');
  const values = spec.insertColumns.map((field) => params.add(columnValue(field, row))).join(', ');
  const text = withNotes(
    spec,
    'created',
    `insert into ${spec.table} (${columns}) values (${values}) returning *`,
    params,
    note,
  );
  return { name: `insert_${spec.table}${note.event ? '' : '_silent'}`, text, values: params.values };
}

export function updateStatement(
  spec: ResourceShape,
  action: 'updated' | 'deleted',
  row: object & { id: string },
  changed: readonly FieldDefinition[],
  note: ChangeNote,
): Bound {
  const params = new Params();
  const sets = changed
    .map((field) => `${quoted(field.name)} = ${params.add(columnValue(field, row))}`)
    .join(', ');
  const saved = `update ${spec.table} set ${sets} where id = ${params.add(row.id, 'uuid')} returning *`;
  return { text: withNotes(spec, action, saved, params, note), values: params.values };
}

/** Tells of a row without changing it, for changes of what belongs to it. */
export function announceStatement(spec: ResourceShape, id: string, note: ChangeNote): Bound {
  const params = new Params();
  const base = params.once(note.baseUrl, 'text');
  return {
    text: `insert into events (type, action, resource_id, channels, permission, environment, user_id, data)
      select '${spec.events!.type}', 'updated', r.id, ${params.add(note.event!.channels, 'text[]')}, '${spec.events!.permission}',
      ${params.add(note.event!.environment, 'text')}, ${params.add(note.actor.user_id, 'text')}, ${wireRow(spec, 'r', base)}
      from ${spec.table} r where r.id = ${params.add(id, 'uuid')}`,
    values: params.values,
  };
}

function columnValue(field: FieldDefinition, row: object): unknown {
  const value = (row as Record<string, unknown>)[field.name] ?? null;
  return field.kind === 'json' && value !== null ? JSON.stringify(value) : value;
}
