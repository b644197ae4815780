import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Budget } from './budget';
import { CreateBudgetRequest, UpdateBudgetRequest } from './budget.requests';
import { BudgetsService } from './budgets.service';

@ApiTags('FinOps: budgets')
@Controller('finops/budgets')
export class BudgetsController {
  constructor(private readonly budgets: BudgetsService) {}

  @Get()
  @Requires('read:costs')
  @ApiOperation({
    summary: 'List budgets',
    description:
      'With how the current month goes, computed at reading; the figures can be filtered and sorted by too.',
  })
  @ApiList(Budget)
  list(@ListParams({ entity: Budget }) query: ListQuery): Promise<Page | CsvExport> {
    return this.budgets.list(query);
  }

  @Post()
  @Requires('write:costs')
  @ApiOperation({
    summary: 'Set a budget',
    description: 'For an environment, a service, both, or (with neither) everything.',
  })
  @Creates(Budget)
  set(@Body() body: CreateBudgetRequest): Promise<StoredRow> {
    return this.budgets.set(body);
  }

  @Get(':id')
  @Requires('read:costs')
  @ApiOperation({
    summary: 'Read a budget',
    description: 'Its ETag covers the figures; If-Match looks only at what people have set.',
  })
  @ApiReads(Budget, 'budget')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.budgets.read(id);
  }

  @Patch(':id')
  @Requires('write:costs')
  @ApiOperation({
    summary: 'Change a budget',
    description: 'What had been told this month, but is not reached any more, is told again when it is.',
  })
  @ApiChanges(Budget, 'budget')
  update(@Param('id') id: string, @Body() body: UpdateBudgetRequest): Promise<StoredRow> {
    return this.budgets.update(id, body);
  }

  @Delete(':id')
  @Requires('write:costs')
  @ApiOperation({ summary: 'Remove a budget' })
  @Removes('budget')
  remove(@Param('id') id: string): Promise<void> {
    return this.budgets.remove(id);
  }
}
