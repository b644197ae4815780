import { randomUUID } from 'node:crypto';
import type { Actor, Answer } from '../../support/actor';
import type { TestServer } from '../../support/app';
import { bearing, mint } from '../admin/token-scene';

/** Whoever holds an API token with these scopes, bound to the environment unless it is null. */
export async function feedOf(
  server: TestServer,
  scopes: readonly string[],
  environment: string | null = null,
): Promise<Actor> {
  return bearing(server, await mint(await server.as('admin'), { scopes, environment }));
}

export interface IncidentBody {
  readonly id: string;
  readonly status: string;
  readonly resolved_at: string | null;
  readonly [field: string]: unknown;
}

/** The incidents of an alert, oldest first. */
export async function incidentsOf(actor: Actor, alertname: string): Promise<IncidentBody[]> {
  const path = `/infra/incidents?tag=alertname%3D${alertname}&sort_by=created_at&sort_order=asc&limit=100`;
  return (await actor.get<IncidentBody[]>(path)).body;
}

/** Asks again and again, as programs of their own take their time, until the answer will do. */
export async function until<T>(
  ask: () => Promise<T>,
  will: (answer: T) => boolean,
  what: string,
): Promise<T> {
  for (const deadline = Date.now() + 14_000; Date.now() < deadline;) {
    const answer = await ask();
    if (will(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not happen`);
}

/** An alert name that no other test uses. */
export const newName = (): string => `Alert_${randomUUID().slice(0, 8)}`;

export interface AlertJson {
  status: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  fingerprint: string;
}

const ZERO = '0001-01-01T00:00:00Z';

/** A moment so many seconds ago, in the precision that Go writes. */
export const ago = (seconds: number): string =>
  new Date(Date.now() - seconds * 1_000).toISOString().replace('Z', '456789Z');

/** A firing alert as Alertmanager tells of it. */
export const firing = (alertname: string, more: Partial<AlertJson> = {}): AlertJson => ({
  status: 'firing',
  labels: {
    alertname,
    severity: 'critical',
    env: 'prod',
    team: 'Payments',
    job: 'checkout-api',
    instance: 'web-1',
  },
  annotations: { summary: 'One in five calls fails', description: 'The gateway answers 502.' },
  startsAt: ago(60),
  endsAt: ZERO,
  generatorURL: 'http://prometheus.example.net/graph',
  fingerprint: randomUUID().replaceAll('-', '').slice(0, 16),
  ...more,
});

export const ended = (alert: AlertJson, secondsAgo = 1): AlertJson => ({
  ...alert,
  status: 'resolved',
  endsAt: ago(secondsAgo),
});

/** As Alertmanager posts it. */
export const notify = (actor: Actor, ...alerts: unknown[]): Promise<Answer> =>
  actor.post('/integrations/alertmanager', {
    ...{ version: '4', groupKey: '{}:{}', truncatedAlerts: 0, status: 'firing', receiver: 'ops' },
    ...{
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      externalURL: 'http://am:9093',
      numFiring: 1,
    },
    alerts,
  });
