import {
  type Answer as Documented,
  type ApiDocument,
  type DocumentedOperation,
  type Header,
  type Media,
  type Operation,
  operationsOf,
  type Schema,
} from '../../src/openapi/document';
import { schemaFaults } from './openapi-schema';

/** What was asked. The path is that of the URL, with its query. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly text: string;
}

/** Answers as /health, under which it is documented. */
const ALIAS = '/api/v1/health';
const ERROR: Schema = { $ref: '#/components/schemas/ErrorBody' };
/** HTTP itself may end with these, whatever was asked. */
const OF_HTTP = new Set([408, 431]);

interface Route {
  readonly path: string;
  readonly pattern: RegExp;
  readonly item: Record<string, Operation>;
}

/** Says where the answers of a server are not what its OpenAPI document says. */
export class Witness {
  private readonly routes: readonly Route[];

  constructor(private readonly document: ApiDocument) {
    const byPath = new Map<string, Record<string, Operation>>();
    for (const { path, method, operation } of operationsOf(document))
      byPath.set(path, { ...byPath.get(path), [method]: operation });
    this.routes = [...byPath]
      // As the router does: fixed segments before parameters.
      .sort(([one], [other]) => specificity(other).localeCompare(specificity(one)))
      .map(([path, item]) => ({ path, pattern: patternOf(path), item }));
  }

  /** The operation that answers, if there is one. */
  operationOf(method: string, path: string): DocumentedOperation | undefined {
    const [asked] = path.split('?', 1);
    const pathname = asked === ALIAS ? '/health' : asked;
    const name = method === 'HEAD' ? 'get' : method.toLowerCase();
    const route = this.routes.find(({ pattern, item }) => item[name] && pattern.test(pathname));
    return route && { path: route.path, method: name, operation: route.item[name] };
  }

  faults(asked: Asked, answered: Answered): string[] {
    const operation = this.operationOf(asked.method, asked.path)?.operation;
    const { status } = answered;
    if (!operation || OF_HTTP.has(status)) return this.faultsOutside(asked, answered, operation);
    const documented = this.answerOf(operation, status);
    if (!documented) return [`the status ${status} is not documented: ${answered.text.slice(0, 300)}`];
    return [
      ...this.headerFaults(documented, answered.headers),
      ...codeFaults(documented, answered.body),
      ...this.bodyFaults(documented, asked, answered),
    ];
  }

  private answerOf({ responses }: Operation, status: number): Documented | undefined {
    const found = responses[status];
    return found?.$ref
      ? this.document.components.responses?.[found.$ref.replace('#/components/responses/', '')]
      : found;
  }

  /** Of what the document does not speak, errors alone have a form that is promised. */
  private faultsOutside(
    { method, path }: Asked,
    { status, body }: Answered,
    operation: Operation | undefined,
  ): string[] {
    if (status < 400) {
      const isOpen = !path.startsWith('/api/v1/') || method === 'OPTIONS';
      return isOpen || operation ? [] : [`${status} where nothing is documented`];
    }
    return method === 'HEAD' || path.startsWith('/api/docs') ? [] : this.judge(body, ERROR);
  }

  private headerFaults({ headers = {} }: Documented, given: Headers): string[] {
    return Object.entries(headers).flatMap(([name, header]) => {
      const { required, schema } = this.headerOf(header);
      const text = given.get(name);
      if (text === null) return required ? [`the header ${name} is missing`] : [];
      return schema?.type === 'integer' && !/^\d+$/.test(text) ? [`the header ${name} is ${text}`] : [];
    });
  }

  private headerOf(header: Header): Header {
    return header.$ref
      ? this.document.components.headers![header.$ref.replace('#/components/headers/', '')]
      : header;
  }

  private bodyFaults({ content }: Documented, asked: Asked, answered: Answered): string[] {
    if (asked.method === 'HEAD') return [];
    if (!content) return answered.text === '' ? [] : ['a body where none is documented'];
    const [type] = (answered.headers.get('content-type') ?? '').split(';', 1);
    const media = mediaFor(content, type);
    if (!media) return [`the content type ${type || '(none)'} is not documented`];
    const { schema } = media;
    if (!schema || schema.format === 'binary') return [];
    if (type !== 'application/json') return this.judge(answered.text, schema);
    const isWrapped = asked.headers.get('x-response-envelope') === 'success' && answered.status < 400;
    return isWrapped ? this.wrappedFaults(answered.body, schema) : this.judge(answered.body, schema);
  }

  /** The envelope is described once for all answers; what is in it is as documented. */
  private wrappedFaults(body: unknown, schema: Schema): string[] {
    if (this.judge(body, schema).length === 0) return [];
    const { success, data, pagination, timestamp, ...more } = (body ?? {}) as Record<string, unknown>;
    if (success !== true || typeof timestamp !== 'string' || Object.keys(more).length > 0)
      return ['this is not the success envelope'];
    return this.judge(pagination === undefined ? data : { data, pagination }, schema);
  }

  private readonly judge = (value: unknown, schema: Schema): string[] =>
    schemaFaults(value, schema, this.document).slice(0, 5);
}

/** Callers act upon the codes: each that comes is to be found beside its operation. */
function codeFaults({ 'x-error-codes': codes }: Documented, body: unknown): string[] {
  const { code } = (body as { error?: { code?: string } } | null)?.error ?? {};
  return !codes || !code || codes.includes(code) ? [] : [`the code ${code} is not documented`];
}

function mediaFor(content: Readonly<Record<string, Media>>, type: string): Media | undefined {
  return content[type] ?? content['*/*'];
}

const specificity = (path: string): string =>
  path
    .split('/')
    .map((segment) => (segment.startsWith('{') ? '0' : '1'))
    .join('');

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split('/')
      .map((segment) => (segment.startsWith('{') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/')}/?$`,
  );
