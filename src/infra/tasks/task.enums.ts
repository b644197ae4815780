export const TaskStatus = {
  todo: 'todo',
  in_progress: 'in_progress',
  review: 'review',
  done: 'done',
} as const;
export type TaskStatus = (typeof TaskStatus)[keyof typeof TaskStatus];

export const TaskPriority = { critical: 'critical', high: 'high', medium: 'medium', low: 'low' } as const;
export type TaskPriority = (typeof TaskPriority)[keyof typeof TaskPriority];
