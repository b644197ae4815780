import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ErrorBody } from '../../core/errors/error-body';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Threshold } from './threshold.entity';
import { ThresholdRequest, UpdateThresholdRequest } from './threshold.requests';
import { ThresholdsService } from './thresholds.service';

const ApiLimit = (): MethodDecorator =>
  ApiConflictResponse({ type: ErrorBody, description: 'THRESHOLD_LIMIT_REACHED' });

@ApiTags('Admin: thresholds')
@Controller('admin/thresholds')
export class ThresholdsController {
  constructor(private readonly thresholds: ThresholdsService) {}

  @Get()
  @Requires('read:thresholds')
  @ApiOperation({ summary: 'List thresholds' })
  @ApiList(Threshold)
  list(@ListParams({ entity: Threshold }) query: ListQuery): Promise<Page | CsvExport> {
    return this.thresholds.list(query);
  }

  @Post()
  @Requires('manage:thresholds')
  @ApiOperation({
    summary: 'Define a threshold',
    description: 'From then on every measurement that is sent in is held against it.',
  })
  @Creates(Threshold)
  @ApiLimit()
  define(@Body() body: ThresholdRequest): Promise<StoredRow> {
    return this.thresholds.define(body);
  }

  @Get(':id')
  @Requires('read:thresholds')
  @ApiOperation({ summary: 'Read a threshold' })
  @ApiReads(Threshold, 'threshold')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.thresholds.read(id);
  }

  @Patch(':id')
  @Requires('manage:thresholds')
  @ApiOperation({
    summary: 'Change a threshold',
    description: 'Disabled, or set on another metric or environment, it resolves its open alerts.',
  })
  @ApiChanges(Threshold, 'threshold')
  @ApiLimit()
  update(@Param('id') id: string, @Body() body: UpdateThresholdRequest): Promise<StoredRow> {
    return this.thresholds.update(id, body);
  }

  @Put(':id')
  @Requires('manage:thresholds')
  @ApiOperation({
    summary: 'Replace a threshold',
    description: 'What is left out goes back to its default. Otherwise like a change.',
  })
  @ApiChanges(Threshold, 'threshold')
  @ApiLimit()
  replace(@Param('id') id: string, @Body() body: ThresholdRequest): Promise<StoredRow> {
    return this.thresholds.replace(id, body);
  }

  @Delete(':id')
  @Requires('manage:thresholds')
  @ApiOperation({
    summary: 'Remove a threshold',
    description: 'Its open alerts are resolved; all its alerts stay on record.',
  })
  @Removes('threshold')
  remove(@Param('id') id: string): Promise<void> {
    return this.thresholds.remove(id);
  }
}
