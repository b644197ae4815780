import type { OpenAPIObject } from '@nestjs/swagger';
import { SAFE_METHODS } from '../../src/core/http/methods';
import { nameOf, type Route } from './routes';

interface Schema {
  readonly $ref?: string;
  readonly properties?: object;
  readonly type?: string;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
type Content = Readonly<Record<string, { readonly schema?: Schema; example?: unknown; examples?: unknown }>>;
interface Answer {
  $ref?: string;
  'x-error-codes'?: string[];
  content?: Content;
}

export interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Content };
  responses: Record<string, Answer>;
  'x-permission'?: string;
}

const ERROR = '#/components/schemas/ErrorBody';

export const operationsOf = (document: OpenAPIObject): Map<string, Operation> =>
  new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).map(
        ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
      ),
    ),
  );

/** What the document leaves out or says wrongly about these routes. */
export function faultsOf(document: OpenAPIObject, routes: readonly Route[]): string[] {
  const operations = operationsOf(document);
  const names = new Set(routes.map(nameOf));
  return [
    ...[...operations.keys()]
      .filter((name) => !names.has(name))
      .map((name) => `${name}: documented but not served`),
    ...routes.flatMap((route) => {
      const operation = operations.get(nameOf(route));
      const faults = operation ? operationFaults(route, operation, document) : ['not documented'];
      return faults.map((fault) => `${nameOf(route)}: ${fault}`);
    }),
    ...brokenReferences(document),
  ];
}

function operationFaults(route: Route, operation: Operation, document: OpenAPIObject): string[] {
  const faults: string[] = [];
  const demand = (holds: boolean, fault: string): void => void (holds || faults.push(fault));
  demand(Boolean(operation.summary?.trim()), 'no summary');
  demand(operation.tags?.length === 1, 'not exactly one tag');
  demand(operation['x-permission'] === permissionOf(route), `x-permission is not ${permissionOf(route)}`);
  for (const [status, answer] of Object.entries(operation.responses)) {
    const { content } = resolved(answer, document);
    for (const [type, { example, examples }] of Object.entries(content ?? {}))
      demand(example !== undefined || examples !== undefined, `no example of ${status} ${type}`);
    if (!status.startsWith('4')) continue;
    const media = Object.entries(content ?? {}).map(([type, { schema }]) => `${type} ${schema?.$ref}`);
    demand(media.join() === `application/json ${ERROR}`, `${status} is not an ErrorBody`);
    const codes = resolved(answer, document)['x-error-codes'] ?? [];
    if (media.length > 0) demand(codes.length > 0, `${status} names no code`);
  }
  for (const status of expectedStatuses(route, operation))
    demand(status in operation.responses, `no ${status}`);
  const success = resolved(operation.responses[route.status] ?? {}, document).content;
  if (route.status !== 204) {
    const schemas = Object.values(success ?? {}).map(({ schema }) => schema);
    demand(
      schemas.length > 0 && schemas.every((schema) => saysSomething(schema, document)),
      'no schema of the answer',
    );
  }
  for (const [type, { schema, example }] of Object.entries(operation.requestBody?.content ?? {})) {
    demand(example !== undefined, `no example of the ${type} body`);
    demand(saysSomething(schema, document), `no schema of the ${type} body`);
  }
  const headers = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'header')
    .map(({ name }) => name);
  if (['PATCH', 'PUT', 'DELETE'].includes(route.method)) demand(headers.includes('If-Match'), 'no If-Match');
  if (route.isIdempotent) demand(headers.includes('Idempotency-Key'), 'no Idempotency-Key');
  return faults;
}

function permissionOf({ rule }: Route): string {
  if (!rule) return 'declared';
  return rule.kind === 'permission' ? rule.permission : rule.kind.replace('_', '-');
}

/** The answers that a caller of such a route can meet, and so has to be told of. */
function expectedStatuses(route: Route, operation: Operation): number[] {
  const { rule, method, path } = route;
  const isChange = ['PATCH', 'PUT', 'DELETE'].includes(method);
  const isApi = path.startsWith('/api/v1');
  return [
    route.status,
    ...(rule?.kind === 'public' ? [] : [401]),
    ...(rule?.kind === 'permission' || rule?.kind === 'session' ? [403] : []),
    ...(path.includes('{') ? [404] : []),
    400,
    ...(operation.requestBody || !SAFE_METHODS.has(method) ? [413, 415] : []),
    ...(isChange ? [412] : []),
    ...(route.isIdempotent ? [409] : []),
    ...(isApi ? [429, 503] : []),
  ];
}

/** Whether a schema, or what it refers to, describes anything at all. */
function saysSomething(schema: Schema | undefined, document: OpenAPIObject): boolean {
  if (!schema) return false;
  if (schema.$ref) return saysSomething(lookUp(schema.$ref, document), document);
  const variants = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (variants) return variants.length > 0 && variants.every((variant) => saysSomething(variant, document));
  if (schema.type === 'array') return saysSomething(schema.items, document);
  if (schema.type === 'object') return Object.keys(schema.properties ?? {}).length > 0;
  return schema.type !== undefined;
}

function lookUp<T = Schema>(reference: string, document: OpenAPIObject): T | undefined {
  const [, kind, name] = /^#\/components\/(\w+)\/(.+)$/.exec(reference) ?? [];
  return (document.components as Record<string, Record<string, T>> | undefined)?.[kind]?.[name];
}

const resolved = (answer: Answer, document: OpenAPIObject): Answer =>
  answer.$ref ? (lookUp<Answer>(answer.$ref, document) ?? {}) : answer;

function brokenReferences(document: OpenAPIObject): string[] {
  const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g);
  return [...new Set([...references].map(([, reference]) => reference))]
    .filter((reference) => !lookUp(reference, document))
    .map((reference) => `${reference}: does not exist`);
}
