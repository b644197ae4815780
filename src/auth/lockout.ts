import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database';
import { RateLimitExceeded } from '../core/errors/domain-error';
import { addressBucket } from '../core/rate-limit/address-bucket';

const WINDOW_MINUTES = 15;
const MAX_PER_ACCOUNT = 5;
const MAX_PER_ADDRESS = 20;

// The failure that has to grow old before there is room for another try, on each count; null while there is room.
const WAIT = {
  name: 'lockout_wait',
  text: `select ceil(extract(epoch from greatest(
      (select created_at from login_failures where account = $1 and created_at > now() - make_interval(mins => ${WINDOW_MINUTES})
        order by created_at desc offset ${MAX_PER_ACCOUNT - 1} limit 1),
      (select created_at from login_failures where address = $2 and created_at > now() - make_interval(mins => ${WINDOW_MINUTES})
        order by created_at desc offset ${MAX_PER_ADDRESS - 1} limit 1)
    ) + make_interval(mins => ${WINDOW_MINUTES}) - now()))::int as seconds`,
};

/** Counts failed sign-ins per account and per address (of IPv6: network), in the database: restarts and other instances know of them. */
@Injectable()
export class Lockout {
  constructor(private readonly database: Database) {}

  /** Throws RateLimitExceeded when the account or the address has failed too often. */
  async check(account: string, address: string): Promise<void> {
    const [wait] = await this.database.query<{ seconds: number | null }>(WAIT, [
      account,
      addressBucket(address),
    ]);
    if (wait.seconds !== null) {
      throw new RateLimitExceeded(Math.max(1, wait.seconds), 'There were too many failed sign-ins.');
    }
  }

  async fail(account: string, address: string): Promise<void> {
    await this.database.query({ text: 'insert into login_failures (account, address) values ($1, $2)' }, [
      account,
      addressBucket(address),
    ]);
  }

  async clear(account: string): Promise<void> {
    await this.database.query(
      { name: 'lockout_clear', text: 'delete from login_failures where account = $1' },
      [account],
    );
  }

  async prune(): Promise<void> {
    await this.database.query(
      { text: `delete from login_failures where created_at < now() - interval '1 day'` },
      [],
    );
  }
}
