import { type Answer, type ApiDocument, type DocumentedOperation, operationsOf } from './document';

const ERROR = { $ref: '#/components/schemas/ErrorBody' };

const HEADERS = {
  'X-Request-Id': {
    description: 'Names this request in logs and errors',
    type: 'string',
    example: '5f0c7c1e',
  },
  'X-RateLimit-Limit': { description: 'Requests a minute', type: 'integer', example: 600 },
  'X-RateLimit-Remaining': { description: 'Those left of them', type: 'integer', example: 599 },
  'X-RateLimit-Reset': {
    description: 'When they begin anew, Unix seconds',
    type: 'integer',
    example: 1768473060,
  },
  'Retry-After': { description: 'Seconds to wait', type: 'integer', example: 2 },
  'WWW-Authenticate': { description: 'Bearer', type: 'string', example: 'Bearer' },
} as const;
type HeaderName = keyof typeof HEADERS;

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'INVALID_REQUEST: the path, the query, a header or the body cannot be read',
  409: 'CONFLICT: another change got in between, try again',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'SERVICE_UNAVAILABLE: the database is away or too much is waiting, try again after Retry-After seconds',
};

/** Adds what any route can answer, whatever it is about, and the headers that all answers carry. */
export function completeAnswers(document: ApiDocument): void {
  for (const documented of operationsOf(document)) {
    const { path, operation } = documented;
    for (const status of generalRefusals(documented))
      operation.responses[status] ??= refusal(REFUSALS[status]);
    const isLimited = path.startsWith('/api/v1');
    for (const [status, answer] of Object.entries(operation.responses)) {
      const names: HeaderName[] = [
        'X-Request-Id',
        ...(isLimited ? (['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] as const) : []),
        ...(isLimited && (status === '429' || status === '503') ? (['Retry-After'] as const) : []),
        ...(status === '401' ? (['WWW-Authenticate'] as const) : []),
      ];
      const references = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
      answer.headers = { ...answer.headers, ...Object.fromEntries(references) };
    }
  }
  document.components.headers = Object.fromEntries(
    Object.entries(HEADERS).map(([name, { description, type, example }]) => [
      name,
      { description, required: true, schema: { type }, example },
    ]),
  );
}

function generalRefusals({ path, method, operation }: DocumentedOperation): number[] {
  if (!path.startsWith('/api/v1')) return [400];
  return [400, 503, ...(method === 'get' ? [] : [413, 415, ...(operation['x-permission'] ? [409] : [])])];
}

const refusal = (description: string): Answer => ({
  description,
  content: { 'application/json': { schema: ERROR } },
});

/** Descriptions of error answers begin with their code; the example then shows that code and what it comes with. */
export function giveErrorExamples(document: ApiDocument): void {
  for (const { operation } of operationsOf(document)) {
    for (const [status, { content, description }] of Object.entries(operation.responses)) {
      const media = Number(status) >= 400 ? content?.['application/json'] : undefined;
      const code = /^[A-Z][A-Z_]+/.exec(description)?.[0];
      if (media && code) media.example = errorExample(code, description, Number(status));
    }
  }
}

function errorExample(code: string, description: string, status: number): unknown {
  const message = description.slice(code.length).replace(/^(:|,( or)?)\s*/, '');
  const details = status === 400 ? [{ field: 'title', message: 'title must be a string' }] : null;
  const retry = status === 429 ? { retry_after: 30 } : status === 503 ? { retry_after: 2 } : {};
  const [timestamp, request_id] = ['2026-01-15T10:30:00.000Z', '5f0c7c1e-7a51-4f0e-8a8b-3f4bb4a1f8a2'];
  return { error: { code, message: message || code, details, timestamp, request_id, ...retry } };
}

/** Says once what many operations answer alike: the document is read by people, too, and a third as long. */
export function shareAnswers(document: ApiDocument): void {
  const users = new Map<string, { operation: DocumentedOperation['operation']; status: string }[]>();
  for (const { operation } of operationsOf(document)) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      if (Number(status) < 300) continue;
      const text = JSON.stringify(answer);
      users.set(text, [...(users.get(text) ?? []), { operation, status }]);
    }
  }
  const shared: Record<string, Answer> = {};
  for (const [text, places] of users) {
    if (places.length < 2) continue;
    const answer = JSON.parse(text) as Answer;
    const name = freeName(`${places[0].status} ${answer.description}`, shared);
    shared[name] = answer;
    for (const { operation, status } of places)
      operation.responses[status] = { $ref: `#/components/responses/${name}` } as Answer;
  }
  document.components.responses = shared;
}

function freeName(text: string, taken: object): string {
  const base = text
    .replace(/[^A-Za-z0-9]+/g, '_')
    .slice(0, 60)
    .replace(/_$/, '');
  let name = base;
  for (let number = 2; name in taken; number += 1) name = `${base}_${number}`;
  return name;
}
