import { describe, expect, it } from '@jest/globals';
import { TIMES, UUID_V4 } from '../../test/support/demo-times';
import { mondayOf } from '../core/time/calendar';
import { demoAccounts } from './accounts';
import { SQUADS } from './scenarios';
import { createTasks, type TaskRow } from './tasks';

describe('demo tasks', () => {
  const tasksAt = (time: string): TaskRow[] => createTasks(new Date(time), demoAccounts(new Date(time)));
  /** The SLA over all weeks. */
  const slaOf = (tasks: readonly TaskRow[]): number => {
    const sum = (hours: (number | null)[]): number =>
      hours.reduce<number>((total, one) => total + (one ?? 0), 0);
    const done = tasks.filter(({ status }) => status === 'done');
    return (100 * sum(done.map((one) => one.actual_hours))) / sum(tasks.map((one) => one.estimated_hours));
  };

  it('are the same on every run', () => {
    expect(tasksAt(TIMES[0])).toEqual(tasksAt(TIMES[0]));
  });

  it.each(TIMES)(
    'cover thirteen weeks, every squad, status and priority at %s, and some are late',
    (time) => {
      const tasks = tasksAt(time);
      expect(tasks).toHaveLength(91);
      expect(new Set(tasks.map(({ title }) => title)).size).toBe(91);
      expect(new Set(tasks.map(({ created_at }) => +mondayOf(created_at))).size).toBeGreaterThanOrEqual(13);
      expect(new Set(tasks.map(({ status }) => status)).size).toBe(4);
      expect(new Set(tasks.map(({ priority }) => priority)).size).toBe(4);
      expect(new Set(tasks.map(({ environment }) => environment)).size).toBe(4);
      for (const squad of SQUADS)
        expect(tasks.filter((task) => task.squad === squad).length).toBeGreaterThanOrEqual(13);
      const now = new Date(time);
      const overdue = tasks.filter(({ status, due_date }) => status !== 'done' && due_date < now);
      expect(overdue.length).toBeGreaterThanOrEqual(5);
      expect(overdue.length).toBeLessThanOrEqual(40);
    },
  );

  it.each(TIMES)('give squads an SLA each of their own at %s', (time) => {
    const tasks = tasksAt(time);
    const figures = SQUADS.map((squad) => slaOf(tasks.filter((task) => task.squad === squad)));
    expect(Math.max(...figures) - Math.min(...figures)).toBeGreaterThan(30);
    for (const figure of figures) {
      expect(figure).toBeGreaterThan(10);
      expect(figure).toBeLessThan(115);
    }
  });

  it.each(TIMES)('have times and hours at %s that fit their status', (time) => {
    const now = new Date(time);
    for (const task of tasksAt(time)) {
      const { status, created_at, updated_at, completed_at, actual_hours, estimated_hours } = task;
      const moments = [created_at, completed_at ?? created_at, updated_at, now].map(Number);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      expect([completed_at !== null, actual_hours !== null]).toEqual([status === 'done', status !== 'todo']);
      expect(status === 'todo' || task.assignee !== null).toBe(true);
      expect(+task.due_date).toBeGreaterThan(+created_at);
      for (const hours of [estimated_hours, actual_hours ?? 1]) {
        expect(hours).toBeGreaterThan(0);
        expect(hours * 2).toBe(Math.round(hours * 2));
      }
      expect(`${task.title} ${task.description}`).not.toMatch(/[{}]/);
      expect(task.id).toMatch(UUID_V4);
    }
  });
});
