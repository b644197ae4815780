import { applyDecorators, createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiQuery,
  type ApiQueryOptions,
  getSchemaPath,
} from '@nestjs/swagger';
import { specOf } from '../database/resource';
import { ErrorBody } from '../errors/error-body';
import { type FieldDefinition, fieldsOf, publicName, rangeParameters } from '../fields';
import { queryStringOf } from '../http/query-string-of';
import type { OpsRequest } from '../http/request';
import type { ListQuery } from './list-query';
import { type ListLimits, parseListQuery } from './parse-list-query';
import { PaginationInfo } from './pagination-info';

const MAX_REMEMBERED = 1_000;
const remembered = new Map<string, ListQuery>();

/** The list query of the request, checked against the entity's declaration. */
export const ListParams = createParamDecorator(
  ({ entity, limits }: { entity: Type; limits?: ListLimits }, context: ExecutionContext): ListQuery => {
    const request = context.switchToHttp().getRequest<OpsRequest>();
    const { accept } = request.headers;
    const { originalUrl } = request;
    const [path] = originalUrl.split('?', 1);
    const queryString = queryStringOf(context);
    // Front ends ask the same question again and again; the answer to "what do you mean" does not change.
    const key = `${path}\n${queryString}\n${accept ?? ''}`;
    let query = remembered.get(key);
    if (!query) {
      query = parseListQuery(specOf(entity), path, queryString, accept, limits);
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(key, query);
    }
    // HEAD asks for headers: a page gives them, an export would run to its end for nothing.
    return request.method === 'HEAD' && query.format === 'csv' ? { ...query, format: 'json' } : query;
  },
);

const header = (description: string, type = 'integer') => ({
  description,
  schema: { type: type as 'integer' | 'string' },
});

/** Documents a list endpoint: every parameter the entity's declaration allows, headers, both bodies and CSV. */
export function ApiList(entity: Type, limits: ListLimits = { defaultLimit: 20 }): MethodDecorator {
  // From the fields alone: the spec needs @Resource, which an entity may not have been given yet.
  const fields = fieldsOf(entity).filter((field) => !field.hidden);
  const sortable = fields.filter((field) => field.sort).map(publicName);
  const parameters: ApiQueryOptions[] = [
    { name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 100, default: limits.defaultLimit } },
    { name: 'offset', schema: { type: 'integer', minimum: 0, default: 0 } },
    {
      name: 'page',
      schema: { type: 'integer', minimum: 1 },
      description: 'If given, the body is {data, pagination}',
    },
    {
      name: 'cursor',
      schema: { type: 'string' },
      description: 'X-Next-Cursor of the page before; not with offset or page',
    },
    {
      name: 'sort_by',
      schema: { type: 'string', enum: sortable, ...(limits.sort ? { default: limits.sort.by } : {}) },
    },
    {
      name: 'sort_order',
      schema: { type: 'string', enum: ['asc', 'desc'], default: limits.sort?.order ?? 'desc' },
    },
    ...fields.flatMap(filterParameters),
    ...Object.entries(limits.flags ?? {}).map(([name, description]): ApiQueryOptions => ({
      name,
      description,
      schema: { type: 'boolean' },
    })),
    {
      name: 'filter',
      schema: { type: 'string' },
      description:
        'JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold',
      example: undefined,
    },
    ...(fields.some((field) => field.search || field.fragment)
      ? [
          {
            name: 'search',
            schema: { type: 'string' as const },
            description: fields.some((field) => field.fragment)
              ? `Any part of ${fields.flatMap(({ fragment, name }) => (fragment ? [name] : [])).join(', ')}; several words must all be found`
              : 'Full text, e.g. `"disk full" -staging`',
          },
        ]
      : []),
    {
      name: 'format',
      schema: { type: 'string', enum: ['json', 'csv'] },
      description: 'csv streams all matching rows',
    },
  ];
  const items = { type: 'array' as const, items: { $ref: getSchemaPath(entity) } };
  return applyDecorators(
    ApiExtraModels(entity, PaginationInfo),
    ...parameters.map((parameter) => ApiQuery({ required: false, ...parameter })),
    ApiOkResponse({
      description: 'The rows; with `page` the rows and their pagination',
      headers: {
        'X-Total-Count': header('Rows that match, exactly'),
        'X-Page-Count': header('Pages of this limit'),
        'X-Next-Cursor': header('Begins the next page; absent on the last', 'string'),
        Link: header('first, prev, next, last (RFC 8288)', 'string'),
      },
      content: {
        'application/json': {
          schema: {
            oneOf: [
              items,
              {
                type: 'object',
                required: ['data', 'pagination'],
                properties: { data: items, pagination: { $ref: getSchemaPath(PaginationInfo) } },
              },
            ],
          },
        },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name each parameter' }),
  );
}

function filterParameters(field: FieldDefinition): ApiQueryOptions[] {
  const parameters: ApiQueryOptions[] = [];
  if (field.filter) {
    const name = typeof field.filter === 'string' ? field.filter : publicName(field);
    const item = field.values
      ? { type: 'string' as const, enum: [...field.values] }
      : { type: 'string' as const };
    parameters.push({
      name,
      style: 'form',
      explode: false,
      schema: { type: 'array', items: item },
      description: 'Any of these values: comma-separated or repeated',
    });
  }
  const range = rangeParameters(field);
  if (range) {
    const schema =
      field.kind === 'timestamp' || field.kind === 'day'
        ? { type: 'string' as const, format: field.kind === 'day' ? 'date' : 'date-time' }
        : { type: 'number' as const };
    parameters.push(...range.map((name): ApiQueryOptions => ({ name, schema })));
  }
  return parameters;
}
