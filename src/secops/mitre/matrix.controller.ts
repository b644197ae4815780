import { Controller, Get, HttpCode, Post, Req, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import { ApiTakesJson } from '../../core/http/api.decorators';
import type { CsvExport, Page } from '../../core/http/answers';
import { LARGE_BODY, TakesBody } from '../../core/http/body';
import type { OpsRequest } from '../../core/http/request';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import type { IncomingFile } from '../../core/storage/incoming.engine';
import { UploadCleanup } from '../../core/storage/upload-cleanup.interceptor';
import { MitreCatalogueService } from './catalogue.service';
import { MitreImportResult } from './import-result';
import { StixBundle, StixBundleForm } from './import.requests';
import { MatrixService } from './matrix.service';
import { MitreTactic } from './tactic';
import { MitreTechnique } from './technique';

const ABOUT = 'ATT&CK® is a registered trademark of The MITRE Corporation; see NOTICE.';
const TACTIC_LIST = { defaultLimit: 20, sort: { by: 'position', order: 'asc' } } as const;
const TECHNIQUE_LIST = { defaultLimit: 20, sort: { by: 'id', order: 'asc' } } as const;

@ApiTags('SecOps: MITRE ATT&CK')
@ApiExtraModels(StixBundle, StixBundleForm)
@Controller('secops/mitre')
export class MatrixController {
  constructor(
    private readonly matrix: MatrixService,
    private readonly catalogue: MitreCatalogueService,
  ) {}

  @Get('tactics')
  @Requires('read:mitre')
  @ApiOperation({
    summary: 'List the tactics of ATT&CK',
    description: `In the order of the matrix. ${ABOUT}`,
  })
  @ApiList(MitreTactic, TACTIC_LIST)
  tactics(
    @ListParams({ entity: MitreTactic, limits: TACTIC_LIST }) query: ListQuery,
  ): Promise<Page | CsvExport> {
    return this.matrix.tactics(query);
  }

  @Get('techniques')
  @Requires('read:mitre')
  @ApiOperation({
    summary: 'List the techniques of ATT&CK',
    description: `By id. tactic_id finds techniques by any of their tactics; format=csv gives all of them at once. ${ABOUT}`,
  })
  @ApiList(MitreTechnique, TECHNIQUE_LIST)
  techniques(
    @ListParams({ entity: MitreTechnique, limits: TECHNIQUE_LIST }) query: ListQuery,
  ): Promise<Page | CsvExport> {
    return this.matrix.techniques(query);
  }

  @Post('import')
  @HttpCode(200)
  @Requires('manage:templates')
  @TakesBody({ limit: LARGE_BODY, multipart: true, unread: true })
  @UseInterceptors(FileInterceptor('file'), UploadCleanup)
  @ApiOperation({
    summary: 'Import an ATT&CK bundle',
    description:
      'The official Enterprise bundle in STIX 2.1 replaces the catalogue, or nothing changes. As a JSON body up to 16 MiB, ' +
      'as a file in a form (the official one has about 45 MB) up to 100 MiB.',
  })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({
    schema: { oneOf: [{ $ref: getSchemaPath(StixBundle) }, { $ref: getSchemaPath(StixBundleForm) }] },
  })
  @ApiOkResponse({ type: MitreImportResult })
  @ApiBadRequestResponse({
    type: ErrorBody,
    description: 'INVALID_REQUEST: details name every object that is wrong',
  })
  @ApiServiceUnavailableResponse({
    type: ErrorBody,
    description: 'SERVICE_UNAVAILABLE: too many imports are waiting; see Retry-After',
  })
  @ApiTakesJson()
  import(
    @UploadedFile() file: IncomingFile | undefined,
    @Req() request: OpsRequest,
  ): Promise<MitreImportResult> {
    const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
    if (isForm) this.catalogue.refuseParts((request.body ?? {}) as object, file !== undefined);
    // Without a body there are no bytes either.
    return this.catalogue.import(file?.path ?? (request.body as Buffer | undefined) ?? Buffer.alloc(0));
  }
}
