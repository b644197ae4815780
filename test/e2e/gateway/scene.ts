import type { TestServer } from '../../support/app';
import { EventRelay } from '../../../src/core/events/event-relay';
import type { LiveClient } from '../../support/live-client';

export { draft, type IncidentBody, openIncident as open } from '../infra/fixtures';

/** Waits until the client has heard of this incident: whatever was told before it has come by then. */
export const heard = (client: LiveClient, { id }: { id: string }, action = 'created') =>
  client.next((message) => message.data?.id === id && message.action === action, `${action} ${id}`);

/** Answers and errors, without events. */
export const answers = (client: LiveClient) => client.messages.filter(({ id }) => id === undefined);

export const UNAUTHORIZED = { code: 1008, reason: 'Unauthorized' };

/** Until every event that has committed so far has been delivered: whoever subscribes then hears only what comes later. */
export async function settled(server: TestServer): Promise<void> {
  const relay = server.app.get(EventRelay);
  for (let look = 0; look < 500; look += 1) {
    const [{ waiting, newest }] = await server.sql<{ waiting: number; newest: string }>(
      'select count(*) filter (where id is null)::int as waiting, coalesce(max(id), 0) as newest from events',
    );
    if (waiting === 0 && relay.position >= Number(newest)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('The relay did not deliver what has committed.');
}
