import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, Removes } from '../../core/http/api.decorators';
import type { Batch } from '../../core/http/batch';
import { type Accepted, BatchBody, TakesBatch } from '../../core/http/batch.decorators';
import type { BreakdownQuery } from './breakdown-query';
import { Cost } from './cost.entity';
import { CreateCostRequest, UpdateCostRequest } from './cost.requests';
import { ApiBreakdown, BreakdownParams } from './costs.decorators';
import { CostsService } from './costs.service';

const RECORDS = { of: CreateCostRequest, name: 'costs' };

@ApiTags('FinOps: costs')
@Controller('finops')
export class CostsController {
  constructor(private readonly costs: CostsService) {}

  @Get('breakdown')
  @Requires('read:costs')
  @ApiOperation({
    summary: 'List costs',
    description:
      'Of each resource and day, the newest first; with group_by their sums. Groups of several currencies are refused: ask for one.',
  })
  @ApiBreakdown()
  breakDown(@BreakdownParams() query: BreakdownQuery): Promise<Page | CsvExport> {
    return this.costs.breakDown(query);
  }

  @Post('costs')
  @Requires('write:costs')
  @ApiOperation({
    summary: 'Ingest costs',
    description:
      '1 to 10,000 records: all of them or, if one of them is not right, none. A record takes the place of the one with the same date, environment, service and resource_id, so that a day can be sent again.',
  })
  @TakesBatch(RECORDS)
  ingest(@BatchBody(RECORDS) batch: Batch<CreateCostRequest>): Promise<Accepted> {
    return this.costs.ingest(batch);
  }

  @Patch('costs/:id')
  @Requires('write:costs')
  @ApiOperation({
    summary: 'Put a cost into another environment',
    description:
      'For what a bill could not tell (`unallocated`) or told wrongly. An import that brings the same bill again replaces it. All else is corrected by sending the record again.',
  })
  @ApiChanges(Cost, 'cost')
  @ApiConflictResponse({ type: ErrorBody, description: 'CONFLICT: there is such a cost in that environment' })
  update(@Param('id') id: string, @Body() body: UpdateCostRequest): Promise<StoredRow> {
    return this.costs.update(id, body);
  }

  @Delete('costs/:id')
  @Requires('write:costs')
  @ApiOperation({ summary: 'Remove a cost' })
  @Removes('cost')
  remove(@Param('id') id: string): Promise<void> {
    return this.costs.remove(id);
  }
}
