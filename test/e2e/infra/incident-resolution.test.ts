import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { auditOf, eventsOf, type IncidentBody, openIncident } from './fixtures';

describe('resolved_at', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const move = async (id: string, change: Record<string, unknown>): Promise<IncidentBody> => {
    const answer = await engineer.patch<IncidentBody>(`/infra/incidents/${id}`, change);
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it.each(['resolved', 'closed'])('is set to the present when an incident becomes %s', async (status) => {
    const { id } = await openIncident(engineer);
    const before = Date.now();
    const { resolved_at } = await move(id, { status });
    expect(Date.parse(resolved_at!)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(resolved_at!)).toBeLessThanOrEqual(Date.now());
  });

  it('is kept when a resolved incident is closed', async () => {
    const { id } = await openIncident(engineer);
    const resolved = await move(id, { status: 'resolved' });
    const closed = await move(id, { status: 'closed' });
    expect(closed.status).toBe('closed');
    expect(closed.resolved_at).toBe(resolved.resolved_at);
  });

  it.each(['open', 'investigating'])(
    'is cleared when an incident is %s again, and set anew',
    async (status) => {
      const { id } = await openIncident(engineer);
      const resolved = await move(id, { status: 'resolved' });
      expect((await move(id, { status })).resolved_at).toBeNull();
      const again = await move(id, { status: 'resolved' });
      expect(Date.parse(again.resolved_at!)).toBeGreaterThan(Date.parse(resolved.resolved_at!));
    },
  );

  it('is not touched by other changes', async () => {
    const { id } = await openIncident(engineer);
    expect((await move(id, { status: 'investigating' })).resolved_at).toBeNull();
    const { resolved_at } = await move(id, { status: 'resolved' });
    expect((await move(id, { title: 'Another title' })).resolved_at).toBe(resolved_at);
  });

  it('stands in the audit diff and in the event beside the status that moved it', async () => {
    const { id } = await openIncident(engineer);
    const { resolved_at } = await move(id, { status: 'resolved' });
    const [, audit] = await auditOf(server, id);
    expect(audit.changes).toEqual([
      { field: 'status', old_value: 'open', new_value: 'resolved' },
      { field: 'resolved_at', old_value: null, new_value: resolved_at },
    ]);
    const [, event] = await eventsOf(server, id);
    expect(event.data).toMatchObject({ status: 'resolved', resolved_at });
  });
});
