import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from './fixtures';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOBODY = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';

type Body = Record<string, unknown> & { id: string; jira_id: string };

const plan = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'Rotate the keys',
  description: 'Those of the ledger.',
  priority: 'high',
  squad: 'Payments',
  ...more,
});

describe('tasks', () => {
  let server: TestServer;
  let engineer: Actor;
  let viewer: Actor;
  let first: Body;
  beforeAll(async () => {
    server = await startServer();
    [engineer, viewer] = [await server.as('engineer'), await server.as('viewer')];
    first = (await engineer.post<Body>('/infra/tasks', plan())).body;
  });
  afterAll(() => server.close());

  const create = async (more: Record<string, unknown> = {}): Promise<Body> => {
    const answer = await engineer.post<Body>('/infra/tasks', plan(more));
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.body;
  };

  it('the first task is TASK-1001 and the next ones count on', async () => {
    expect(first.jira_id).toBe('TASK-1001');
    expect((await create()).jira_id).toBe('TASK-1002');
    expect((await create()).jira_id).toBe('TASK-1003');
  });

  it('a new task has all seventeen fields in their order, and null where nothing is known', () => {
    expect(Object.entries(first)).toEqual([
      ['id', expect.stringMatching(UUID_V4)],
      ['jira_id', 'TASK-1001'],
      ['title', 'Rotate the keys'],
      ['description', 'Those of the ledger.'],
      ['status', 'todo'],
      ['priority', 'high'],
      ['squad', 'Payments'],
      ['assignee', null],
      ['environment', null],
      ['estimated_hours', null],
      ['actual_hours', null],
      ['created_at', expect.stringMatching(ISO)],
      ['updated_at', expect.stringMatching(ISO)],
      ['due_date', null],
      ['completed_at', null],
      ['tags', null],
      ['jira_url', null],
    ]);
  });

  it('a task with everything is answered as it is read afterwards, by id and by jira_id', async () => {
    const given = plan({
      assignee: 'Test engineer 2',
      environment: 'staging',
      estimated_hours: 7.25,
      tags: ['keys', 'ledger'],
    });
    const answer = await engineer.post<Body>('/infra/tasks', {
      ...given,
      due_date: '2026-03-01T18:00:00+01:00',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...given, due_date: '2026-03-01T17:00:00.000Z', status: 'todo' });
    for (const key of [answer.body.id, answer.body.jira_id]) {
      const read = await viewer.get(`/infra/tasks/${key}`);
      expect([read.status, read.text]).toEqual([200, answer.text]);
      expect(read.headers.get('etag')).toBe(answer.headers.get('etag'));
    }
  });

  it('every field of a change is taken over, and only updated_at moves besides', async () => {
    const task = await create();
    const change = {
      title: 'Rotate all keys',
      description: 'All of them.',
      status: 'review',
      priority: 'critical',
      squad: 'Platform',
      assignee: 'Test engineer 4',
      environment: 'production',
      estimated_hours: 12,
      actual_hours: 3.5,
      due_date: '2026-03-01T17:00:00.000Z',
      tags: ['keys'],
    };
    const answer = await engineer.patch<Body>(`/infra/tasks/${task.jira_id}`, change);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...task, ...change, updated_at: expect.stringMatching(ISO) });
    expect((await engineer.get(`/infra/tasks/${task.id}`)).body).toEqual(answer.body);
  });

  it('null empties the fields that may be empty, and is refused for the others', async () => {
    const filled = { assignee: 'A', environment: 'staging', estimated_hours: 1, tags: ['x'] };
    const { id } = await create({ ...filled, due_date: '2026-03-01' });
    await engineer.patch(`/infra/tasks/${id}`, { actual_hours: 2 });
    const nothing = { ...filled, due_date: 0, actual_hours: 0 };
    const empty = Object.fromEntries(Object.keys(nothing).map((field) => [field, null]));
    const emptied = await engineer.patch<Body>(`/infra/tasks/${id}`, empty);
    expect(emptied.status).toBe(200);
    expect(emptied.body).toMatchObject(empty);
    for (const field of ['title', 'description', 'status', 'priority', 'squad']) {
      const answer = await engineer.patch(`/infra/tasks/${id}`, { [field]: null });
      expect([field, ...refusalOf(answer)]).toEqual([field, 400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual([field]);
    }
  });

  it('every violation of a creation is told at once; status and actual hours are not for it', async () => {
    const answer = await engineer.post('/infra/tasks', {
      title: 'ab',
      description: ' ',
      priority: 'urgent',
      environment: 'prod',
      estimated_hours: '8',
      due_date: 'tomorrow',
      tags: [''],
      status: 'done',
      actual_hours: 1,
      completed_at: '2026-01-01',
      jira_id: 'TASK-1',
    });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer).sort()).toEqual([
      'actual_hours',
      'completed_at',
      'description',
      'due_date',
      'environment',
      'estimated_hours',
      'jira_id',
      'priority',
      'squad',
      'status',
      'tags',
      'title',
    ]);
  });

  it.each(['id', 'jira_id', 'created_at', 'updated_at', 'completed_at', 'version', 'deleted_at'])(
    '%s is not for clients to set',
    async (field) => {
      const answer = await engineer.patch(`/infra/tasks/${first.id}`, { [field]: first.created_at });
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual([field]);
    },
  );

  it.each([0, 0.01, 0.1, 7.25, 99_999.99, 100_000])('%p hours are kept exactly', async (hours) => {
    const { id } = await create({ estimated_hours: hours });
    const { body } = await engineer.patch(`/infra/tasks/${id}`, { actual_hours: hours });
    expect(body).toMatchObject({ estimated_hours: hours, actual_hours: hours });
  });

  it.each([-0.01, 0.001, 1e-7, 0.1 + 0.2, 100_000.01, 1e300, '1', true, [1]])(
    '%p hours are refused',
    async (hours) => {
      for (const field of ['estimated_hours', 'actual_hours']) {
        const answer = await engineer.patch(`/infra/tasks/${first.id}`, { [field]: hours });
        expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
        expect(faultyFields(answer)).toEqual([field]);
      }
    },
  );

  it.each([
    ['an unknown id', NOBODY],
    ['an unknown jira_id', 'TASK-999999'],
    ['the jira_id of an incident', 'INC-1001'],
    ['a malformed id', 'not-an-id'],
    ['a number beyond any', 'TASK-99999999999999999999'],
  ])('%s is no task, whatever is asked of it', async (_, key) => {
    const path = `/infra/tasks/${key}`;
    expect(refusalOf(await engineer.get(path))).toEqual([404, 'TASK_NOT_FOUND']);
    expect(refusalOf(await engineer.patch(path, { title: 'Another' }))).toEqual([404, 'TASK_NOT_FOUND']);
    expect(refusalOf(await engineer.delete(path))).toEqual([404, 'TASK_NOT_FOUND']);
  });

  it('a removed task vanishes from every read, and its removal cannot be repeated', async () => {
    const { id, jira_id } = await create({ title: 'Vanishing xylophone' });
    const found = async (): Promise<number> =>
      Number((await viewer.get('/infra/tasks?search=xylophone')).headers.get('x-total-count'));
    expect(await found()).toBe(1);
    const removal = await engineer.delete(`/infra/tasks/${jira_id}`);
    expect([removal.status, removal.text]).toEqual([204, '']);
    expect(await found()).toBe(0);
    for (const key of [id, jira_id]) {
      expect(refusalOf(await viewer.get(`/infra/tasks/${key}`))).toEqual([404, 'TASK_NOT_FOUND']);
      expect(refusalOf(await engineer.delete(`/infra/tasks/${key}`))).toEqual([404, 'TASK_NOT_FOUND']);
    }
  });

  it('viewers read and change nothing; without signing in there is nothing to read', async () => {
    const path = `/infra/tasks/${first.id}`;
    expect((await viewer.get(path)).status).toBe(200);
    for (const answer of [
      await viewer.post('/infra/tasks', plan()),
      await viewer.patch(path, { title: 'Mine now' }),
      await viewer.delete(path),
    ]) {
      expect(refusalOf(answer)).toEqual([403, 'FORBIDDEN']);
    }
    for (const answer of [await server.anonymous.get('/infra/tasks'), await server.anonymous.get(path)])
      expect(refusalOf(answer)).toEqual([401, 'UNAUTHORIZED']);
    expect((await viewer.get(path)).body).toMatchObject({ title: 'Rotate the keys' });
  });
});
