import type { EventAction } from '../events/event-declaration';
import type { FieldDefinition } from '../fields/field';
import {
  AUDIT_COLUMNS,
  AUDIT_WORDS,
  type BoundStatement,
  type ChangeNote,
  EVENT_COLUMNS,
} from './change-statements';
import type { ResourceShape } from './resource';
import { bareColumn, Params, quoted, wireRow } from './wire';

/** One row of many that change together. */
export interface BulkChange {
  readonly row: { readonly id: string };
  readonly note: ChangeNote;
}

/** Inserts all rows, with the audit row and the outbox row of each, in their order. */
export function bulkInsertStatement(spec: ResourceShape, changes: readonly BulkChange[]): BoundStatement {
  const columns = spec.insertColumns.map((field) => bareColumn(field.name));
  const saved = `insert into ${spec.table} (${columns.join(', ')})
      select ${columns.map((column) => `g.${column}`).join(', ')} from given g returning *`;
  const name = `insert_all_${spec.table}`;
  return { name, ...withNotes(spec, 'created', saved, spec.insertColumns, changes) };
}

/** Writes the same fields of all rows, which must be locked; otherwise like the insert. */
export function bulkUpdateStatement(
  spec: ResourceShape,
  fields: readonly FieldDefinition[],
  changes: readonly BulkChange[],
): BoundStatement {
  const sets = fields.map(({ name }) => `${bareColumn(name)} = g.${bareColumn(name)}`);
  const saved = `update ${spec.table} r set ${sets.join(', ')} from given g where r.id = g.id returning r.*`;
  return withNotes(spec, 'updated', saved, fields, changes);
}

/**
 * The rows come as one JSON text, typed by the table itself, and what is said of each as another. The text of the
 * statement depends on resource, action and fields alone.
 */
function withNotes(
  spec: ResourceShape,
  action: EventAction,
  saved: string,
  fields: readonly FieldDefinition[],
  changes: readonly BulkChange[],
): BoundStatement {
  // Who does it, and through which address, is the same for all.
  const { actor, baseUrl } = changes[0].note;
  const params = new Params();
  const rows = params.add(JSON.stringify(changes.map(({ row }) => columnsOf(row, fields))), 'json');
  const notes = params.add(`[${changes.map(noteText).join(',')}]`, 'json');
  const user = params.add(actor.user_id, 'text');
  const [eventType, verb] = AUDIT_WORDS[action];
  const label = `s.${quoted(spec.label)}`;
  const audited = [
    'n.audit_id',
    `'${eventType}'`,
    `'${spec.auditedAs?.name ?? spec.name}'`,
    `s.${quoted(spec.auditedAs?.id ?? 'id')}::text`,
    label,
    `'${verb} ${spec.name.replaceAll('_', ' ')} ' || ${label} || n.suffix`,
    `'success'`,
    user,
    ...[actor.user_name, actor.user_email, actor.ip_address, actor.user_agent].map((of) =>
      params.add(of, 'text'),
    ),
    'n.changes',
    params.add(actor.metadata, 'jsonb'),
  ];
  const told = (declared: NonNullable<ResourceShape['events']>): string => {
    const json = wireRow(spec, 's', params.once(baseUrl, 'text'));
    const event = `'${declared.type}', '${action}', s.id, n.channels, '${declared.permission}', n.environment, ${user}`;
    return `, told as (insert into events (${EVENT_COLUMNS})
        select ${event}, ${json}::json from saved s join notes n using (id) order by n.place)`;
  };
  const text = `with given as materialized (select * from json_populate_recordset(null::${spec.table}, ${rows})),
    notes as materialized (select * from rows from (json_to_recordset(${notes})
      as (id uuid, audit_id uuid, changes jsonb, suffix text, channels text[], environment text)) with ordinality
      as n(id, audit_id, changes, suffix, channels, environment, place)),
    saved as (${saved}),
    audited as (insert into audit_logs (${AUDIT_COLUMNS})
      select ${audited.join(', ')} from saved s join notes n using (id) order by n.place)${spec.events ? told(spec.events) : ''}
    select count(*)::int as saved from saved`;
  return { text, values: params.values };
}

function columnsOf(row: object, fields: readonly FieldDefinition[]): Record<string, unknown> {
  const values = row as Readonly<Record<string, unknown>>;
  const columns: Record<string, unknown> = { id: values.id };
  for (const { name } of fields) columns[name] = values[name] ?? null;
  return columns;
}

const noteText = ({ row, note: { auditId, changes, suffix, event } }: BulkChange): string =>
  // The changes are JSON already.
  `{"id":"${row.id}","audit_id":"${auditId}","changes":${changes},${JSON.stringify({ suffix, ...event }).slice(1)}`;
