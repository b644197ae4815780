import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import type { DeliveryAction } from './delivery.enums';
import type { NotificationChannel } from './notice';

/** Which dead deliveries are meant; what is null or missing does not matter. */
export interface DeadOnes {
  readonly channel?: NotificationChannel;
  readonly action?: DeliveryAction;
  readonly alert_id?: string | null;
  readonly environment: string | null;
}

/** Whether the beginning of an alert is told of whose end is on record for the same channel. */
const IS_OVER = `d.action = 'triggered' and exists (select 1 from notification_deliveries e
    where e.alert_id = d.alert_id and e.channel = d.channel and e.action = 'resolved' and e.deleted_at is null)`;
const OVER = {
  name: 'retry_over',
  text: `select d.id from notification_deliveries d where d.id = any($1::uuid[]) and ${IS_OVER}`,
};
const LOCK_DEAD = {
  name: 'retry_lock_dead',
  text: `select d.id from notification_deliveries d
    where d.status = 'dead' and d.deleted_at is null and ($1::text is null or d.channel = $1)
      and ($2::text is null or d.action = $2) and ($3::uuid is null or d.alert_id = $3)
      and ($4::text is null or d.notice ->> 'environment' = $4) and not (${IS_OVER})
    order by d.created_at, d.id limit $5 for update of d`,
};

/** What can be tried again of what was given up. */
@Injectable()
export class RetryQueries {
  constructor(private readonly database: Database) {}

  /** Of these deliveries those of the beginning of an alert that is over. Only of locked ones the answer stays true. */
  over(ids: readonly string[]): Promise<string[]> {
    return this.ids(OVER, [ids]);
  }

  /** Locks dead deliveries that can be tried again, first those that are dead the longest. Needs an open transaction. */
  lockDead({ channel, action, alert_id, environment }: DeadOnes, limit: number): Promise<string[]> {
    return this.ids(LOCK_DEAD, [channel ?? null, action ?? null, alert_id ?? null, environment, limit]);
  }

  private async ids(statement: typeof OVER, values: unknown[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(statement, values);
    return rows.map(({ id }) => id);
  }
}
