import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Task } from './task.entity';
import { CreateTaskRequest, UpdateTaskRequest } from './task.requests';
import { TasksService } from './tasks.service';

const ApiKey = (): MethodDecorator =>
  ApiParam({ name: 'id', description: 'UUID or jira_id', example: 'TASK-1001' });

@ApiTags('InfraOps: tasks')
@Controller('infra/tasks')
export class TasksController {
  constructor(private readonly tasks: TasksService) {}

  @Get()
  @Requires('read:tasks')
  @ApiOperation({ summary: 'List tasks', description: 'Newest first unless asked otherwise.' })
  @ApiList(Task)
  list(@ListParams({ entity: Task }) query: ListQuery): Promise<Page | CsvExport> {
    return this.tasks.list(query);
  }

  @Post()
  @Requires('write:tasks')
  @ApiOperation({
    summary: 'Plan a task',
    description: 'Gives it its jira_id; it begins as todo.',
  })
  @Creates(Task)
  plan(@Body() body: CreateTaskRequest): Promise<StoredRow> {
    return this.tasks.plan(body);
  }

  @Get(':id')
  @Requires('read:tasks')
  @ApiOperation({ summary: 'Read a task' })
  @ApiKey()
  @ApiReads(Task, 'task')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.tasks.read(id);
  }

  @Patch(':id')
  @Requires('write:tasks')
  @ApiOperation({
    summary: 'Change a task',
    description: 'completed_at follows the status. Nothing changed: nothing is said.',
  })
  @ApiKey()
  @ApiChanges(Task, 'task')
  update(@Param('id') id: string, @Body() body: UpdateTaskRequest): Promise<StoredRow> {
    return this.tasks.update(id, body);
  }

  @Delete(':id')
  @Requires('write:tasks')
  @ApiOperation({
    summary: 'Remove a task',
    description: 'It vanishes from every read and from the SLA; its history stays in the audit log.',
  })
  @ApiKey()
  @Removes('task')
  remove(@Param('id') id: string): Promise<void> {
    return this.tasks.remove(id);
  }
}
