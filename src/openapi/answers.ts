import { type Answer, type ApiDocument, type DocumentedOperation, operationsOf } from './document';

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

/** Adds the headers that all answers carry. */
export function giveHeaders(document: ApiDocument): void {
  for (const { path, operation } of operationsOf(document)) {
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
    const name = freeName(nameOf(places[0].status, answer), shared);
    shared[name] = answer;
    for (const { operation, status } of places)
      operation.responses[status] = { $ref: `#/components/responses/${name}` } as Answer;
  }
  document.components.responses = shared;
}

const nameOf = (status: string, { description, 'x-error-codes': codes }: Answer): string =>
  codes ? codes.join('_or_') : `${status} ${description}`;

function freeName(text: string, taken: object): string {
  const base = text
    .replace(/[^A-Za-z0-9]+/g, '_')
    .slice(0, 60)
    .replace(/_$/, '');
  let name = base;
  for (let number = 2; name in taken; number += 1) name = `${base}_${number}`;
  return name;
}
