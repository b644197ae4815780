import { Controller, Get, Param, Post, UploadedFile } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { FileDownload, StoredRow } from '../../core/http/answers';
import type { IncomingFile } from '../../core/storage/incoming.engine';
import { SopFilesService } from './sop-files.service';
import { TakesMarkdown } from './sops.decorators';

@ApiTags('SOPs')
@Controller('sops')
export class SopFilesController {
  constructor(private readonly files: SopFilesService) {}

  @Post('import')
  @Requires('write:sops')
  @TakesMarkdown()
  @ApiOperation({
    summary: 'Import an SOP from Markdown',
    description:
      'A file as the export gives it, of up to 1 MiB: front matter, content, and a section "## Step: title" for each step. With the id of ' +
      'an SOP it becomes that one’s next version, unless the file’s version is not the present one; else it becomes a new draft.',
  })
  import(@UploadedFile() file: IncomingFile | undefined): Promise<StoredRow> {
    return this.files.import(file);
  }

  @Get(':id/export')
  @Requires('read:sops')
  @ApiOperation({
    summary: 'Download an SOP as Markdown',
    description: 'Imported again it gives the same SOP.',
  })
  @ApiOkResponse({
    description: 'The file, as an attachment',
    content: { 'text/markdown': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiNotFoundResponse({ type: ErrorBody, description: 'SOP_NOT_FOUND' })
  export(@Param('id') id: string): Promise<FileDownload> {
    return this.files.export(id);
  }
}
