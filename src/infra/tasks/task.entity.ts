import { Resource, Row } from '../../core/database/resource';
import {
  CreatedAt,
  Decimal,
  Environment,
  OneOf,
  Text,
  TextList,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import { TaskPriority, TaskStatus } from './task.enums';
import { taskEvents } from './task.events';

const MAX_HOURS = 100_000;

@Resource<Task>({
  name: 'task',
  table: 'tasks',
  label: 'jira_id',
  alternateKey: { column: 'jira_id', pattern: /^TASK-[1-9]\d{0,15}$/ },
  events: taskEvents,
})
export class Task extends Row {
  @Text({
    generated: true,
    filter: true,
    sort: true,
    search: 'A',
    example: 'TASK-1042',
    description: 'Accepted in paths in place of the id',
  })
  jira_id!: string;

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

  /** Moves to a status and keeps `completed_at` true to it. */
  moveTo(status: TaskStatus, at: Date): void {
    this.status = status;
    if (status === TaskStatus.done) this.completed_at ??= at;
    else this.completed_at = null;
  }
}
