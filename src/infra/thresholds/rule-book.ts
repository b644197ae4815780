import { Injectable } from '@nestjs/common';
import { DatabaseSignals } from '../../core/database/signals';
import { CommitSignal } from '../../core/events/commit-signal';
import { Clock } from '../../core/time/clock';
import { type Scope, ThresholdQueries } from './threshold.queries';

/** Should news be lost without anybody noticing: no rule stays unknown for longer. */
const MAX_AGE_MS = 30_000;

type Book = ReadonlyMap<string, readonly Scope[]>;

/**
 * Which rules there are for which metric, kept at hand as every point asks. The database tells every instance when rules
 * change; while that line is down, nothing is kept.
 */
@Injectable()
export class RuleBook {
  private book: Book | null = null;
  private readAt = 0;
  private generation = 0;

  constructor(
    private readonly queries: ThresholdQueries,
    private readonly signals: DatabaseSignals,
    private readonly clock: Clock,
    commits: CommitSignal,
  ) {
    signals.on('thresholds_changed', () => this.forget());
    signals.onGap(() => this.forget());
    // Whoever made a rule here need not wait until the news has come round.
    commits.onCommit((resource) => resource === 'threshold' && this.forget());
  }

  /** The rules in force by metric_name. */
  async read(): Promise<Book> {
    const now = this.clock.now().getTime();
    // A clock that was set back makes nothing young again.
    if (this.book && Math.abs(now - this.readAt) < MAX_AGE_MS) return this.book;
    const { generation } = this;
    const book = new Map<string, Scope[]>();
    for (const scope of await this.queries.scopes()) {
      const known = book.get(scope.metric_name);
      if (known) known.push(scope);
      else book.set(scope.metric_name, [scope]);
    }
    // News that came while the database was being asked may be about this very book.
    if (generation === this.generation && this.signals.isListening) [this.book, this.readAt] = [book, now];
    return book;
  }

  private forget(): void {
    this.generation += 1;
    this.book = null;
  }
}
