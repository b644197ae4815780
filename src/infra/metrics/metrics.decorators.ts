import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiParam,
  ApiQuery,
} from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { Environment } from '../../core/fields';
import { queryStringOf } from '../../core/http/query-string-of';
import { Aggregation } from './metric.enums';
import { MetricTimeSeries, type TimeSeriesQuery } from './time-series';
import { readTimeSeriesQuery } from './time-series-query';

/** What the request's query asks for, checked. */
export const TimeSeriesParams = createParamDecorator(
  (_: unknown, context: ExecutionContext): TimeSeriesQuery => readTimeSeriesQuery(queryStringOf(context)),
);

const text = { type: 'string' as const };
const time = { type: 'string' as const, format: 'date-time' };

/** Documents the parameters and the answer. */
export const ApiTimeSeries = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'metric_name', example: 'cpu_usage' }),
    ...[
      { name: 'aggregation', schema: { ...text, enum: Object.values(Aggregation), default: 'avg' } },
      {
        name: 'interval',
        schema: { ...text, example: '5m' },
        description: '10s to 1d; by default the smallest round one that gives at most 500 values',
      },
      { name: 'from', schema: time, description: 'Default: 24 hours before `to`' },
      { name: 'to', schema: time, description: 'Default: now' },
      { name: 'environment', schema: { ...text, enum: Object.values(Environment) } },
      { name: 'service', schema: text },
      { name: 'host', schema: text },
    ].map((parameter) => ApiQuery({ required: false, ...parameter })),
    ApiOkResponse({ type: MetricTimeSeries }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name each parameter' }),
    ApiNotFoundResponse({ type: ErrorBody, description: 'METRIC_NOT_FOUND: no metric can have this name' }),
  );
