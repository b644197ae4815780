import { expect } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import type { Actor, Answer } from '../../support/actor';
import type { TestServer } from '../../support/app';

/** An incident as it leaves, its fields in the order of the product's type definitions. */
export interface IncidentBody {
  readonly id: string;
  readonly jira_id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: string;
  readonly status: string;
  readonly squad: string;
  readonly environment: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly resolved_at: string | null;
  readonly assignee: string | null;
  readonly tags: string[] | null;
  readonly affected_services: string[] | null;
  readonly root_cause: string | null;
  readonly resolution: string | null;
  readonly jira_url: string | null;
}

export interface EvidenceBody {
  readonly id: string;
  readonly incident_id: string;
  readonly title: string;
  readonly type: string;
  readonly content: string;
  readonly metadata: Record<string, unknown> | null;
  readonly uploaded_by: string;
  readonly uploaded_at: string;
}

export interface ErrorAnswer {
  readonly error: { readonly code: string; readonly message: string; readonly details: unknown };
}

export const draft = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'Checkout fails',
  description: 'One in five payments answers 502.',
  severity: 'high',
  squad: 'Payments',
  environment: 'production',
  ...more,
});

/** Opens an incident, changes it if asked to, and gives it. */
export async function openIncident(
  actor: Actor,
  more: Record<string, unknown> = {},
  change?: Record<string, unknown>,
): Promise<IncidentBody> {
  const answer = await actor.post<IncidentBody>('/infra/incidents', draft(more));
  if (answer.status !== 201) throw new Error(`could not open an incident: ${answer.text}`);
  if (!change) return answer.body;
  const changed = await actor.patch<IncidentBody>(`/infra/incidents/${answer.body.id}`, change);
  if (changed.status !== 200) throw new Error(`could not change the incident: ${changed.text}`);
  return changed.body;
}

/** What a refusal comes down to: status and code. */
export const refusalOf = (answer: Answer<unknown>): [number, string | undefined] => [
  answer.status,
  (answer.body as ErrorAnswer | null)?.error?.code,
];

/** The fields that an INVALID_REQUEST names. */
export const faultyFields = (answer: Answer<unknown>): string[] => [
  ...new Set(
    ((answer.body as ErrorAnswer).error.details as { field: string; message: string }[]).map(
      ({ field }) => field,
    ),
  ),
];

export interface AuditRow {
  readonly event_type: string;
  readonly resource_type: string;
  readonly resource_id: string | null;
  readonly resource_name: string | null;
  readonly user_id: string;
  readonly user_name: string;
  readonly user_email: string | null;
  readonly status: string;
  readonly error_message: string | null;
  readonly changes: { field: string; old_value: unknown; new_value: unknown }[] | null;
  readonly metadata: Record<string, unknown> | null;
}

/** The audit rows of a resource, oldest first. */
export const auditOf = (server: TestServer, id: string): Promise<AuditRow[]> =>
  server.sql<AuditRow>('select * from audit_logs where resource_id = $1 order by position', [id]);

/** The events of a row, in the order in which they were written. */
export const eventsOf = (
  server: TestServer,
  id: string,
): Promise<{ action: string; type: string; data: Record<string, unknown>; channels: string[] }[]> =>
  server.sql('select action, type, data, channels from events where resource_id = $1 order by position', [
    id,
  ]);

/** How many rows the tables hold that a change writes to. Two counts that are equal mean that nothing happened. */
export async function tallies(server: TestServer): Promise<Record<string, number>> {
  const [row] = await server.sql<Record<string, number>>(
    `select (select count(*)::int from incidents where deleted_at is null) as incidents,
       (select count(*)::int from evidence where deleted_at is null) as evidence,
       (select count(*)::int from events) as events,
       (select count(*)::int from audit_logs where status = 'success' and event_type <> 'LOGIN') as audited`,
  );
  return row;
}

/** Every file in the storage folder, uploads under way included. */
export async function storedFiles(server: TestServer): Promise<string[]> {
  const entries = await readdir(server.storagePath, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}

/** Waits until nothing is stored any more: what was refused is removed a moment after the answer. */
export async function untilNothingStored(server: TestServer): Promise<void> {
  const deadline = Date.now() + 10_000;
  while ((await storedFiles(server)).length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await storedFiles(server)).toEqual([]);
}

/** A form with a file, and the text parts given. */
export function form(
  parts: Record<string, string>,
  file?: { bytes: Uint8Array | string; name: string },
): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) data.append(name, value);
  if (file) data.append('file', new Blob([file.bytes]), file.name);
  return data;
}

/** A real picture of one transparent point. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** A form written by hand, for names and faults that FormData would not let through. */
export function rawForm(
  parts: { name: string; filename?: string; content: string | Uint8Array }[],
  end = true,
): { body: Uint8Array; headers: Record<string, string> } {
  const boundary = 'xxTheBoundaryxx';
  const chunks = parts.flatMap(({ name, filename, content }) => {
    const file = filename === undefined ? '' : `; filename="${filename.replace(/["\\]/g, '\\$&')}"`;
    return [
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`,
      content,
      '\r\n',
    ];
  });
  const body = Buffer.concat(
    [...chunks, end ? `--${boundary}--\r\n` : ''].map((chunk) => Buffer.from(chunk)),
  );
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
