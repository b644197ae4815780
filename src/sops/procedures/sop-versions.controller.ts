import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import type { ListLimits } from '../../core/lists/parse-list-query';
import { SopVersion } from './sop-version.entity';
import { SopVersionsService } from './sop-versions.service';
import { VersionDiff } from './version-diff';
import { SopWholeVersion, type WholeVersion } from './whole-version';

const limits: ListLimits = { defaultLimit: 20, sort: { by: 'number', order: 'desc' } };
const description = 'SOP_NOT_FOUND, SOP_VERSION_NOT_FOUND';

@ApiTags('SOPs')
@Controller('sops/:id/versions')
export class SopVersionsController {
  constructor(private readonly versions: SopVersionsService) {}

  @Get()
  @Requires('read:sops')
  @ApiOperation({ summary: 'List the versions of an SOP', description: 'The newest first.' })
  @ApiList(SopVersion, limits)
  @ApiNotFoundResponse({ type: ErrorBody, description: 'SOP_NOT_FOUND' })
  list(
    @Param('id') id: string,
    @ListParams({ entity: SopVersion, limits }) query: ListQuery,
  ): Promise<Page | CsvExport> {
    return this.versions.list(id, query);
  }

  @Get('diff')
  @Requires('read:sops')
  @ApiOperation({
    summary: 'What differs between two versions',
    description:
      'Of the present version and the one before, unless asked otherwise. Steps are told apart by their ids.',
  })
  @ApiQuery({ name: 'from', required: false, type: String, example: '1.0.0' })
  @ApiQuery({ name: 'to', required: false, type: String, example: '1.1.0' })
  @ApiOkResponse({ type: VersionDiff })
  @ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: no version' })
  @ApiNotFoundResponse({ type: ErrorBody, description })
  diff(
    @Param('id') id: string,
    @Query('from') from: unknown,
    @Query('to') to: unknown,
  ): Promise<VersionDiff> {
    return this.versions.diff(id, { from, to });
  }

  @Get(':version')
  @Requires('read:sops')
  @ApiOperation({ summary: 'Read a version of an SOP, with all that it said' })
  @ApiOkResponse({ type: SopWholeVersion })
  @ApiNotFoundResponse({ type: ErrorBody, description })
  read(@Param('id') id: string, @Param('version') version: string): Promise<WholeVersion> {
    return this.versions.read(id, version);
  }
}
