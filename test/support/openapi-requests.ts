import { Random } from '../../src/seed/random';
import {
  type ApiDocument,
  type DocumentedOperation,
  resolved,
  type Schema,
} from '../../src/openapi/document';
import type { Scene } from './openapi-scene';
import { broken, oddText, oddValue, Values } from './openapi-values';

export interface GeneratedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const BAD_IDS = [
  ...[
    'nonsense',
    '%00',
    '%zz',
    '%E0%A4%A',
    '..%2f..%2fetc',
    'ü',
    '-1',
    '0',
    "'",
    '%20',
    'INC-99999999999999999999',
  ],
  ...[
    'INC-0',
    '00000000-0000-0000-0000-000000000000',
    '{id}',
    'null',
    'x'.repeat(3_000),
    '*',
    '%F0%9F%94%A5',
  ],
];
const BAD_QUERIES = [
  ...[
    '%zz',
    '%00=1',
    'limit=0',
    'limit=1e3',
    'limit=-1',
    'offset=99999999999999',
    'page=0',
    'page=1&offset=1',
  ],
  ...[
    'cursor=abc',
    'cursor=bnVsbA',
    'sort_by=password',
    'sort_by=',
    'sort_order=up',
    'filter={',
    'filter=[]',
  ],
  ...['filter=[{"field":"id","operator":"eq","value":null}]', 'filter=[{}]', 'filter=null', 'search=%00'],
  ...[
    'search=' + 'a%20'.repeat(300),
    'search=%22',
    'format=xml',
    'unknown=1',
    '__proto__=1',
    'a[b]=1',
    'limit=1&limit=2',
  ],
  ...[
    'created_from=yesterday',
    'from=2026-13-01',
    'to=0000-01-01',
    'weeks=53',
    '&&&',
    '=',
    'version=0',
    'date=2026-02-30',
  ],
];
const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ...(['"1"', '*', 'W/"1"', '"', 'abc', '""', '"1", "2"', '"999999999999999999"'] as const).flatMap((tag) => [
    ['if-match', tag] as const,
    ['if-none-match', tag] as const,
  ]),
  ['idempotency-key', 'x'.repeat(129)],
  ['idempotency-key', 'two words'],
  ['idempotency-key', 'the same for all'],
  ['x-request-id', 'x'.repeat(500)],
  ['x-request-id', '{"a":1}'],
  ['accept', 'text/csv'],
  ['accept', 'application/xml'],
  ['accept', ';;;'],
  ['x-response-envelope', 'success'],
  ['x-response-envelope', 'maybe'],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'br, br'],
  ['origin', 'https://evil.example'],
  ['range', 'bytes=0-1'],
  ['cookie', 'session_token=abc; session_token=%zz'],
  ['x-forwarded-for', '999.1.1.1, ::'],
  ['x-http-method-override', 'DELETE'],
];
const JUNK: readonly (readonly [string, string | Uint8Array])[] = [
  ...[
    '',
    '{',
    '[1,2',
    'null',
    '"text"',
    '12',
    '[]',
    '{"a":1}}',
    '{"a":NaN}',
    "{'a':1}",
    '\ufeff{}',
    '{"a":1,"a":2}',
  ].map((text) => ['application/json', text] as const),
  ['application/json', Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d)],
  ['application/json', '['.repeat(20_000)],
  ['application/json; charset=utf-16', '{}'],
  ['application/json; charset=nonsense', '{}'],
  ['application/problem+json', '{}'],
  ['text/plain', 'title=a'],
  ['application/xml', '<a/>'],
  ['application/x-www-form-urlencoded', 'title=a&title=b'],
  ['application/octet-stream', Uint8Array.of(0, 1, 2)],
  ['multipart/form-data', 'no boundary'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nnever ends',
  ],
  ['nonsense', '{}'],
];

/** The n-th request of a seed. The ids in it depend on the rows that are there. */
export function requestOf(
  seed: string,
  number: number,
  { path, method, operation }: DocumentedOperation,
  document: ApiDocument,
  scene: Scene,
): GeneratedRequest {
  const random = new Random(`${seed} ${number}`);
  const values = new Values(document, random, scene.reference);
  const made =
    method === 'get'
      ? { headers: {}, body: undefined }
      : bodyOf(operation.requestBody?.content ?? {}, random, values, document);
  const headers: Record<string, string> = { ...made.headers };
  if (random.chance(0.12)) {
    const [name, value] = random.pick(ODD_HEADERS);
    headers[name] = value;
  }
  if (random.chance(0.05)) headers['idempotency-key'] = random.uuid();
  let target = scene.pathTo(path, random.chance(0.7) ? 0 : random.integer(0, 10));
  if (path.includes('{') && random.chance(0.2)) {
    const bad = random.chance(0.3) ? random.uuid() : random.pick(BAD_IDS);
    const at = random.pick(
      path.split('/').flatMap((segment, index) => (segment.startsWith('{') ? [index] : [])),
    );
    target = target
      .split('/')
      .map((segment, index) => (index === at ? bad : segment))
      .join('/');
  }
  const query = queryOf(operation.parameters ?? [], random, values);
  return { method: method.toUpperCase(), path: `${target}${query}`, headers, body: made.body };
}

function queryOf(
  parameters: NonNullable<DocumentedOperation['operation']['parameters']>,
  random: Random,
  values: Values,
): string {
  const parts = parameters
    .filter((parameter) => parameter.in === 'query' && random.chance(0.12))
    .map(({ name, schema = {} }) => {
      const value = random.chance(0.25) ? oddValue(random) : values.of(schema, name);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return `${name}=${encodeURIComponent(wellFormed(text).slice(0, 2_000))}`;
    });
  if (random.chance(0.12)) parts.push(random.pick(BAD_QUERIES));
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/g, '?');

interface MadeBody {
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

function bodyOf(
  content: Readonly<Record<string, { schema?: Schema }>>,
  random: Random,
  values: Values,
  document: ApiDocument,
): MadeBody {
  const types = Object.keys(content);
  if (types.length === 0 && !random.chance(0.05)) return { headers: {}, body: undefined };
  if (types.length === 0 || random.chance(0.1)) {
    const [type, body] = random.pick(JUNK);
    return { headers: { 'content-type': type }, body };
  }
  if (random.chance(0.03)) return { headers: {}, body: undefined };
  const type = random.pick(types);
  const schema = content[type].schema ?? {};
  if (type === 'multipart/form-data') return { headers: {}, body: formOf(schema, random, values, document) };
  const value = values.of(schema);
  if (type !== 'application/json')
    return { headers: { 'content-type': type }, body: random.chance(0.3) ? oddText(random) : String(value) };
  const body = random.chance(0.45) ? broken(value, random) : value;
  return { headers: {}, body: JSON.stringify(body) ?? '' };
}

function formOf(schema: Schema, random: Random, values: Values, document: ApiDocument): FormData {
  const form = new FormData();
  const { properties = {}, required = [] } = resolved(schema, document);
  for (const [name, inner] of Object.entries(properties)) {
    if (!required.includes(name) && random.chance(0.4)) continue;
    const value = random.chance(0.2) ? oddValue(random) : values.of(inner, name);
    const text = typeof value === 'string' ? wellFormed(value) : (JSON.stringify(value) ?? '');
    if (inner.format !== 'binary') form.append(name, text);
    else
      form.append(
        name,
        new Blob([text]),
        random.pick(['a.log', 'a.md', 'a.csv', 'a.json', 'a.exe', '../a', 'ü.png']),
      );
  }
  if (random.chance(0.1)) form.append(random.pick(['unexpected', 'file', '__proto__']), 'x');
  return form;
}
