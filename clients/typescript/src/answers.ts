import { ApiError, isErrorBody } from './errors.js';

/** What the generated methods promise, once awaited. */
interface Answer {
  data?: unknown;
  error?: unknown;
  response?: Response;
}
type Data<A> = A extends { data: infer D; error: undefined } ? D : never;
type Row<D> = D extends readonly (infer R)[] ? R : D extends { data: readonly (infer R)[] } ? R : never;

/** Rows of a list, and what the headers say of the rest of it. */
export interface Page<R> {
  rows: R[];
  /** Rows that match in all. */
  total: number;
  /** `cursor` of the next page; null on the last. */
  nextCursor: string | null;
}

/** The body of an answer. Throws ApiError when the server refused, and what `fetch` threw when it was not reached. */
export async function ok<A extends Answer>(call: Promise<A>): Promise<Data<A>> {
  return succeeded(await call).data as Data<A>;
}

/** One page of any list, whether asked for by `page`, `offset` or `cursor`. Throws as `ok` does. */
export async function page<A extends Answer>(call: Promise<A>): Promise<Page<Row<Data<A>>>> {
  const { data, response } = succeeded(await call);
  const rows = (Array.isArray(data) ? data : (data as { data: unknown[] }).data) as Row<Data<A>>[];
  const { headers } = response!;
  return {
    rows,
    total: Number(headers.get('X-Total-Count')),
    nextCursor: headers.get('X-Next-Cursor'),
  };
}

function succeeded<A extends Answer>(answer: A): A {
  const { error, response } = answer;
  if (response?.ok) return answer;
  if (!response) throw error;
  throw isErrorBody(error)
    ? new ApiError(response.status, error)
    : new Error(`The server answered ${response.status}.`);
}
