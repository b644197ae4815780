import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { CommitSignal } from '../../core/events/commit-signal';
import { Environment } from '../../core/fields';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { log } from '../../core/logging/logger';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { MINUTE_MS } from '../../core/time/durations';
import { NotificationsService } from '../../infra/notifications';
import { BudgetCrossingQueries } from './budget-crossing.queries';
import { monthBefore } from './budget-months';
import { payloadOf } from './budget-words';

/** Finds what came in by other ways, or was left over by a process that died after its costs were stored. */
const CHORE_MS = 15 * MINUTE_MS;

/**
 * Looks at the budgets whenever costs, or budgets, have changed, and tells those who may write costs of thresholds that
 * are reached. After the commit, so that of batches that come at the same time the last one sees them all.
 */
@Injectable()
export class BudgetWatch implements BeforeApplicationShutdown {
  private readonly apart = AsyncLocalStorage.snapshot();
  private running?: Promise<void>;
  private wanted = false;
  private stopped = false;

  constructor(
    private readonly crossings: BudgetCrossingQueries,
    private readonly notifications: NotificationsService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    signal: CommitSignal,
    housekeeping: Housekeeping,
  ) {
    signal.onCommit((resource) => {
      // What lists of budgets have counted is no longer so: some are filtered by what follows from the costs.
      if (resource === 'cost') signal.committed('budget');
      else if (resource === 'budget') this.wake();
    });
    housekeeping.every(CHORE_MS, 'look at the budgets', () => this.look());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** One look at all budgets. Each threshold is told of once a month, by whichever instance is first. */
  async look(): Promise<void> {
    const today = dayOf(this.clock.now());
    for (const { day, setBefore } of monthsToLookAt(today)) {
      await this.work.run(async () => {
        for (const crossing of await this.crossings.claim(day, setBefore)) {
          const { environment } = crossing;
          const place = environment !== null && environment in Environment ? environment : null;
          await this.notifications.tellHolders('write:costs', payloadOf(crossing), place);
        }
      });
    }
  }

  /** Looks soon: at once, or when the look that is under way has ended. */
  private wake(): void {
    if (this.stopped) return;
    this.wanted = true;
    this.running ??= this.apart(() => this.lookWhileWanted()).finally(() => {
      this.running = undefined;
      // Somebody may have called between the last look and here.
      if (this.wanted) this.wake();
    });
  }

  private async lookWhileWanted(): Promise<void> {
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      await this.look().catch((error: unknown) =>
        log.warn({ err: error }, 'the budgets could not be looked at and will be later'),
      );
    }
  }
}

/** A day of each month that costs still come in for. Of one that is over a budget that was set since says nothing. */
function monthsToLookAt(today: string): { day: string; setBefore: Date | null }[] {
  const before = monthBefore(today);
  const current = { day: today, setBefore: null };
  return before ? [{ day: before.day, setBefore: before.end }, current] : [current];
}
