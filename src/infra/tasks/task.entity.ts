import { Resource, Row } from '../../core/database/resource';
import {
  CreatedAt,
  Decimal,
  Environment,
  Internal,
  Link,
  OneOf,
  Text,
  TextList,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import type { Tracked } from '../tracked';
import { TaskPriority, TaskStatus } from './task.enums';
import { taskEvents } from './task.events';

const MAX_HOURS = 100_000;

@Resource<Task>({
  name: 'task',
  table: 'tasks',
  label: 'jira_id',
  alternateKey: {
    column: 'jira_id',
    // Of any project of Jira, but not what the other kind of row is called here.
    pattern: /^(?!INC-)[A-Z][A-Z0-9_]{1,19}-[1-9]\d{0,15}$/,
    formerly: 'former_jira_id',
  },
  events: taskEvents,
})
export class Task extends Row implements Tracked {
  @Text({
    generated: 'at_first',
    formerly: 'former_jira_id',
    filter: true,
    sort: true,
    search: 'A',
    example: 'TASK-1042',
    description:
      'Accepted in paths in place of the id. Once there is an issue in Jira it is the key of that; what it was before is still found.',
  })
  jira_id!: string;

  /** Found as `jira_id` is. */
  @Internal('text', { nullable: true, search: 'A' })
  former_jira_id!: string | null;

  @Text({ min: 3, max: 200, sort: true, search: 'A', example: 'Move the ledger backups to object storage' })
  title!: string;

  @Text({
    max: 20_000,
    search: 'B',
    example: 'Backups fill the volume of the primary. Ship them to object storage and keep two days locally.',
  })
  description!: string;

  @OneOf(TaskStatus, { enumName: 'TaskStatus', filter: true, sort: true, example: 'todo' })
  status!: TaskStatus;

  @OneOf(TaskPriority, { enumName: 'TaskPriority', filter: true, sort: 'reversed', example: 'high' })
  priority!: TaskPriority;

  @Text({ max: 100, filter: true, sort: true, description: 'Team that is responsible', example: 'Payments' })
  squad!: string;

  @Text({ nullable: true, max: 100, filter: true, sort: true, example: 'Demo Engineer' })
  assignee!: string | null;

  @OneOf(Environment, {
    enumName: 'Environment',
    nullable: true,
    filter: true,
    sort: true,
    example: 'production',
  })
  environment!: Environment | null;

  @Decimal({ nullable: true, max: MAX_HOURS, precision: 8, sort: true, example: 8 })
  estimated_hours!: number | null;

  @Decimal({ nullable: true, max: MAX_HOURS, precision: 8, sort: true, example: 6.5 })
  actual_hours!: number | null;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;

  @Timestamp({ nullable: true, sort: true, range: 'due' })
  due_date!: Date | null;

  @Timestamp({ nullable: true, sort: true, range: 'completed', description: 'Set while the task is done' })
  completed_at!: Date | null;

  @TextList({ nullable: true, filter: 'tag', example: ['backup', 'cost'] })
  tags!: string[] | null;

  @Link({
    nullable: true,
    example: null,
    description: 'The issue in Jira; null while there is none',
  })
  jira_url!: string | null;

  /** Moves to a status and keeps `completed_at` true to it. */
  moveTo(status: TaskStatus, at: Date): void {
    this.status = status;
    if (status === TaskStatus.done) this.completed_at ??= at;
    else this.completed_at = null;
  }
}
