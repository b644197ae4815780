import { Injectable } from '@nestjs/common';
import { Database } from '../core/database/database';
import { RateLimitExceeded } from '../core/errors/domain-error';

const WINDOW_MINUTES = 15;
const MAX_PER_ACCOUNT = 5;
const MAX_PER_ADDRESS = 20;

const COUNT = {
  name: 'lockout_count',
  text: `select
      (select count(*)::int from login_failures where account = $1 and created_at > now() - make_interval(mins => ${WINDOW_MINUTES})) as account,
      (select count(*)::int from login_failures where address = $2 and created_at > now() - make_interval(mins => ${WINDOW_MINUTES})) as address,
      (select ceil(extract(epoch from min(created_at) + make_interval(mins => ${WINDOW_MINUTES}) - now()))::int from login_failures
        where (account = $1 or address = $2) and created_at > now() - make_interval(mins => ${WINDOW_MINUTES})) as wait`,
};

/** Counts failed sign-ins per account and per address, in the database: restarts and other instances know of them. */
@Injectable()
export class Lockout {
  constructor(private readonly database: Database) {}

  /** Throws RateLimitExceeded when the account or the address has failed too often. */
  async check(account: string, address: string): Promise<void> {
    const [counts] = await this.database.query<{ account: number; address: number; wait: number | null }>(
      COUNT,
      [account, address],
    );
    if (counts.account >= MAX_PER_ACCOUNT || counts.address >= MAX_PER_ADDRESS) {
      throw new RateLimitExceeded(
        Math.max(1, counts.wait ?? 1),
        'Too many failed sign-ins: wait before you try again.',
      );
    }
  }

  async fail(account: string, address: string): Promise<void> {
    await this.database.query({ text: 'insert into login_failures (account, address) values ($1, $2)' }, [
      account,
      address,
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
