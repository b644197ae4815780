import { type ErrorKind, findKind, notFoundKind } from '../core/errors/error-kind';
import * as kinds from '../core/errors/error-kinds';
import { type Answer, type ApiDocument, type DocumentedOperation, operationsOf } from './document';

const ERROR = { $ref: '#/components/schemas/ErrorBody' };
const CODE = /\b[A-Z]{3,}(?:_[A-Z]+)*\b/g;

/** An error that an operation can answer with, and what it means there. */
interface Refusal {
  readonly kind: ErrorKind;
  readonly meaning: string;
  /** What to do next there; the kind's own if there is none. */
  readonly remedy?: string;
}

/**
 * Says of every error answer which codes it may carry, what they mean and what to do next, with an example of each. The
 * decorators name the codes of a route in their descriptions, as in `LAST_ADMIN: nobody could let in another one`, and after
 * an arrow what to do there if it is not what the kind says; what any route can answer is added here.
 */
export function describeRefusals(document: ApiDocument): void {
  for (const documented of operationsOf(document)) {
    const { responses } = documented.operation;
    const general = generalRefusals(documented);
    for (const { status } of general) responses[status] ??= { description: '' };
    for (const [status, answer] of Object.entries(responses)) {
      if (Number(status) < 400) continue;
      const refusals = refusalsOf(
        answer,
        general.filter((kind) => kind.status === Number(status)),
      );
      // What is no error of ours, an unhealthy server's answer, has a form of its own.
      if (refusals.length > 0) write(answer, refusals);
    }
  }
}

function generalRefusals({ path, method, operation }: DocumentedOperation): ErrorKind[] {
  if (!path.startsWith('/api/v1')) return [kinds.INVALID_REQUEST];
  const isChange = method !== 'get';
  return [
    ...[kinds.INVALID_REQUEST, kinds.SERVICE_UNAVAILABLE],
    ...(isChange ? [kinds.PAYLOAD_TOO_LARGE, kinds.UNSUPPORTED_MEDIA_TYPE] : []),
    ...(isChange && operation['x-permission'] ? [kinds.CONFLICT] : []),
  ];
}

function refusalsOf({ description }: Answer, general: readonly ErrorKind[]): Refusal[] {
  const named = [...description.matchAll(CODE)].flatMap(({ 0: code, index }) => {
    const kind = findKind(code) ?? (code.endsWith('_NOT_FOUND') ? notFoundKind(code.slice(0, -10)) : null);
    return kind ? [{ kind, end: index + code.length }] : [];
  });
  const found = named.map(({ kind, end }, at): Refusal => {
    const next = named[at + 1];
    const rest = description.slice(end, next ? next.end - next.kind.code.length : undefined);
    const note = /^:\s*([^]*?)[,;\s]*(?:\bor\s*)?$/.exec(rest)?.[1];
    const [meaning, remedy] = note?.split(/\s*→\s*/) ?? [];
    return { kind, meaning: meaning ? sentence(meaning) : kind.meaning, remedy: remedy && sentence(remedy) };
  });
  const missing = general.filter((kind) => !found.some((refusal) => refusal.kind === kind));
  const all = [...found, ...missing.map((kind) => ({ kind, meaning: kind.meaning }))];
  // Two decorators may have named the same.
  return [...new Map(all.map((refusal) => [refusal.kind, refusal])).values()];
}

const sentence = (text: string): string => `${text[0].toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

function write(answer: Answer, refusals: readonly Refusal[]): void {
  const lines = refusals.map(
    ({ kind, meaning, remedy }) => `${kind.code}: ${meaning} ${remedy ?? kind.remedy}`,
  );
  answer.description = lines.length === 1 ? lines[0] : lines.map((line) => `* ${line}`).join('\n');
  answer['x-error-codes'] = refusals.map(({ kind }) => kind.code);
  const [only, ...others] = refusals;
  answer.content = {
    'application/json': {
      schema: ERROR,
      ...(others.length === 0
        ? { example: exampleOf(only) }
        : {
            examples: Object.fromEntries(
              refusals.map((refusal) => [
                refusal.kind.code,
                { summary: refusal.meaning, value: exampleOf(refusal) },
              ]),
            ),
          }),
    },
  };
}

const DETAILS: Readonly<Record<string, unknown>> = {
  INVALID_REQUEST: [{ field: 'title', message: 'title must be a string' }],
  FORBIDDEN: { missing_permission: 'write:incidents' },
  PRECONDITION_FAILED: { current_etag: '"3"' },
  PAYLOAD_TOO_LARGE: { max_bytes: 1_048_576 },
  RATE_LIMIT_EXCEEDED: { retry_after: 30 },
};

function exampleOf({ kind, meaning, remedy }: Refusal): unknown {
  const { code, status } = kind;
  const retry = status === 429 ? { retry_after: 30 } : status === 503 ? { retry_after: 2 } : {};
  const [timestamp, request_id] = ['2026-01-15T10:30:00.000Z', '5f0c7c1e-7a51-4f0e-8a8b-3f4bb4a1f8a2'];
  // What they hold is what the kind's own remedy speaks of.
  const details = remedy ? null : (DETAILS[code] ?? null);
  return {
    error: { code, message: `${meaning} ${remedy ?? kind.remedy}`, details, timestamp, request_id, ...retry },
  };
}
