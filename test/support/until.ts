import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** Asks until the answer is truthy, and gives it. Throws, with `what` was waited for, when that takes too long. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<Exclude<T, null | undefined | false>> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(15)) {
    const found = await ask();
    if (found) return found as Exclude<T, null | undefined | false>;
    if (Date.now() > deadline) throw new Error(`Waited in vain for this: ${what}`);
  }
}
