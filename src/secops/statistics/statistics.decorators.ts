import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { Environment } from '../../core/fields';
import { queryStringOf } from '../../core/http/query-string-of';
import { readStatisticsQuery, type StatisticsQuery } from './statistics-query';
import { VulnerabilityStats } from './vulnerability-stats';

/** What the request's query asks for, checked. */
export const StatisticsParams = createParamDecorator(
  (_: unknown, context: ExecutionContext): StatisticsQuery => readStatisticsQuery(queryStringOf(context)),
);

/** Documents the parameters and the answer. */
export const ApiStatistics = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({
      name: 'environment',
      required: false,
      schema: { type: 'string', enum: Object.values(Environment) },
    }),
    ApiQuery({ name: 'asset_id', required: false, schema: { type: 'string', format: 'uuid' } }),
    ApiOkResponse({ type: VulnerabilityStats }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name each parameter' }),
  );
