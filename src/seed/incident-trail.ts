import { type AuditRow, actor, auditRow } from './audit-row';
import type { SeedIncident } from './incidents';
import { Random } from './random';

const OPENED_WITH = ['title', 'severity', 'squad', 'environment'] as const;

/** What the audit log has of the incidents: each one opened, and of the newest `detailed` ones every change. */
export function incidentTrail(
  incidents: readonly SeedIncident[],
  numbers: ReadonlyMap<string, string>,
  detailed: number,
  stream: string,
): AuditRow[] {
  const random = new Random(stream);
  return incidents.flatMap((incident, at) => {
    const name = numbers.get(incident.row.id) ?? null;
    return at >= incidents.length - detailed
      ? [opened(random, incident, name, true), ...changed(random, incident, name)]
      : opened(random, incident, name, false);
  });
}

function opened(
  random: Random,
  { row, reporter }: SeedIncident,
  name: string | null,
  detailed: boolean,
): AuditRow {
  const before = [...OPENED_WITH.map((field) => [field, row[field]] as const), ['status', 'open'] as const];
  return auditRow(random, actor(random, reporter), {
    event_type: 'CREATE',
    resource_type: 'incident',
    resource_id: row.id,
    resource_name: name,
    action_description: `Created incident ${name}`,
    changes: detailed ? before.map(([field, new_value]) => ({ field, old_value: null, new_value })) : null,
    timestamp: row.created_at,
  });
}

function changed(random: Random, { row, history }: SeedIncident, name: string | null): AuditRow[] {
  return history.map((step) =>
    auditRow(random, actor(random, step.by), {
      event_type: 'UPDATE',
      resource_type: 'incident',
      resource_id: row.id,
      resource_name: name,
      action_description: `Updated incident ${name}`,
      changes: step.changes,
      timestamp: step.at,
    }),
  );
}
