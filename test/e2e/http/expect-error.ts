import { expect } from '@jest/globals';
import type { Answer } from '../../support/actor';

export interface ErrorAnswer {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: unknown;
    readonly timestamp: string;
    readonly request_id: string;
    readonly retry_after?: number;
  };
}

/** What may stand in no error: stack frames, statements, folders, names of the insides. */
const LEAKS =
  /\n\s+at |node_modules|\.(ts|js):\d|\/(src|dist|tmp|work|home)\/|\b(select|insert into|update|delete from)\s.*\b(from|values|set|where)\b|QueryFailed|TypeError|argon2/i;

type Received = Pick<Answer<unknown>, 'status' | 'headers' | 'text'>;

/** Checks status, code and the whole form of an error answer, and gives what is inside. */
export function expectError(answer: Received, status: number, code: string): ErrorAnswer['error'] {
  expect({ status: answer.status, text: answer.text }).toMatchObject({
    status,
    text: expect.stringContaining(`"${code}"`),
  });
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const body = JSON.parse(answer.text) as ErrorAnswer;
  expect(Object.keys(body)).toEqual(['error']);
  const { error } = body;
  const waits = status === 429 || status === 503;
  expect(Object.keys(error).sort()).toEqual(
    ['code', 'details', 'message', 'request_id', 'timestamp', ...(waits ? ['retry_after'] : [])].sort(),
  );
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/\S/);
  expect(error.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(error.request_id).toMatch(/^[A-Za-z0-9._:/=+-]{1,128}$/);
  expect(answer.headers.get('x-request-id')).toBe(error.request_id);
  if (waits) {
    expect(error.retry_after).toBeGreaterThanOrEqual(1);
    expect(answer.headers.get('retry-after')).toBe(String(error.retry_after));
  }
  expect(answer.text).not.toMatch(LEAKS);
  return error;
}

/** A 400 that names exactly these fields, in any order; a field that breaks several rules counts once. */
export function expectInvalid(answer: Received, fields: readonly string[]): void {
  const { details } = expectError(answer, 400, 'INVALID_REQUEST');
  const violations = details as { field: string; message: string }[];
  expect(Array.isArray(violations)).toBe(true);
  for (const violation of violations) {
    expect(Object.keys(violation).sort()).toEqual(['field', 'message']);
    expect(violation.message).toMatch(/\S/);
  }
  expect([...new Set(violations.map(({ field }) => field))].sort()).toEqual([...fields].sort());
}
