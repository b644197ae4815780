import { Injectable } from '@nestjs/common';
import { CommitSignal } from '../events/commit-signal';

const MAX_ENTRIES = 1_000;
/** Bounds how long a change made by another instance can go unnoticed. */
const MAX_AGE_MS = 1_000;

interface Entry {
  readonly total: Promise<number>;
  readonly countedAt: number;
}

/**
 * Keeps exact counts per filter until the resource changes. Who asks while a count is under way waits for that one, but
 * not across a change: a caller always finds its own writes counted.
 */
@Injectable()
export class CountCache {
  private readonly entries = new Map<string, Map<string, Entry>>();

  constructor(signal: CommitSignal) {
    signal.onCommit((resource) => this.entries.delete(resource));
  }

  /** For counts of what others' changes change, too. */
  forget(resource: string): void {
    this.entries.delete(resource);
  }

  count(resource: string, key: string, count: () => Promise<number>): Promise<number> {
    let entries = this.entries.get(resource);
    if (!entries) this.entries.set(resource, (entries = new Map<string, Entry>()));
    const known = entries.get(key);
    const now = performance.now();
    if (known && now - known.countedAt < MAX_AGE_MS) return known.total;
    const entry: Entry = { total: count(), countedAt: now };
    if (entries.size >= MAX_ENTRIES) entries.clear();
    entries.set(key, entry);
    // What failed is not kept; whoever waits for it is told.
    entry.total.catch(() => entries.get(key) === entry && entries.delete(key));
    return entry.total;
  }
}
