import { ExchangeFailed } from './outgoing.errors';

export interface TimeLimit {
  /** For the whole exchange, from resolving the name to the end of the answer. */
  readonly timeoutMs: number;
  /** Of whoever may break the exchange off before. */
  readonly signal?: AbortSignal;
}

/**
 * Does work that ends when its signal says so. Throws ExchangeFailed, with the words of `tooLate` when the time is over,
 * and at once: also where the work cannot heed the signal, as in the middle of resolving a name.
 */
export async function withinTime<T>(
  { timeoutMs, signal }: TimeLimit,
  tooLate: string,
  work: (over: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    over.signal.addEventListener('abort', () => reject(over.signal.reason as Error));
  });
  const timer = setTimeout(() => over.abort(new ExchangeFailed(tooLate)), timeoutMs);
  const stop = (): void => over.abort(new ExchangeFailed('interrupted'));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  try {
    return await Promise.race([ended, work(over.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
