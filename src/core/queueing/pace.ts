import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 10;

/** For long computations on the event loop: `if (pace.isDue) await pace.rest()` lets everybody else have a turn. */
export class Pace {
  private since = performance.now();

  get isDue(): boolean {
    return performance.now() - this.since > SLICE_MS;
  }

  async rest(): Promise<void> {
    await setImmediate();
    this.since = performance.now();
  }
}
