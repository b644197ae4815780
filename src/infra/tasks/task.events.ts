import type { EventDeclaration } from '../../core/events/event-declaration';
import type { Task } from './task.entity';

export const taskEvents: EventDeclaration<Task> = {
  type: 'task',
  permission: 'read:tasks',
  channels: ({ environment, squad }) => ['tasks', ...(environment ? [environment] : []), `squad:${squad}`],
  environment: (task) => task.environment ?? null,
};
