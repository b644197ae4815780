import { applyDecorators, HttpCode } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiQuery,
} from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { ApiTakesJson } from '../../core/http/api.decorators';
import { OncePerKey } from '../../core/http/idempotency';
import { Report } from './report.entity';

const onceHeader = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'A repeat within 24 h gives the first answer again',
});
const accepted = ApiAcceptedResponse({ type: Report, description: 'It is being made' });
const notFound = ApiNotFoundResponse({ type: ErrorBody, description: 'REPORT_NOT_FOUND' });
const binary = { schema: { type: 'string' as const, format: 'binary' } };

/** A POST after which a report is being made: 202, and once only when it carries an Idempotency-Key. */
export const BeginsReport = (): MethodDecorator =>
  applyDecorators(
    HttpCode(202),
    OncePerKey(),
    onceHeader,
    accepted,
    ApiBadRequestResponse({
      type: ErrorBody,
      description: 'INVALID_REQUEST: details name every field that is wrong',
    }),
    ApiConflictResponse({ type: ErrorBody, description: 'IDEMPOTENCY_KEY_REUSED' }),
    ApiTakesJson(),
  );

/** The same for the next version of one that is there. */
export const BeginsVersion = (): MethodDecorator =>
  applyDecorators(
    OncePerKey(),
    onceHeader,
    accepted,
    notFound,
    ApiBadRequestResponse({
      type: ErrorBody,
      description:
        'INVALID_REQUEST: what it was asked with is not right any more, e.g. its period is too long by now',
    }),
    ApiConflictResponse({
      type: ErrorBody,
      description:
        'REPORT_NOT_READY: one is being made already; TEMPLATE_UNUSABLE: the template is gone or does not fit any more; or IDEMPOTENCY_KEY_REUSED',
    }),
  );

export const ApiDownloadsReport = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({
      ...{ name: 'version', required: false, schema: { type: 'integer', minimum: 1 } },
      description: 'The newest by default',
    }),
    ApiOkResponse({
      description: 'The file, as an attachment',
      content: { 'application/pdf': binary, 'text/html': binary, 'application/json': binary },
    }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST' }),
    ApiNotFoundResponse({
      type: ErrorBody,
      description: 'REPORT_NOT_FOUND, REPORT_VERSION_NOT_FOUND, or FILE_NOT_FOUND',
    }),
    ApiConflictResponse({
      type: ErrorBody,
      description: 'REPORT_NOT_READY: it is being made, or has failed',
    }),
  );

export const ApiReportVersions = (): MethodDecorator => notFound;
