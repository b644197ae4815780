import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Incident } from './incident.entity';
import { CreateIncidentRequest, UpdateIncidentRequest } from './incident.requests';
import { IncidentsService } from './incidents.service';

const ApiKey = (): MethodDecorator =>
  ApiParam({ name: 'id', description: 'UUID or jira_id', example: 'INC-1001' });

@ApiTags('InfraOps: incidents')
@Controller('infra/incidents')
export class IncidentsController {
  constructor(private readonly incidents: IncidentsService) {}

  @Get()
  @Requires('read:incidents')
  @ApiOperation({ summary: 'List incidents', description: 'Newest first unless asked otherwise.' })
  @ApiList(Incident)
  list(@ListParams({ entity: Incident }) query: ListQuery): Promise<Page | CsvExport> {
    return this.incidents.list(query);
  }

  @Post()
  @Requires('write:incidents')
  @ApiOperation({
    summary: 'Open an incident',
    description: 'Gives it its jira_id and tells every subscriber.',
  })
  @Creates(Incident)
  open(@Body() body: CreateIncidentRequest): Promise<StoredRow> {
    return this.incidents.open(body);
  }

  @Get(':id')
  @Requires('read:incidents')
  @ApiOperation({ summary: 'Read an incident' })
  @ApiKey()
  @ApiReads(Incident, 'incident')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.incidents.read(id);
  }

  @Patch(':id')
  @Requires('write:incidents')
  @ApiOperation({
    summary: 'Change an incident',
    description: 'resolved_at follows the status. Nothing changed: nothing is said.',
  })
  @ApiKey()
  @ApiChanges(Incident, 'incident')
  update(@Param('id') id: string, @Body() body: UpdateIncidentRequest): Promise<StoredRow> {
    return this.incidents.update(id, body);
  }

  @Delete(':id')
  @Requires('write:incidents')
  @ApiOperation({
    summary: 'Remove an incident',
    description: 'It vanishes from every read; its history stays in the audit log.',
  })
  @ApiKey()
  @Removes('incident')
  remove(@Param('id') id: string): Promise<void> {
    return this.incidents.remove(id);
  }
}
