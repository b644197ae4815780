import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { boundEnvironment } from '../../core/context/bound-environment';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { Forbidden, InvalidRequest } from '../../core/errors/domain-error';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { BURN_WINDOW_DAYS } from './burn-policy';
import { CreditExpiry } from './credit-expiry';
import { Credit } from './credit.entity';
import { CreditRepository } from './credit.repository';
import type { CreateCreditRequest, UpdateCreditRequest } from './credit.requests';

@Injectable()
export class CreditsService extends ResourceService<Credit> {
  constructor(
    private readonly credits: CreditRepository,
    private readonly expiry: CreditExpiry,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super(credits);
  }

  override async list(query: ListQuery): Promise<Page | CsvExport> {
    await this.expiry.upToDate();
    return super.list(query);
  }

  override async read(id: string): Promise<StoredRow> {
    await this.expiry.upToDate();
    return super.read(id);
  }

  /** Throws InvalidRequest, and Forbidden for callers who are bound to an environment. */
  async grant(request: CreateCreditRequest): Promise<StoredRow> {
    const environment = boundEnvironment();
    if (environment !== null) {
      throw new Forbidden(
        'These credentials are bound to an environment, and credits pay for all of them.',
        { environment },
        'Use credentials that are bound to none.',
      );
    }
    const { remaining = request.amount, description = null, ...rest } = request;
    const credit = Object.assign(new Credit(), { ...rest, remaining, description, id: randomUUID() });
    refuseFaults(credit);
    return this.work.run(async () => {
      const today = dayOf(this.clock.now());
      // What is left today is known in any case; the row that it belongs to is not there yet.
      credit.reckon(today, [credit.usageOn(today)]);
      const stored = await this.credits.add(credit);
      await this.credits.record(credit, today);
      return stored;
    });
  }

  /** Throws NotFound, InvalidRequest. */
  update(id: string, request: UpdateCreditRequest): Promise<StoredRow> {
    return this.credits.change(id, async (credit) => {
      const { amount, remaining } = credit;
      Object.assign(credit, request);
      refuseFaults(credit);
      const today = dayOf(this.clock.now());
      if (credit.amount !== amount || credit.remaining !== remaining)
        await this.credits.record(credit, today);
      else if (request.remaining !== undefined) await this.credits.confirm(credit, today);
      credit.reckon(today, await this.credits.history(credit, BURN_WINDOW_DAYS));
    });
  }
}

function refuseFaults(credit: Credit): void {
  const faults = credit.faults();
  if (faults.length > 0) throw new InvalidRequest(faults);
}
