import { Controller, Get, Param, Post, Query, Req, UploadedFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiReads } from '../../core/http/api.decorators';
import type { OpsRequest } from '../../core/http/request';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import type { IncomingFile } from '../../core/storage/incoming.engine';
import { CostImport } from './cost-import.entity';
import { PACKED_TYPES, TakesCostFile } from './imports.decorators';
import { ImportsService } from './imports.service';

@ApiTags('FinOps: imports')
@Controller('finops')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Post('costs/import')
  @Requires('write:costs')
  @TakesCostFile()
  @ApiOperation({
    summary: 'Import a FOCUS file',
    description:
      'A CSV of FOCUS 1.0 to 1.2 of up to IMPORT_MAX_BYTES. All of it becomes costs or, if anything is wrong with it, nothing; the import then says what. Charges of one day, environment, service and resource are added up. The same file again replaces what it brought the first time.',
  })
  accept(
    @UploadedFile() file: IncomingFile | undefined,
    @Query('mode') mode: unknown,
    @Req() { headers, context }: OpsRequest,
  ): Promise<StoredRow> {
    const type = headers['content-type']?.split(';', 1)[0].trim().toLowerCase() ?? '';
    const isPacked = PACKED_TYPES.includes(type) || /^gzip$/i.test(headers['content-encoding']?.trim() ?? '');
    return this.imports.accept(file, mode, context.principal!, isPacked);
  }

  @Get('imports')
  @Requires('read:costs')
  @ApiOperation({ summary: 'List imports of costs' })
  @ApiList(CostImport)
  list(@ListParams({ entity: CostImport }) query: ListQuery): Promise<Page | CsvExport> {
    return this.imports.list(query);
  }

  @Get('imports/:id')
  @Requires('read:costs')
  @ApiOperation({ summary: 'Read an import: how far it is, and what is wrong with its file' })
  @ApiReads(CostImport, 'cost_import')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.imports.read(id);
  }
}
