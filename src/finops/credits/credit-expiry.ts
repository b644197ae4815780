import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { BURN_WINDOW_DAYS } from './burn-policy';
import { CreditRepository } from './credit.repository';

/**
 * Sees to it that credits whose last day is over say so, and that none foretells a day that is over. The status is stored, so that lists filter and sort by it, ETags
 * change with it, and the audit log has the moment; whoever reads first on a new day waits until it is right.
 */
@Injectable()
export class CreditExpiry {
  /** Expiring is nobody's change: not of whoever reads, nor part of their transaction. */
  private readonly apart = AsyncLocalStorage.snapshot();
  private settledOn = '';
  private settling?: Promise<void>;

  constructor(
    private readonly credits: CreditRepository,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** To be awaited before reading. Costs nothing but on the first call of a day. */
  async upToDate(): Promise<void> {
    // Again if midnight came while somebody else's attempt, which this one joined, was under way.
    while (dayOf(this.clock.now()) !== this.settledOn) {
      this.settling ??= this.settle().finally(() => (this.settling = undefined));
      await this.settling;
    }
  }

  /** Brings every credit in line with the day, each once however many instances try. */
  async settle(): Promise<void> {
    const today = dayOf(this.clock.now());
    await this.apart(() => this.work.run(() => this.expireAll(today)));
    this.settledOn = today;
  }

  private async expireAll(today: string): Promise<void> {
    for (const id of await this.credits.lockOver(today)) {
      await this.credits.change(id, async (credit) =>
        credit.reckon(today, await this.credits.history(credit, BURN_WINDOW_DAYS)),
      );
    }
  }
}
