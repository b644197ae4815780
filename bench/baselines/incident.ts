/** The fields of an incident as they leave, in order. Every server under comparison answers exactly these. */
export const FIELDS = [
  'id',
  'jira_id',
  'title',
  'description',
  'severity',
  'status',
  'squad',
  'environment',
  'created_at',
  'updated_at',
  'resolved_at',
  'assignee',
  'tags',
  'affected_services',
  'root_cause',
  'resolution',
  'jira_url',
] as const;

export const COLUMNS = FIELDS.join(', ');

/** What a client sends to open an incident. */
export interface NewIncident {
  title: string;
  description: string;
  severity: string;
  squad: string;
  environment: string;
  affected_services: string[];
}

export type IncidentRow = Record<(typeof FIELDS)[number], unknown> & { id: string; jira_id: string };

/** The claims that the benchmark signs for the servers that check a token. */
export interface Claims {
  sub: string;
  name: string;
  email: string;
}

/** The channels that an incident's event goes to. */
export const channelsOf = (incident: { environment: unknown; squad: unknown }): string[] => [
  'incidents',
  String(incident.environment),
  `squad:${String(incident.squad)}`,
];

/** The diff that the audit row of a creation carries. */
export const creationDiff = (body: NewIncident): { field: string; old_value: null; new_value: unknown }[] =>
  Object.entries({ ...body, status: 'open' }).map(([field, value]) => ({
    field,
    old_value: null,
    new_value: value,
  }));

/** Connections to Postgres, the same for every server. */
export const POOL_SIZE = 10;

/**
 * The baselines keep their outbox rows in a table of the same form. In `events` the server under test would find and
 * deliver them, at the expense of whoever is being measured.
 */
export const OUTBOX = 'bench_events';
/** Theirs too: rows of audit_logs that the server under test has not written it would have to seal. */
export const AUDIT_LOGS = 'bench_audit_logs';
