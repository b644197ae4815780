import type { Actor } from '../../support/actor';
import type { LiveClient } from '../../support/live-client';

export type IncidentBody = Record<string, unknown> & { id: string; title: string };

/** A valid body for POST /infra/incidents. */
export const draft = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'Checkout fails',
  description: 'One in five payments answers 502.',
  severity: 'high',
  squad: 'Payments',
  environment: 'production',
  ...fields,
});

/** Opens an incident over HTTP and gives it. */
export async function open(actor: Actor, fields: Record<string, unknown> = {}): Promise<IncidentBody> {
  const answer = await actor.post<IncidentBody>('/infra/incidents', draft(fields));
  if (answer.status !== 201) throw new Error(`not opened: ${answer.text}`);
  return answer.body;
}

/** Waits until the client has heard of this incident: whatever was told before it has come by then. */
export const heard = (client: LiveClient, { id }: { id: string }, action = 'created') =>
  client.next((message) => message.data?.id === id && message.action === action, `${action} ${id}`);

/** Answers and errors, without events. */
export const answers = (client: LiveClient) => client.messages.filter(({ id }) => id === undefined);

export const UNAUTHORIZED = { code: 1008, reason: 'Unauthorized' };
