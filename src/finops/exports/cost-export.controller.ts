import { Controller, Get } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport } from '../../core/http/answers';
import { CostEnvironment } from '../costs';
import { CostExportService } from './cost-export.service';
import { ExportParams } from './cost-export.decorators';
import type { ExportQuery } from './export-query';

const day = (name: string) => ({
  name,
  required: false,
  schema: { type: 'string' as const, format: 'date' },
});

const anyOf = (name: string, values: { enum?: string[] } = {}) => ({
  ...{ name, required: false, style: 'form' as const, explode: false },
  schema: { type: 'array' as const, items: { type: 'string' as const, ...values } },
});

@ApiTags('FinOps: costs')
@Controller('finops/costs/export')
export class CostExportController {
  constructor(private readonly exports: CostExportService) {}

  @Get()
  @Requires('read:costs')
  @ApiOperation({
    summary: 'Export costs as a FOCUS file',
    description:
      'All rows, streamed, with the mandatory columns of FOCUS 1.2; what is not known is empty. To import the file again gives the same costs. Takes every filter of the breakdown. Texts that a spreadsheet would run as a formula begin with an apostrophe, which an import takes away.',
  })
  @ApiQuery({ name: 'format', schema: { type: 'string', enum: ['focus'] } })
  @ApiQuery(day('start_date'))
  @ApiQuery(day('end_date'))
  @ApiQuery(anyOf('environment', { enum: Object.values(CostEnvironment) }))
  @ApiQuery(anyOf('service'))
  @ApiQuery(anyOf('currency'))
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name each parameter' })
  export(@ExportParams() query: ExportQuery): Promise<CsvExport> {
    return this.exports.export(query);
  }
}
