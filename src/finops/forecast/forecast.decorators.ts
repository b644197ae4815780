import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { queryStringOf } from '../../core/http/query-string-of';
import { ApiMixedCurrencies, CostEnvironment } from '../costs';
import { Forecast } from './forecast';
import { DEFAULT_DAYS, type ForecastQuery, MAX_DAYS, readForecastQuery } from './forecast-query';

/** What the request's query asks for, checked. */
export const ForecastParams = createParamDecorator((_: unknown, context: ExecutionContext): ForecastQuery => {
  return readForecastQuery(queryStringOf(context));
});

const text = { type: 'string' as const };

/** Documents the parameters and the answer. */
export const ApiForecast = (): MethodDecorator =>
  applyDecorators(
    ...[
      {
        name: 'days',
        schema: { type: 'integer' as const, minimum: 1, maximum: MAX_DAYS, default: DEFAULT_DAYS },
        description: 'How many, from today on',
      },
      { name: 'environment', schema: { ...text, enum: Object.values(CostEnvironment) } },
      { name: 'service', schema: { ...text, example: 'EC2' } },
      {
        name: 'currency',
        schema: { ...text, example: 'USD' },
        description: 'Needed where there are several',
      },
    ].map((parameter) => ApiQuery({ required: false, ...parameter })),
    ApiOkResponse({ type: Forecast }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name each parameter' }),
    ApiMixedCurrencies(),
  );
