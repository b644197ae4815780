export class NoAnswer extends Error {}

/**
 * What a promise gives, or NoAnswer when that takes longer. An answer that has arrived while this process was busy
 * with something else still counts: it is read before the verdict.
 */
export function answered<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => reject(new NoAnswer(`no answer within ${ms} ms`))), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
