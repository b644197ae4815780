import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { auditOf, eventsOf } from './fixtures';

const NOON = '2026-03-02T12:00:00.000Z';
const LATER = '2026-03-03T08:30:00.500Z';

interface Body {
  readonly id: string;
  readonly status: string;
  readonly completed_at: string | null;
}

describe('completed_at', () => {
  let server: TestServer;
  let engineer: Actor;
  let id: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  afterEach(() => void jest.restoreAllMocks());

  const create = async (): Promise<void> => {
    const draft = { title: 'Rotate the keys', description: 'All', priority: 'low', squad: 'Data' };
    ({ id } = (await engineer.post<Body>('/infra/tasks', draft)).body);
  };
  const moveAt = async (now: string, change: Record<string, unknown>): Promise<Body> => {
    setClock(now, server);
    const answer = await engineer.patch<Body>(`/infra/tasks/${id}`, change);
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('is the moment at which a task becomes done', async () => {
    await create();
    expect((await moveAt(NOON, { status: 'review' })).completed_at).toBeNull();
    expect(await moveAt(NOON, { status: 'done', actual_hours: 3 })).toMatchObject({
      status: 'done',
      completed_at: NOON,
    });
  });

  it('is kept by everything but reopening, which clears it', async () => {
    await create();
    await moveAt(NOON, { status: 'done' });
    expect((await moveAt(LATER, { title: 'Another title' })).completed_at).toBe(NOON);
    expect((await moveAt(LATER, { status: 'done', priority: 'high' })).completed_at).toBe(NOON);
    expect((await moveAt(LATER, { status: 'in_progress' })).completed_at).toBeNull();
    expect((await moveAt(LATER, { status: 'done' })).completed_at).toBe(LATER);
  });

  it('stands in the audit diff and in the event beside the status that moved it', async () => {
    await create();
    await moveAt(NOON, { status: 'done' });
    const [, audit] = await auditOf(server, id);
    expect(audit).toMatchObject({
      event_type: 'UPDATE',
      resource_type: 'task',
      resource_name: expect.stringMatching(/^TASK-\d+$/),
      changes: [
        { field: 'status', old_value: 'todo', new_value: 'done' },
        { field: 'completed_at', old_value: null, new_value: NOON },
      ],
    });
    const events = await eventsOf(server, id);
    expect(events.map(({ type, action }) => [type, action])).toEqual([
      ['task', 'created'],
      ['task', 'updated'],
    ]);
    expect(events[1].data).toMatchObject({ status: 'done', completed_at: NOON });
  });
});
