import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, FileDownload, Page, StoredRow } from '../../core/http/answers';
import { ApiReads, Removes } from '../../core/http/api.decorators';
import type { OpsRequest } from '../../core/http/request';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Report } from './report.entity';
import { GenerateReportRequest } from './report.requests';
import { ReportVersion } from './report-version.entity';
import { ApiDownloadsReport, ApiReportVersions, BeginsReport, BeginsVersion } from './reports.decorators';
import { ReportsService } from './reports.service';

@ApiTags('Reports')
@Controller('reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get()
  @Requires('read:reports')
  @ApiOperation({ summary: 'List reports' })
  @ApiList(Report)
  list(@ListParams({ entity: Report }) query: ListQuery): Promise<Page | CsvExport> {
    return this.reports.list(query);
  }

  @Post('generate')
  @Requires('write:reports')
  @ApiOperation({
    summary: 'Generate a report',
    description:
      'It is made in the background; its author hears of its progress by WebSocket notifications. Parameters: `environment` of all types; `squad`, `severity`, `top` of incident_summary; `squad`, `weeks` of sla_report; `top` (of assets ten at most), `expiring_within_days` of vulnerability_report; `currency`, `metric`, `top`, `forecast_days` of cost_report; `template_id` of custom, and the fields of the template. Periods by default: the last 30 days for incidents and vulnerabilities, the last 12 weeks for the SLA, the current month for costs.',
  })
  @BeginsReport()
  generate(@Body() body: GenerateReportRequest, @Req() { context }: OpsRequest): Promise<StoredRow> {
    return this.reports.generate(body, context.principal!);
  }

  @Get(':id')
  @Requires('read:reports')
  @ApiOperation({ summary: 'Read a report: how far it is, and where its file is' })
  @ApiReads(Report, 'report')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.reports.read(id);
  }

  @Post(':id/regenerate')
  @Requires('write:reports')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Generate the next version of a report',
    description: 'With the same parameters; a period that was not named is that of now. Older versions stay.',
  })
  @BeginsVersion()
  regenerate(@Param('id') id: string, @Req() { context }: OpsRequest): Promise<StoredRow> {
    return this.reports.regenerate(id, context.principal!);
  }

  @Get(':id/download')
  @Requires('read:reports')
  @ApiOperation({ summary: 'Download the file of a report' })
  @ApiDownloadsReport()
  download(@Param('id') id: string, @Query('version') version: unknown): Promise<FileDownload> {
    return this.reports.download(id, version);
  }

  @Get(':id/versions')
  @Requires('read:reports')
  @ApiOperation({ summary: 'List the versions of a report' })
  @ApiList(ReportVersion)
  @ApiReportVersions()
  versions(
    @Param('id') id: string,
    @ListParams({ entity: ReportVersion }) query: ListQuery,
  ): Promise<Page | CsvExport> {
    return this.reports.listVersions(id, query);
  }

  @Delete(':id')
  @Requires('write:reports')
  @ApiOperation({ summary: 'Remove a report', description: 'With all of its versions and their files.' })
  @Removes('report')
  remove(@Param('id') id: string): Promise<void> {
    return this.reports.remove(id);
  }
}
