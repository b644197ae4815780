import { requestOf } from '../../core/fields';
import { Task } from './task.entity';

export class CreateTaskRequest extends requestOf(Task, {
  required: ['title', 'description', 'priority', 'squad'],
  optional: ['assignee', 'environment', 'estimated_hours', 'due_date', 'tags'],
}) {}

export class UpdateTaskRequest extends requestOf(Task, {
  optional: [
    'title',
    'description',
    'status',
    'priority',
    'squad',
    'assignee',
    'environment',
    'estimated_hours',
    'actual_hours',
    'due_date',
    'tags',
  ],
}) {}
