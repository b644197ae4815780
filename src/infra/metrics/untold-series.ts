import { Injectable } from '@nestjs/common';
import { type Series, seriesKey } from './series';

/** About 40 MB. What does not fit is found in the table later. */
const MAX_WAITING = 100_000;

/**
 * The series that may have something to tell, in the order they came up: nobody is told of twice before all others have
 * been told of once. A reminder only; what is true stands in the table.
 */
@Injectable()
export class UntoldSeries {
  private readonly waiting = new Map<string, { readonly series: Series; readonly notBefore: number }>();
  private readonly resting = new Map<string, number>();
  /** Whether there may be others in the table. */
  mayBeMore = true;

  get size(): number {
    return this.waiting.size;
  }

  add(many: readonly Series[]): void {
    for (const series of many) {
      const key = seriesKey(series);
      this.put(key, series, this.resting.get(key) ?? 0);
    }
  }

  /** Up to `limit` of those whose time has come. They are forgotten here: what comes up meanwhile is added anew. */
  take(limit: number, now: number): Series[] {
    for (const [key, until] of this.resting) {
      if (until > now) break;
      this.resting.delete(key);
    }
    const taken: Series[] = [];
    for (const [key, { series, notBefore }] of this.waiting) {
      if (taken.length === limit) break;
      if (notBefore > now) continue;
      taken.push(series);
      this.waiting.delete(key);
    }
    return taken;
  }

  /** It has been told of: should it come up again, it is not given before that moment. */
  rest(series: Series, until: number): void {
    const key = seriesKey(series);
    this.resting.set(key, until);
    if (this.waiting.has(key)) this.postpone(series, until);
  }

  /** It goes to the end, and is not given before that moment. */
  postpone(series: Series, notBefore: number): void {
    const key = seriesKey(series);
    this.waiting.delete(key);
    this.put(key, series, notBefore);
  }

  private put(
    key: string,
    { metric_name, metric_type, environment, service, host }: Series,
    notBefore: number,
  ): void {
    if (this.waiting.has(key)) return;
    const series = { metric_name, metric_type, environment, service, host };
    if (this.waiting.size < MAX_WAITING) this.waiting.set(key, { series, notBefore });
    else this.mayBeMore = true;
  }
}
