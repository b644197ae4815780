import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from './fixtures';

/** Five tasks that differ in everything that can be asked for. */
const ROWS = `
  insert into tasks (title, description, status, priority, squad, assignee, environment, estimated_hours, actual_hours,
    created_at, due_date, completed_at, tags)
  values
    ('aaa', 'Upgrade the brokers', 'todo', 'low', 'Data', 'Ann', 'production', 10, null, '2026-01-05T00:00:00Z', null, null, null),
    ('bbb', 'Rotate the keys', 'in_progress', 'critical', 'Data', null, 'staging', 2.5, 1, '2026-01-06T00:00:00Z',
      '2026-02-01T23:59:59.999Z', null, '{keys}'),
    ('ccc', 'Rotate certificates', 'review', 'high', 'Mobile', 'Ann', null, null, 4, '2026-01-07T00:00:00Z', '2026-02-02T00:00:00Z',
      null, '{keys,tls}'),
    ('ddd', 'Archive logs', 'done', 'medium', 'Mobile', 'Bob', 'production', 9, 12, '2026-01-08T00:00:00Z', '2026-01-20T00:00:00Z',
      '2026-01-19T10:00:00Z', '{}'),
    ('eee', 'Archive metrics', 'done', 'critical', 'Data', 'Bob', null, 100, 80, '2026-01-09T00:00:00Z', null,
      '2026-01-31T23:59:59.999Z', '{tls}')`;

describe('the list of tasks', () => {
  let server: TestServer;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    await server.sql(ROWS);
  });
  afterAll(() => server.close());

  it.each([
    ['', 'edcba'],
    ['status=done', 'ed'],
    ['status=todo,review', 'ca'],
    ['priority=critical', 'eb'],
    ['squad=Mobile', 'dc'],
    ['squad=Mobile&status=done', 'd'],
    ['assignee=Ann', 'ca'],
    ['environment=production', 'da'],
    ['tag=keys', 'cb'],
    ['tag=tls&tag=keys', 'ecb'],
    ['jira_id=TASK-1001', 'a'],
    ['created_from=2026-01-08', 'ed'],
    ['created_to=2026-01-06', 'ba'],
    ['due_from=2026-02-01', 'cb'],
    ['due_to=2026-02-01', 'db'],
    ['due_from=2026-02-01&due_to=2026-02-01', 'b'],
    ['completed_from=2026-01-20', 'e'],
    ['completed_to=2026-01-31', 'ed'],
    ['search=rotate', 'cb'],
    ['search=TASK-1004', 'd'],
    [`filter=${JSON.stringify([{ field: 'estimated_hours', operator: 'gt', value: 9 }])}`, 'ea'],
    [`filter=${JSON.stringify([{ field: 'due_date', operator: 'eq', value: null }])}`, 'ea'],
    [`filter=${JSON.stringify([{ field: 'priority', operator: 'gte', value: 'high' }])}`, 'ecb'],
    [`filter=${JSON.stringify([{ field: 'environment', operator: 'eq', value: null }])}`, 'ec'],
  ])('for %p gives %s', async (query, expected) => {
    const answer = await viewer.get<{ title: string }[]>(`/infra/tasks?${query}`);
    expect([answer.status, answer.body.map(({ title }) => title[0]).join('')]).toEqual([200, expected]);
    expect(answer.headers.get('x-total-count')).toBe(String(expected.length));
  });

  it.each([
    ['priority', 'desc', 'ebcda'],
    ['status', 'asc', 'abc'],
    ['due_date', 'asc', 'dbc'],
    ['due_date', 'desc', 'cbd'],
    ['estimated_hours', 'desc', 'eadbc'],
    ['estimated_hours', 'asc', 'bdaec'],
    ['actual_hours', 'asc', 'bcdea'],
    ['completed_at', 'desc', 'ed'],
    ['created_at', 'asc', 'abcde'],
  ])('by %s %s begins with %s: by meaning, and what is empty last', async (field, order, expected) => {
    const collected: string[] = [];
    let cursor = '';
    do {
      const page = await viewer.get<{ title: string }[]>(
        `/infra/tasks?sort_by=${field}&sort_order=${order}&limit=2${cursor}`,
      );
      collected.push(...page.body.map(({ title }) => title[0]));
      const next = page.headers.get('x-next-cursor');
      cursor = next ? `&cursor=${next}` : '';
    } while (cursor && collected.length < 10);
    expect(collected.toSorted().join('')).toBe('abcde');
    // Rows that are equal in the field may come in any order.
    const given = collected.join('');
    if (field === 'priority') expect(given).toMatch(/^(eb|be)cda$/);
    else expect(given.startsWith(expected)).toBe(true);
  });

  it('in CSV has the hours as numbers', async () => {
    const { text } = await viewer.get<string>(
      '/infra/tasks?format=csv&sort_by=created_at&sort_order=asc&squad=Data',
    );
    const [head, ...rows] = text.trim().split('\r\n');
    const at = head.split(',').indexOf('estimated_hours');
    expect(rows.map((row) => row.split(',')[at])).toEqual(['10.00', '2.50', '100.00']);
  });

  it.each([
    ['status=open', 'status'],
    ['priority=urgent', 'priority'],
    ['environment=prod', 'environment'],
    ['due_from=soon', 'due_from'],
    ['sort_by=tags', 'sort_by'],
    ['team=Data', 'team'],
  ])('refuses %s', async (query, field) => {
    const answer = await viewer.get(`/infra/tasks?${query}`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([field]);
  });
});
