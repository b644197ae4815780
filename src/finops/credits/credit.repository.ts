import { repositoryOf } from '../../core/database/repository-of';
import type { Usage } from './burn-policy';
import { Credit } from './credit.entity';

const RECORD = {
  name: 'credit_balances_record',
  text: 'insert into credit_balances (credit_id, day, amount, remaining) values ($1, $2, $3, $4)',
};
/** The balance of a day of which there is none yet. */
const CONFIRM = {
  name: 'credit_balances_confirm',
  text: `insert into credit_balances (credit_id, day, amount, remaining) select $1, $2, $3, $4
    where not exists (select from credit_balances where credit_id = $1 and day = $2)`,
};
/**
 * What was left before the first day is what is left on it: of these balances the last one counts, as of that day. Then the
 * oldest balance, the newest that is so many days older than the last, and the last one.
 */
const HISTORY = {
  name: 'credit_balances_history',
  text: `with before as (select day, id from credit_balances where credit_id = $1 and day < $3::date order by day desc, id desc limit 1),
      known as (
        select id, greatest(day, $3::date) as day, amount - remaining as used from credit_balances b
        where credit_id = $1 and not exists (select from before f where (b.day, b.id) < (f.day, f.id))
      ),
      latest as (select day from known order by day desc, id desc limit 1)
    select to_char(day, 'YYYY-MM-DD') as day, used::text as used from (
      (select * from known order by day, id limit 1)
      union (select * from known where day <= (select day from latest) - $2::int order by day desc, id desc limit 1)
      union (select * from known order by day desc, id desc limit 1)
    ) k order by k.day, k.id`,
};
const LOCK_OVER = {
  name: 'credits_lock_over',
  text: `select id from credits where status = 'active' and deleted_at is null
      and (expiry_date < $1 or projected_exhaustion_date < $1)
    order by id for update`,
};

export class CreditRepository extends repositoryOf(Credit) {
  /** Notes the balance of a day. Belongs into the transaction of the change that it comes from. */
  async record({ id, amount, remaining }: Credit, day: string): Promise<void> {
    await this.tools.database.query(RECORD, [id, day, amount, remaining]);
  }

  /** Notes that the balance is the same on another day. */
  async confirm({ id, amount, remaining }: Credit, day: string): Promise<void> {
    await this.tools.database.query(CONFIRM, [id, day, amount, remaining]);
  }

  /** Those of the balances that a burn rate over so many days needs, oldest first. */
  history({ id, start_date }: Credit, days: number): Promise<Usage[]> {
    return this.tools.database.query<Usage>(HISTORY, [id, days, start_date]);
  }

  /** Locks the credits that say what the day has made untrue: active, or to last until a day that is over. Gives their ids. */
  async lockOver(today: string): Promise<string[]> {
    const rows = await this.tools.database.query<{ id: string }>(LOCK_OVER, [today]);
    return rows.map(({ id }) => id);
  }
}
