import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { ReportTemplate } from './template.entity';
import { TemplateRequest, UpdateTemplateRequest } from './template.requests';
import { TemplatesService } from './templates.service';

@ApiTags('Admin: report templates')
@Controller('admin/report-templates')
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Get()
  @Requires('read:templates')
  @ApiOperation({ summary: 'List report templates' })
  @ApiList(ReportTemplate)
  list(@ListParams({ entity: ReportTemplate }) query: ListQuery): Promise<Page | CsvExport> {
    return this.templates.list(query);
  }

  @Post()
  @Requires('manage:templates')
  @ApiOperation({
    summary: 'Write a report template',
    description:
      'The content is mustache over HTML: logic-less, every value escaped, no script and nothing that is loaded from ' +
      'elsewhere. A report of it is asked for with the type `custom` and `parameters.template_id`. With `schedule_cron` ' +
      'it is made by itself.',
  })
  @Creates(ReportTemplate)
  write(@Body() body: TemplateRequest): Promise<StoredRow> {
    return this.templates.write(body);
  }

  @Get(':id')
  @Requires('read:templates')
  @ApiOperation({ summary: 'Read a report template' })
  @ApiReads(ReportTemplate, 'template')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.templates.read(id);
  }

  @Patch(':id')
  @Requires('manage:templates')
  @ApiOperation({ summary: 'Change a report template' })
  @ApiChanges(ReportTemplate, 'template')
  update(@Param('id') id: string, @Body() body: UpdateTemplateRequest): Promise<StoredRow> {
    return this.templates.update(id, body);
  }

  @Put(':id')
  @Requires('manage:templates')
  @ApiOperation({ summary: 'Replace a report template' })
  @ApiChanges(ReportTemplate, 'template')
  replace(@Param('id') id: string, @Body() body: TemplateRequest): Promise<StoredRow> {
    return this.templates.replace(id, body);
  }

  @Delete(':id')
  @Requires('manage:templates')
  @ApiOperation({
    summary: 'Remove a report template',
    description: 'Reports that were made of it stay; they cannot be made again.',
  })
  @Removes('template')
  remove(@Param('id') id: string): Promise<void> {
    return this.templates.remove(id);
  }
}
