import { Controller, Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { ScheduleRun } from './schedule-run.entity';
import { SchedulesService } from './schedules.service';

@ApiTags('Admin: report templates')
@Controller('admin/report-templates/:id/runs')
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  @Get()
  @Requires('read:templates')
  @ApiOperation({ summary: 'List the times of its schedule that have come, and the reports they brought' })
  @ApiList(ScheduleRun)
  @ApiNotFoundResponse({ type: ErrorBody, description: 'TEMPLATE_NOT_FOUND' })
  list(
    @Param('id') id: string,
    @ListParams({ entity: ScheduleRun }) query: ListQuery,
  ): Promise<Page | CsvExport> {
    return this.schedules.listRuns(id, query);
  }
}
