import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Req,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, FileDownload, Page, StoredRow } from '../../core/http/answers';
import { Creates, Removes } from '../../core/http/api.decorators';
import { LARGE_BODY, TakesBody } from '../../core/http/body';
import type { OpsRequest } from '../../core/http/request';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import type { IncomingFile } from '../../core/storage/incoming.engine';
import { UploadCleanup } from '../../core/storage/upload-cleanup.interceptor';
import { Evidence } from './evidence.entity';
import { UploadEvidenceForm, UploadEvidenceRequest } from './evidence.requests';
import { EvidenceService } from './evidence.service';

@ApiTags('InfraOps: evidence')
@ApiParam({ name: 'incident', description: 'UUID or jira_id of the incident', example: 'INC-1001' })
@ApiExtraModels(UploadEvidenceRequest, UploadEvidenceForm)
@Controller('infra/incidents/:incident/evidence')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  @Get()
  @Requires('read:incidents')
  @ApiOperation({ summary: 'List the evidence of an incident' })
  @ApiList(Evidence)
  @ApiNotFoundResponse({ type: ErrorBody, description: 'INCIDENT_NOT_FOUND' })
  list(
    @Param('incident') incident: string,
    @ListParams({ entity: Evidence }) query: ListQuery,
  ): Promise<Page | CsvExport> {
    return this.evidence.list(incident, query);
  }

  @Post()
  @Requires('write:incidents')
  @TakesBody({ limit: LARGE_BODY, multipart: true })
  @Creates(Evidence)
  // The lowest decorator comes first. The file has to: an Idempotency-Key answers for its content too.
  @UseInterceptors(FileInterceptor('file'), UploadCleanup)
  @ApiOperation({
    summary: 'Add evidence to an incident',
    description: 'JSON, or a form with a file of up to UPLOAD_MAX_BYTES.',
  })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({
    schema: {
      oneOf: [{ $ref: getSchemaPath(UploadEvidenceRequest) }, { $ref: getSchemaPath(UploadEvidenceForm) }],
    },
  })
  @ApiNotFoundResponse({ type: ErrorBody, description: 'INCIDENT_NOT_FOUND' })
  upload(
    @Param('incident') incident: string,
    @Body() body: UploadEvidenceRequest,
    @UploadedFile() file: IncomingFile | undefined,
    @Req() request: OpsRequest,
  ): Promise<StoredRow> {
    return this.evidence.upload(incident, body, file, request.context.principal!.userName);
  }

  @Get(':evidenceId/file')
  @Requires('read:incidents')
  @ApiOperation({ summary: 'Download the file of a piece of evidence' })
  @ApiOkResponse({
    description: 'The file, as an attachment',
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiNotFoundResponse({
    type: ErrorBody,
    description:
      'INCIDENT_NOT_FOUND, EVIDENCE_NOT_FOUND, FILE_NOT_FOUND: the evidence is text, which stands in its content, or the file is lost',
  })
  download(@Param('incident') incident: string, @Param('evidenceId') id: string): Promise<FileDownload> {
    return this.evidence.download(incident, id);
  }

  @Delete(':evidenceId')
  @Requires('write:incidents')
  @ApiOperation({
    summary: 'Remove evidence',
    description: 'It vanishes from every read; row and file are kept.',
  })
  @Removes('evidence', 'incident')
  remove(@Param('incident') incident: string, @Param('evidenceId') id: string): Promise<void> {
    return this.evidence.remove(incident, id);
  }
}
