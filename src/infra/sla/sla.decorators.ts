import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { Environment } from '../../core/fields';
import { queryStringOf } from '../../core/http/query-string-of';
import { SLAMetric } from './sla-metric';
import { DEFAULT_WEEKS, MAX_WEEKS, readSlaQuery, type SlaQuery } from './sla-query';

/** What the request's query asks for, checked. */
export const SlaParams = createParamDecorator((_: unknown, context: ExecutionContext): SlaQuery =>
  readSlaQuery(queryStringOf(context)),
);

/** Documents the parameters and the answer. */
export const ApiSla = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({
      name: 'weeks',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MAX_WEEKS, default: DEFAULT_WEEKS },
      description: 'How many weeks, counted back from the current one',
    }),
    ApiQuery({ name: 'squad', required: false, schema: { type: 'string' } }),
    ApiQuery({
      name: 'environment',
      required: false,
      schema: { type: 'string', enum: Object.values(Environment) },
    }),
    ApiOkResponse({ type: [SLAMetric] }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name each parameter' }),
  );
