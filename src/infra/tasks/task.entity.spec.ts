import { describe, expect, it } from '@jest/globals';
import { specOf } from '../../core/database/resource';
import { Task } from './task.entity';
import type { TaskStatus } from './task.enums';

const NOON = new Date('2026-01-15T12:00:00Z');
const LATER = new Date('2026-01-15T13:00:00Z');

const task = (status: TaskStatus, completed_at: Date | null = null): Task =>
  Object.assign(new Task(), { status, completed_at });

describe('a task', () => {
  it('that becomes done is complete from then on', () => {
    const row = task('review');
    row.moveTo('done', NOON);
    expect([row.status, row.completed_at]).toEqual(['done', NOON]);
  });

  it('that is done already keeps the moment of its completion', () => {
    const row = task('done', NOON);
    row.moveTo('done', LATER);
    expect(row.completed_at).toEqual(NOON);
  });

  it.each(['todo', 'in_progress', 'review'] as const)('that is %s again is not complete', (status) => {
    const row = task('done', NOON);
    row.moveTo(status, LATER);
    expect([row.status, row.completed_at]).toEqual([status, null]);
    row.moveTo('done', LATER);
    expect(row.completed_at).toEqual(LATER);
  });

  it('goes to its squad, to its environment if it has one, and to those who may read tasks', () => {
    const { events } = specOf(Task);
    const row = (environment: string | null): Task =>
      Object.assign(new Task(), { environment, squad: 'Data' });
    expect(events!.channels(row('staging'))).toEqual(['tasks', 'staging', 'squad:Data']);
    expect(events!.environment!(row('staging'))).toBe('staging');
    expect(events!.channels(row(null))).toEqual(['tasks', 'squad:Data']);
    expect(events!.environment!(row(null))).toBeNull();
    expect(events!.permission).toBe('read:tasks');
  });

  it.each([
    ['TASK-1', true],
    ['TASK-1001', true],
    ['TASK-0', false],
    ['TASK-01', false],
    ['task-1', false],
    ['TASK-', false],
    ['TASK-1 ', false],
    ['INC-1', false],
    ['TASK-99999999999999999', false],
  ])('%s as a key: %p', (key, expected) => {
    expect(specOf(Task).alternateKey!.pattern.test(key)).toBe(expected);
  });
});
