import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { queryStringOf } from '../../core/http/query-string-of';
import { ApiMetric, ApiMixedCurrencies, CostEnvironment } from '../costs';
import { CostSummary } from './cost-summary';
import { Period } from './period';
import { readSummaryQuery, type SummaryQuery } from './summary-query';

/** What the request's query asks for, checked. */
export const SummaryParams = createParamDecorator((_: unknown, context: ExecutionContext): SummaryQuery => {
  return readSummaryQuery(queryStringOf(context));
});

const text = { type: 'string' as const };

/** Documents the parameters and the answer. */
export const ApiSummary = (): MethodDecorator =>
  applyDecorators(
    ...[
      { name: 'period', schema: { ...text, enum: Object.values(Period), default: Period.monthly } },
      {
        name: 'date',
        schema: { ...text, format: 'date' },
        description: 'A day of the period; default: today',
      },
      { name: 'environment', schema: { ...text, enum: Object.values(CostEnvironment) } },
      {
        name: 'currency',
        schema: { ...text, example: 'USD' },
        description: 'Needed where there are several',
      },
    ].map((parameter) => ApiQuery({ required: false, ...parameter })),
    ApiMetric('Which cost is added up. Records that have none of the kind do not count'),
    ApiOkResponse({ type: CostSummary }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name each parameter' }),
    ApiMixedCurrencies(),
  );
