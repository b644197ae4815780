import type { Actor } from '../../support/actor';
import type { TestServer } from '../../support/app';
import { asCaller, tokenOf } from '../../support/caller';

export interface TechniqueBody {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tactic_id: string;
  readonly tactic_ids: string[];
  readonly detection_count: number;
  readonly last_detected: string | null;
  readonly url: string;
  readonly is_subtechnique: boolean;
  readonly parent_id: string | null;
  readonly retired: boolean;
}

export interface DetectionBody {
  readonly id: string;
  readonly technique_id: string;
  readonly asset_id: string | null;
  readonly description: string;
  readonly severity: string;
  readonly status: string;
  readonly detected_at: string;
  readonly resolved_at: string | null;
  readonly environment: string | null;
}

export const sighting = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  technique_id: 'T1059.001',
  description: 'Encoded PowerShell started by the print spooler.',
  severity: 'high',
  ...more,
});

/** Reports a detection and gives it. */
export async function report(actor: Actor, more: Record<string, unknown> = {}): Promise<DetectionBody> {
  const answer = await actor.post<DetectionBody>('/secops/mitre/detections', sighting(more));
  if (answer.status !== 201) throw new Error(`could not report: ${answer.text}`);
  return answer.body;
}

let hosts = 0;
/** An asset of the environment; gives its id. */
export async function host(server: TestServer, environment: string): Promise<string> {
  hosts += 1;
  const [{ id }] = await server.sql<{ id: string }>(
    `insert into assets (hostname, ip_address, asset_type, environment)
     values ('host-' || $1::int, '10.0.0.1', 'server', $2) returning id`,
    [hosts, environment],
  );
  return id;
}

/** What one technique looks like to this caller. */
export async function seen(actor: Actor, id: string): Promise<TechniqueBody> {
  const { body } = await actor.get<TechniqueBody[]>(`/secops/mitre/techniques?id=${id}`);
  return body[0];
}

/** Runs the work as a caller whose credentials are bound to the environment. */
export function boundTo<T>(environment: string, work: () => Promise<T>): Promise<T> {
  return asCaller(tokenOf('engineer', ['read:mitre', 'write:mitre'], environment), work);
}
