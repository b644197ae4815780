import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { VulnerabilitiesService } from './vulnerabilities.service';
import { Vulnerability } from './vulnerability.entity';
import { CreateVulnerabilityRequest, UpdateVulnerabilityRequest } from './vulnerability.requests';

@ApiTags('SecOps: vulnerabilities')
@Controller('secops/vulnerabilities')
export class VulnerabilitiesController {
  constructor(private readonly vulnerabilities: VulnerabilitiesService) {}

  @Get()
  @Requires('read:vulnerabilities')
  @ApiOperation({
    summary: 'List vulnerabilities',
    description: 'Last discovered first unless asked otherwise; environment is that of the asset.',
  })
  @ApiList(Vulnerability)
  list(@ListParams({ entity: Vulnerability }) query: ListQuery): Promise<Page | CsvExport> {
    return this.vulnerabilities.list(query);
  }

  @Post()
  @Requires('write:vulnerabilities')
  @ApiOperation({
    summary: 'Record a vulnerability of an asset',
    description:
      'cvss_score is that of cvss_vector if there is one; severity follows the score and is needed only where there is none. ' +
      'It begins as open unless told otherwise, and its asset counts it while it is open or in progress.',
  })
  @Creates(Vulnerability)
  report(@Body() body: CreateVulnerabilityRequest): Promise<StoredRow> {
    return this.vulnerabilities.report(body);
  }

  @Get(':id')
  @Requires('read:vulnerabilities')
  @ApiOperation({ summary: 'Read a vulnerability' })
  @ApiReads(Vulnerability, 'vulnerability')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.vulnerabilities.read(id);
  }

  @Patch(':id')
  @Requires('write:vulnerabilities')
  @ApiOperation({
    summary: 'Change a vulnerability',
    description:
      'resolved_at follows the status. Accepting the risk needs accepted_reason; with accepted_until it opens again by ' +
      'itself after that. A new score brings its severity along unless another is given.',
  })
  @ApiChanges(Vulnerability, 'vulnerability')
  update(@Param('id') id: string, @Body() body: UpdateVulnerabilityRequest): Promise<StoredRow> {
    return this.vulnerabilities.update(id, body);
  }
}
