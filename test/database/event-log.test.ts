import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Database } from '../../src/core/database/database';
import { EventLog, type NewEvent } from '../../src/core/events/event-log';
import { startServer, type TestServer } from '../support/app';

describe('the log of events', () => {
  let server: TestServer;
  let eventLog: EventLog;
  beforeAll(async () => {
    server = await startServer();
    eventLog = server.app.get(EventLog);
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('delete from events'));

  const event = (n: number, stateOf?: string): NewEvent => ({
    ...{ type: 'metric', action: 'updated', channels: ['metrics'], permission: 'read:metrics' },
    ...{ environment: null, audience: null, data: { n }, stateOf },
  });
  /** Waits until all have their number, as only then they are in the log. */
  const numbered = async (): Promise<number[]> => {
    for (;;) {
      const rows = await server.sql<{ n: number; id: string | null }>(
        `select (data ->> 'n')::int as n, id from events order by position`,
      );
      if (rows.every(({ id }) => id !== null)) return rows.map(({ n }) => n);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const raise = async (...events: NewEvent[]): Promise<number[]> => {
    await eventLog.raise(events);
    return numbered();
  };
  const age = (n: number, time: string) =>
    server.sql(`update events set created_at = now() - $2::interval where (data ->> 'n')::int <= $1`, [
      n,
      time,
    ]);

  it('keeps of the events that tell a state the newest alone, once the others are a minute old', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await raise(event(1), event(2, one), event(3, one), event(4, two), event(5));
    expect(await raise(event(6, one))).toEqual([1, 2, 3, 4, 5, 6]);
    await age(5, '61 seconds');
    expect(await raise(event(7, one), event(8))).toEqual([1, 4, 5, 6, 7, 8]);
  });

  it('keeps its first event in any case, by which one can tell how far it goes back', async () => {
    const state = randomUUID();
    await raise(event(1, state), event(2, state));
    const { oldest } = await eventLog.bounds();
    await age(2, '2 minutes');
    expect(await raise(event(3, state))).toEqual([1, 3]);
    expect((await eventLog.bounds()).oldest).toBe(oldest);
  });

  it('is pruned in slices, up to the first event that is young enough', async () => {
    await server.sql(
      `insert into events (type, action, channels, permission, data, id, created_at)
       select 'x', 'updated', '{x}', 'read:x', '{}', nextval('event_ids'), now() - interval '25 hours' from generate_series(1, 110000)`,
    );
    await raise(event(1), event(2));
    await age(1, '23 hours');
    const asked = jest.spyOn(server.app.get(Database), 'query');
    await eventLog.prune(24);
    const slices = asked.mock.calls.filter(([{ text }]) => text.includes('delete from events'));
    const gone = await Promise.all(
      asked.mock.results.map(async ({ value }) => ((await value) as { gone?: number }[])[0]?.gone),
    );
    asked.mockRestore();
    expect(slices).toHaveLength(3);
    expect(gone.filter((count) => count !== undefined)).toEqual([50_000, 50_000, 10_000]);
    expect(await numbered()).toEqual([1, 2]);
  });

  it('is pruned by two instances at once without harm', async () => {
    const raised = await raise(...[1, 2, 3].map((n) => event(n)));
    await age(2, '25 hours');
    await Promise.all(Array.from({ length: 6 }, () => eventLog.prune(24)));
    expect([raised, await numbered()]).toEqual([[1, 2, 3], [3]]);
  });
});
