import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiConflictResponse, ApiForbiddenResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Sop } from './sop.entity';
import { LifeCycleRequest, SopRequest, UpdateSopRequest } from './sop.requests';
import { ApiLifeCycleStep, SopHtml } from './sops.decorators';
import { SopsService } from './sops.service';

const REVISION =
  'A change of title, description, content, steps or prerequisites gives the next minor version and makes the SOP a draft again; ' +
  'any other change gives the next patch version. Steps keep their ids; one without an id is new.';
const ApiArchived = (): MethodDecorator =>
  ApiConflictResponse({ type: ErrorBody, description: 'SOP_ARCHIVED: it stays as it is' });

@ApiTags('SOPs')
@Controller('sops')
export class SopsController {
  constructor(private readonly sops: SopsService) {}

  @Get()
  @Requires('read:sops')
  @ApiOperation({
    summary: 'List SOPs',
    description: 'search looks into title, tags, description, content and steps.',
  })
  @ApiList(Sop)
  list(@ListParams({ entity: Sop }) query: ListQuery): Promise<Page | CsvExport> {
    return this.sops.list(query);
  }

  @Post()
  @Requires('write:sops')
  @ApiOperation({ summary: 'Write an SOP', description: 'It begins as a draft, version 1.0.0.' })
  @Creates(Sop)
  write(@Body() body: SopRequest): Promise<StoredRow> {
    return this.sops.write(body);
  }

  // Its ETag is for those who edit it: executions, which are counted here, leave it as it is. So no cache may answer for us,
  // and never a 304.
  @Get(':id')
  @Header('Cache-Control', 'private, no-store')
  @Requires('read:sops')
  @ApiOperation({ summary: 'Read an SOP' })
  @ApiReads(Sop, 'sop')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.sops.read(id);
  }

  @Put(':id')
  @Requires('write:sops')
  @ApiOperation({
    summary: 'Replace an SOP',
    description: `What is left out goes back to its default; the owner stays. ${REVISION}`,
  })
  @ApiChanges(Sop, 'sop')
  @ApiArchived()
  replace(@Param('id') id: string, @Body() body: SopRequest): Promise<StoredRow> {
    return this.sops.replace(id, body);
  }

  @Patch(':id')
  @Requires('write:sops')
  @ApiOperation({ summary: 'Change an SOP', description: REVISION })
  @ApiChanges(Sop, 'sop')
  @ApiArchived()
  update(@Param('id') id: string, @Body() body: UpdateSopRequest): Promise<StoredRow> {
    return this.sops.update(id, body);
  }

  @Delete(':id')
  @Requires('write:sops')
  @ApiOperation({
    summary: 'Remove an SOP',
    description: 'It vanishes from every read; its versions and executions stay on record.',
  })
  @Removes('sop')
  remove(@Param('id') id: string): Promise<void> {
    return this.sops.remove(id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Requires('write:sops')
  @ApiOperation({ summary: 'Submit a draft for review' })
  @ApiLifeCycleStep()
  submit(@Param('id') id: string, @Body() { version }: LifeCycleRequest): Promise<StoredRow> {
    return this.sops.submit(id, version);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Requires('approve:sops')
  @ApiOperation({
    summary: 'Approve an SOP that is in review',
    description: 'Nobody approves what they have written since the last approval.',
  })
  @ApiLifeCycleStep()
  @ApiForbiddenResponse({
    type: ErrorBody,
    description: 'FORBIDDEN: needs the permission approve:sops, and to have written none of it',
  })
  approve(@Param('id') id: string, @Body() { version }: LifeCycleRequest): Promise<StoredRow> {
    return this.sops.approve(id, version);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('approve:sops')
  @ApiOperation({ summary: 'Archive an approved SOP' })
  @ApiLifeCycleStep()
  archive(@Param('id') id: string, @Body() { version }: LifeCycleRequest): Promise<StoredRow> {
    return this.sops.archive(id, version);
  }

  @Get(':id/html')
  @Requires('read:sops')
  @ApiOperation({
    summary: 'The content as HTML',
    description:
      'Safe to put into a page: HTML in the Markdown is shown as text, links and pictures are http(s) only.',
  })
  @ApiReads(SopHtml, 'sop')
  html(@Param('id') id: string): Promise<StoredRow> {
    return this.sops.html(id);
  }
}
