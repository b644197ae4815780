import { applyDecorators, HttpCode, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiHeader,
  ApiQuery,
} from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { ApiTakesJson } from '../../core/http/api.decorators';
import { TakesBody } from '../../core/http/body';
import { OncePerKey } from '../../core/http/idempotency';
import { StreamedUpload } from '../../core/storage/streamed-upload.interceptor';
import { UploadCleanup } from '../../core/storage/upload-cleanup.interceptor';
import { CostImport } from './cost-import.entity';
import { ImportMode } from './cost-import.enums';

export const PACKED_TYPES = ['application/gzip', 'application/x-gzip'];
const EXAMPLE =
  'BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,' +
  'ChargeClass,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,' +
  'PricingQuantity,PricingUnit,ProviderName,PublisherName,ServiceCategory,ServiceName\n' +
  '1.50,1000,Acme,USD,2026-02-01T00:00:00Z,2026-01-01T00:00:00Z,Usage,,"Linux, on demand",2026-01-16T00:00:00Z,' +
  '2026-01-15T00:00:00Z,1.60,1.25,AWS,2.00,1,Hours,AWS,AWS,Compute,Amazon EC2\n';
const STREAMS = ['text/csv', ...PACKED_TYPES];

/** A POST of a CSV file, packed by gzip or not, as the body or as `file` of a form: 202 and the import. */
export const TakesCostFile = (): MethodDecorator =>
  applyDecorators(
    OncePerKey(),
    HttpCode(202),
    TakesBody({ multipart: true, streams: STREAMS }),
    UseInterceptors(FileInterceptor('file'), StreamedUpload, UploadCleanup),
    ApiConsumes(...STREAMS, 'multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: {
            ...{ type: 'string', format: 'binary', description: 'FOCUS 1.0 to 1.2, also packed' },
            example: EXAMPLE,
          },
        },
      },
    }),
    ApiQuery({
      name: 'mode',
      required: false,
      schema: { type: 'string', enum: Object.values(ImportMode), default: ImportMode.replace },
      description:
        'replace: the file is the whole of its bills for its days, and what earlier imports had beyond goes; merge: it is a part',
    }),
    ApiHeader({ name: 'Content-Encoding', required: false, description: 'gzip, for a packed body' }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'A repeat within 24 h gives the first answer again',
    }),
    ApiAcceptedResponse({
      type: CostImport,
      description: 'Stored, and queued: see GET /finops/imports/{id}',
    }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: no file, or an empty one' }),
    ApiConflictResponse({ type: ErrorBody, description: 'IDEMPOTENCY_KEY_REUSED' }),
    ApiTakesJson(),
  );
