import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import type { CreditConcern, CreditProvider, CreditType } from './credit.enums';

/** A credit that somebody should hear of. Money is decimal text, days are YYYY-MM-DD. */
export interface CreditWorry {
  readonly id: string;
  readonly concern: CreditConcern;
  readonly provider: CreditProvider;
  readonly credit_type: CreditType;
  readonly amount: string;
  readonly remaining: string;
  readonly currency: string;
  readonly description: string | null;
  readonly expiry_date: string;
  readonly days_left: number;
  readonly projected_exhaustion_date: string | null;
}

/**
 * The insert is the claim: of several instances one gets the row, and the others wait for it and then find it taken. A
 * situation is what people have decided: told again is only what another expiry date, or another amount, brings about.
 */
const CLAIM = {
  name: 'credit_notices_claim',
  text: `with worries as (
      select id, 'expiring' as reason, expiry_date::text as situation from credits
        where deleted_at is null and status = 'active' and expiry_date between $1::date and $1::date + $2::int
      union all
      select id, 'running_dry', expiry_date || ' ' || amount from credits
        where deleted_at is null and status = 'active' and expiry_date >= $1::date
          and projected_exhaustion_date < expiry_date
    ), claimed as (
      insert into credit_notices (credit_id, reason, situation) select * from worries order by id, reason
      on conflict do nothing returning credit_id, reason
    )
    select c.id, n.reason as concern, c.provider, c.credit_type, c.amount::text, c.remaining::text, c.currency,
      c.description, c.expiry_date::text, c.expiry_date - $1::date as days_left, c.projected_exhaustion_date::text
    from claimed n join credits c on c.id = n.credit_id order by c.expiry_date, c.id, n.reason`,
};

@Injectable()
export class CreditNoticeQueries {
  constructor(private readonly database: Database) {}

  /** What nobody has been told of yet, and is by the open transaction: credits that expire within so many days or run dry. */
  claim(today: string, days: number): Promise<CreditWorry[]> {
    return this.database.query<CreditWorry>(CLAIM, [today, days]);
  }
}
