import { Injectable } from '@nestjs/common';
import { CommitSignal } from '../events/commit-signal';

const MAX_ENTRIES = 1_000;
/** Bounds how long a change made by another instance can go unnoticed. */
const MAX_AGE_MS = 1_000;

interface Entry {
  readonly total: number;
  readonly countedAt: number;
}

/**
 * Keeps exact counts per filter until the resource changes. A count that was under way while a change committed is not
 * kept, so a caller always finds its own writes counted.
 */
@Injectable()
export class CountCache {
  private readonly entries = new Map<string, Map<string, Entry>>();
  private readonly generations = new Map<string, number>();

  constructor(signal: CommitSignal) {
    signal.onCommit((resource) => {
      this.generations.set(resource, (this.generations.get(resource) ?? 0) + 1);
      this.entries.delete(resource);
    });
  }

  async count(resource: string, key: string, count: () => Promise<number>): Promise<number> {
    const known = this.entries.get(resource)?.get(key);
    if (known && performance.now() - known.countedAt < MAX_AGE_MS) return known.total;
    const generation = this.generations.get(resource);
    const countedAt = performance.now();
    const total = await count();
    if (this.generations.get(resource) === generation) this.keep(resource, key, { total, countedAt });
    return total;
  }

  private keep(resource: string, key: string, entry: Entry): void {
    let entries = this.entries.get(resource);
    if (!entries) this.entries.set(resource, (entries = new Map<string, Entry>()));
    if (entries.size >= MAX_ENTRIES) entries.clear();
    entries.set(key, entry);
  }
}
