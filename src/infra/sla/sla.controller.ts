import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { SLAMetric } from './sla-metric';
import type { SlaQuery } from './sla-query';
import { ApiSla, SlaParams } from './sla.decorators';
import { SlaService } from './sla.service';

@ApiTags('InfraOps: SLA')
@Controller('infra/sla-metrics')
export class SlaController {
  constructor(private readonly sla: SlaService) {}

  @Get()
  @Requires('read:tasks')
  @ApiOperation({
    summary: 'SLA of the last weeks',
    description:
      'Per week, the current one first: hours estimated for the tasks created in it, and hours spent on those of them that are done. Weeks run from Monday to Sunday in UTC.',
  })
  @ApiSla()
  measure(@SlaParams() query: SlaQuery): Promise<SLAMetric[]> {
    return this.sla.measure(query);
  }
}
