import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { MitreDetection } from './detection.entity';
import { CreateMitreDetectionRequest, UpdateMitreDetectionRequest } from './detection.requests';
import { MitreDetectionsService } from './detections.service';

@ApiTags('SecOps: MITRE ATT&CK')
@Controller('secops/mitre/detections')
export class MitreDetectionsController {
  constructor(private readonly detections: MitreDetectionsService) {}

  @Get()
  @Requires('read:mitre')
  @ApiOperation({ summary: 'List detections' })
  @ApiList(MitreDetection)
  list(@ListParams({ entity: MitreDetection }) query: ListQuery): Promise<Page | CsvExport> {
    return this.detections.list(query);
  }

  @Post()
  @Requires('write:mitre')
  @ApiOperation({ summary: 'Report a detection' })
  @Creates(MitreDetection)
  report(@Body() body: CreateMitreDetectionRequest): Promise<StoredRow> {
    return this.detections.report(body);
  }

  @Get(':id')
  @Requires('read:mitre')
  @ApiOperation({ summary: 'Read a detection' })
  @ApiReads(MitreDetection, 'mitre_detection')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.detections.read(id);
  }

  @Patch(':id')
  @Requires('write:mitre')
  @ApiOperation({ summary: 'Change a detection' })
  @ApiChanges(MitreDetection, 'mitre_detection')
  update(@Param('id') id: string, @Body() body: UpdateMitreDetectionRequest): Promise<StoredRow> {
    return this.detections.update(id, body);
  }

  @Delete(':id')
  @Requires('write:mitre')
  @ApiOperation({ summary: 'Remove a detection' })
  @Removes('mitre_detection')
  remove(@Param('id') id: string): Promise<void> {
    return this.detections.remove(id);
  }
}
