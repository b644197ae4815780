import { repositoryOf } from '../../core/database/repository-of';
import type { Usage } from './burn-policy';
import { Credit } from './credit.entity';

const RECORD = {
  name: 'credit_balances_record',
  text: 'insert into credit_balances (credit_id, day, amount, remaining) values ($1, $2, $3, $4)',
};
/** Of each credit the oldest balance, the newest that is so many days older than the last, and the last one. */
const HISTORY = {
  name: 'credit_balances_history',
  text: `with known as (select id, day, amount - remaining as used from credit_balances where credit_id = $1),
      latest as (select day from known order by day desc, id desc limit 1)
    select to_char(day, 'YYYY-MM-DD') as day, used::text as used from (
      (select * from known order by day, id limit 1)
      union (select * from known where day <= (select day from latest) - $2::int order by day desc, id desc limit 1)
      union (select * from known order by day desc, id desc limit 1)
    ) k order by k.day, k.id`,
};
const LOCK_OVER = {
  name: 'credits_lock_over',
  text: `select id from credits where status = 'active' and expiry_date < $1 and deleted_at is null
    order by id for update`,
};

export class CreditRepository extends repositoryOf(Credit) {
  /** Notes the balance of a day. Belongs into the transaction of the change that it comes from. */
  async record({ id, amount, remaining }: Credit, day: string): Promise<void> {
    await this.tools.database.query(RECORD, [id, day, amount, remaining]);
  }

  /** Those of the balances that a burn rate over so many days needs, oldest first. */
  history(id: string, days: number): Promise<Usage[]> {
    return this.tools.database.query<Usage>(HISTORY, [id, days]);
  }

  /** Locks the credits that are still called active though their last day is over. Gives their ids. */
  async lockOver(today: string): Promise<string[]> {
    const rows = await this.tools.database.query<{ id: string }>(LOCK_OVER, [today]);
    return rows.map(({ id }) => id);
  }
}
