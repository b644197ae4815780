import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Alert } from './alert.entity';
import { StepAlertRequest } from './alert.requests';
import { AlertsService } from './alerts.service';

@ApiTags('InfraOps: alerts')
@Controller('infra/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  @Requires('read:metrics')
  @ApiOperation({
    summary: 'List alerts',
    description: 'Open and past ones, newest first unless asked otherwise.',
  })
  @ApiList(Alert)
  list(@ListParams({ entity: Alert }) query: ListQuery): Promise<Page | CsvExport> {
    return this.alerts.list(query);
  }

  @Get(':id')
  @Requires('read:metrics')
  @ApiOperation({ summary: 'Read an alert' })
  @ApiReads(Alert, 'alert')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.alerts.read(id);
  }

  @Patch(':id')
  @Requires('write:metrics')
  @ApiOperation({
    summary: 'Acknowledge or resolve an alert',
    description:
      'Once resolved by hand, the next alert of the series opens when the cooldown is over and the value still crosses.',
  })
  @ApiChanges(Alert, 'alert')
  @ApiConflictResponse({
    type: ErrorBody,
    description: 'ALERT_ALREADY_ACKNOWLEDGED or ALERT_ALREADY_RESOLVED',
  })
  step(@Param('id') id: string, @Body() body: StepAlertRequest): Promise<StoredRow> {
    return this.alerts.step(id, body);
  }
}
