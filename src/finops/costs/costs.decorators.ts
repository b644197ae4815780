import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiConflictResponse, ApiExtraModels, ApiOkResponse, ApiQuery, getSchemaPath } from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { queryStringOf } from '../../core/http/query-string-of';
import type { OpsRequest } from '../../core/http/request';
import { ApiList } from '../../core/lists/list.decorators';
import { PaginationInfo } from '../../core/lists/pagination-info';
import { type BreakdownQuery, readBreakdownQuery } from './breakdown-query';
import { CostGroup } from './cost-groups';
import { Cost } from './cost.entity';
import { CostGrouping, CostMetric } from './cost.enums';

/** What the request's query asks for, checked. */
export const BreakdownParams = createParamDecorator(
  (_: unknown, context: ExecutionContext): BreakdownQuery => {
    const { originalUrl, headers, method } = context.switchToHttp().getRequest<OpsRequest>();
    const [path] = originalUrl.split('?', 1);
    const query = readBreakdownQuery(path, queryStringOf(context), headers.accept);
    // HEAD asks for headers: a page gives them, an export would run to its end for nothing.
    return method === 'HEAD' ? { ...query, list: { ...query.list, format: 'json' } } : query;
  },
);

/** The parameter that says which kind of cost is meant. */
export const ApiMetric = (description: string): MethodDecorator =>
  ApiQuery({
    ...{ name: 'metric', required: false, description },
    schema: { type: 'string', enum: Object.values(CostMetric), default: CostMetric.effective },
  });

export const ApiMixedCurrencies = (): MethodDecorator =>
  ApiConflictResponse({
    type: ErrorBody,
    description: 'MIXED_CURRENCIES: details list them; ask for one by `currency`',
  });

const listOf = (type: typeof Cost | typeof CostGroup) => ({
  type: 'array' as const,
  items: { $ref: getSchemaPath(type) },
});
const lists = [listOf(Cost), listOf(CostGroup)];
const page = {
  type: 'object' as const,
  required: ['data', 'pagination'],
  properties: { data: { anyOf: lists }, pagination: { $ref: getSchemaPath(PaginationInfo) } },
};

/** Documents a list that can be grouped. */
export const ApiBreakdown = (): MethodDecorator =>
  applyDecorators(
    ApiList(Cost),
    ApiExtraModels(CostGroup),
    ApiQuery({
      ...{ name: 'group_by', required: false },
      schema: { type: 'string', enum: Object.values(CostGrouping) },
      description:
        'Sums instead of records: all of them unless limit is given; sort_by is then cost, or key for what is grouped by',
    }),
    ApiMetric('With group_by: which cost is added up. Records that have none of the kind do not count'),
    ApiOkResponse({
      description: 'The records, or with `group_by` the groups; with `page` they and their pagination',
      content: {
        'application/json': {
          schema: { anyOf: [...lists, page] },
        },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
    ApiMixedCurrencies(),
  );
