import { type Hit, type HitStorage, hitOf } from './fixed-window.storage';
import type { SharedCounts } from './shared-counts';
import { WindowEntries } from './window-entries';

interface Entry {
  /** Counted by this instance. */
  own: number;
  /** The most that was heard of the others. */
  others: number;
  /** Too many keys: this one is not told to the others. */
  readonly isPrivate: boolean;
}

interface Question {
  readonly entry: Entry;
  readonly ttl: number;
  readonly waiting: (() => void)[];
}

/** One question holds no more keys. */
const MAX_BATCH = 500;

/**
 * One count over all instances. All that is counted in one turn of the event loop costs one question; what is known to be
 * over the limit costs none, and while the others cannot be asked each instance goes on from what it knows.
 */
export class SharedWindowStorage implements HitStorage {
  private readonly entries: WindowEntries<Entry>;
  private questions = new Map<string, Question>();

  constructor(
    private readonly shared: SharedCounts,
    now: () => number = Date.now,
  ) {
    this.entries = new WindowEntries(now);
  }

  increment(key: string, ttl: number, limit: number): Hit | Promise<Hit> {
    const timeToExpire = this.entries.turn(ttl);
    let entry = this.entries.get(key);
    if (!entry) this.entries.add(key, (entry = { own: 0, others: 0, isPrivate: this.entries.isFull }));
    const own = (entry.own += 1);
    const known = hitOf(own + entry.others, limit, timeToExpire);
    if (known.isBlocked || entry.isPrivate || !this.shared.isUp) return known;
    const told = entry;
    return new Promise((resolve) =>
      this.ask(`${this.entries.window}:${key}`, told, ttl, () =>
        resolve(hitOf(own + told.others, limit, timeToExpire)),
      ),
    );
  }

  private ask(key: string, entry: Entry, ttl: number, done: () => void): void {
    if (this.questions.size === 0) setImmediate(() => void this.send());
    const question = this.questions.get(key);
    if (question) question.waiting.push(done);
    else this.questions.set(key, { entry, ttl, waiting: [done] });
    if (this.questions.size >= MAX_BATCH) void this.send();
  }

  private async send(): Promise<void> {
    const { questions } = this;
    if (questions.size === 0) return;
    this.questions = new Map();
    const asked = [...questions.values()];
    const own = new Map(Array.from(questions, ([key, { entry }]) => [key, entry.own]));
    const counted = [...own.values()];
    try {
      const totals = await this.shared.count(own, asked[0].ttl);
      asked.forEach(({ entry }, index) => {
        // The others cannot have counted less than before: then Redis has forgotten.
        entry.others = Math.max(entry.others, totals[index] - counted[index]);
      });
    } catch {
      // What is known has to do; the link has noticed.
    }
    for (const { waiting } of asked) for (const done of waiting) done();
  }
}
