import { Decimal as Exact } from 'decimal.js';
import { Resource, Row } from '../../core/database/resource';
import type { Violation } from '../../core/errors/domain-error';
import { CreatedAt, Currency, Day, Decimal, OneOf, Text } from '../../core/fields';
import { BURN_WINDOW_DAYS, burnOf, type Usage } from './burn-policy';
import { CreditProvider, CreditStatus, CreditType } from './credit.enums';

/** Money that a provider has granted and that its invoices use up. It pays for all environments, and so is of none. */
@Resource<Credit>({
  name: 'credit',
  table: 'credits',
  label: 'provider',
  // Never equal to any: to callers who are bound to an environment credits do not exist.
  environment: () => 'null::text',
})
export class Credit extends Row {
  @OneOf(CreditProvider, { enumName: 'CreditProvider', filter: true, sort: true, example: 'aws' })
  provider!: CreditProvider;

  @OneOf(CreditType, { enumName: 'CreditType', filter: true, sort: true, example: 'promotional' })
  credit_type!: CreditType;

  @Decimal({ min: 0.01, sort: true, example: 10_000, description: 'What was granted' })
  amount!: number;

  @Currency({ sort: true })
  currency!: string;

  @Decimal({ sort: true, example: 6_200.5, description: 'What is left; at most the amount' })
  remaining!: number;

  @Day({ sort: true, range: 'start', description: 'First day (UTC) on which it pays' })
  start_date!: string;

  @Day({
    sort: true,
    range: 'expiry',
    description: 'Last day on which it pays: it expires when that day ends in UTC',
    example: '2026-12-31',
  })
  expiry_date!: string;

  @OneOf(CreditStatus, {
    enumName: 'CreditStatus',
    filter: true,
    sort: true,
    description:
      'Follows from the rest: exhausted when nothing is left, else expired when the last day is over, else active',
  })
  status!: CreditStatus;

  @Text({ nullable: true, max: 2_000, search: 'A', example: 'Start-up programme, second year' })
  description!: string | null;

  @CreatedAt()
  created_at!: Date;

  @Decimal({
    nullable: true,
    sort: true,
    example: 41.3,
    description: `Used per day, as of the last balance that was entered: what was used since the newest balance that is at least ${BURN_WINDOW_DAYS} days older (or the oldest that is known; on start_date it was the whole amount, unless another was entered before), divided by the days between. Null when that is less than a day`,
  })
  burn_rate!: number | null;

  @Day({
    nullable: true,
    sort: true,
    range: 'projected_exhaustion',
    description:
      'The day on which nothing will be left if the exact burn rate goes on: the day of the last balance plus remaining ÷ rate, rounded up. Null unless active, when nothing is being used, beyond 100 years, and when that day is over',
    example: '2027-04-19',
  })
  projected_exhaustion_date!: string | null;

  /** What has been used of it, if this is how it stands on the day. */
  usageOn(day: string): Usage {
    return { day, used: new Exact(this.amount).minus(this.remaining).toFixed(2) };
  }

  /** What about its numbers and days does not fit together. */
  faults(): Violation[] {
    const faults: Violation[] = [];
    if (this.remaining > this.amount)
      faults.push({ field: 'remaining', message: 'remaining must not be more than amount' });
    if (this.expiry_date < this.start_date)
      faults.push({ field: 'expiry_date', message: 'expiry_date must not be before start_date' });
    return faults;
  }

  /** Brings in line with the day and the history of balances, oldest first, what follows from them. */
  reckon(today: string, history: readonly Usage[]): void {
    if (this.remaining === 0) this.status = CreditStatus.exhausted;
    else this.status = today > this.expiry_date ? CreditStatus.expired : CreditStatus.active;
    const isKnownLater = history.length > 0 && history[0].day > this.start_date;
    const usage = isKnownLater ? [{ day: this.start_date, used: '0' }, ...history] : history;
    const { rate, dryOn } = burnOf(usage, String(this.remaining));
    this.burn_rate = rate === null ? null : Number(rate);
    const isToCome = this.status === CreditStatus.active && dryOn !== null && dryOn >= today;
    this.projected_exhaustion_date = isToCome ? dryOn : null;
  }
}
