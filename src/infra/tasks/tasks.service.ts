import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { boundEnvironment } from '../../core/context/bound-environment';
import type { StoredRow } from '../../core/http/answers';
import { Clock } from '../../core/time/clock';
import { TrackedService } from '../tracked';
import { Task } from './task.entity';
import { TaskStatus } from './task.enums';
import { TaskRepository } from './task.repository';
import type { CreateTaskRequest, UpdateTaskRequest } from './task.requests';

@Injectable()
export class TasksService extends TrackedService<Task> {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly clock: Clock,
  ) {
    super(tasks);
  }

  plan(request: CreateTaskRequest): Promise<StoredRow> {
    const task = Object.assign(new Task(), request, { id: randomUUID(), status: TaskStatus.todo });
    // The product's request has no environment: callers who are bound to one mean theirs.
    if (task.environment === undefined) task.environment = boundEnvironment();
    return this.tasks.add(task);
  }

  update(key: string, { status, ...fields }: UpdateTaskRequest): Promise<StoredRow> {
    return this.tasks.change(key, (task) => {
      Object.assign(task, fields);
      if (status) task.moveTo(status, this.clock.now());
    });
  }
}
