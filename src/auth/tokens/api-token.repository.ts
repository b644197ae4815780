import { boundEnvironment } from '../../core/context/bound-environment';
import { requestContext } from '../../core/context/request-context';
import { repositoryOf } from '../../core/database/repository-of';
import type { CsvExport, Page } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiToken, tokenStatus } from './api-token.entity';

/** What a token says once it and its user have been looked up. */
export interface LiveToken {
  readonly id: string;
  readonly root_id: string;
  readonly scopes: readonly string[];
  readonly environment: string | null;
  readonly expires_at: Date | null;
  readonly user_id: string;
  readonly user_name: string;
  readonly user_email: string;
  readonly role: string;
}

const LIVE = `select t.id, t.scopes, t.environment, t.expires_at, u.id as user_id, u.name as user_name,
    u.email as user_email, u.role,
    case when t.parent_id is null then t.id else (
      with recursive above (id, parent_id) as (
        select p.id, p.parent_id from api_tokens p where p.id = t.parent_id
        union select p.id, p.parent_id from api_tokens p join above a on p.id = a.parent_id)
      select a.id from above a where a.parent_id is null) end as root_id
  from api_tokens t join users u on u.id = t.user_id
  where t.revoked_at is null and t.deleted_at is null and (t.expires_at is null or t.expires_at > now())
    and u.deleted_at is null and u.disabled_at is null`;
const FIND = { name: 'api_token_find', text: `${LIVE} and t.token_hash = $1` };
const FIND_BY_ID = { name: 'api_token_find_by_id', text: `${LIVE} and t.id = $1` };
const HOLD = {
  name: 'api_token_hold',
  text: `select t.id from api_tokens t where t.id = $1 and t.revoked_at is null for share`,
};
const MADE_WITH = {
  name: 'api_token_made_with',
  text: `with recursive made (id, is_over) as (
      select t.id, coalesce(t.revoked_at, t.deleted_at) is not null from api_tokens t where t.parent_id = $1
      union select t.id, coalesce(t.revoked_at, t.deleted_at) is not null
        from api_tokens t join made m on t.parent_id = m.id)
    select id from made where not is_over order by id`,
};
const TAKE_TURN = {
  name: 'api_token_take_turn',
  text: `select pg_advisory_xact_lock(hashtext('occ:token-revocations'))`,
};
const COUNT_LIVING = {
  name: 'api_token_count_living',
  text: `select count(*)::int as count from api_tokens t
    where t.user_id = $1 and t.revoked_at is null and t.deleted_at is null
      and (t.expires_at is null or t.expires_at > now())`,
};
/** Whoever holds a row is about to end it, or writes the same. */
const TOUCH = {
  name: 'api_token_touch',
  text: `update api_tokens t set last_used_at = now() from (
      select d.id from api_tokens d where d.id = any($1::uuid[])
        and (d.last_used_at is null or d.last_used_at <= now() - interval '1 minute')
      order by d.id for update skip locked) due
    where t.id = due.id`,
};

export class ApiTokenRepository extends repositoryOf(ApiToken) {
  /** The living token with this hash, or undefined when it or its user has ended. */
  async findLive(hash: string): Promise<LiveToken | undefined> {
    const [token] = await this.tools.database.query<LiveToken>(FIND, [hash]);
    return token;
  }

  async findLiveById(id: string): Promise<LiveToken | undefined> {
    const [token] = await this.tools.database.query<LiveToken>(FIND_BY_ID, [id]);
    return token;
  }

  /** Keeps the token from being revoked until the open transaction ends. False when it has been. */
  async hold(id: string): Promise<boolean> {
    return (await this.tools.database.query(HOLD, [id])).length > 0;
  }

  /**
   * Waits until nobody else revokes, and keeps others waiting until the open transaction ends: who revokes locks several
   * tokens, and two who do so in different orders would wait for each other.
   */
  async takeTurnToRevoke(): Promise<void> {
    await this.tools.database.query(TAKE_TURN, []);
  }

  /** How many tokens act for the user, or could. */
  async countLiving(userId: string): Promise<number> {
    const [{ count }] = await this.tools.database.query<{ count: number }>(COUNT_LIVING, [userId]);
    return count;
  }

  /** Ids of the tokens that were made with this one, and with those, and so on, and have not been revoked. */
  async madeWith(id: string): Promise<string[]> {
    return (await this.tools.database.query<{ id: string }>(MADE_WITH, [id])).map((token) => token.id);
  }

  /** Notes that these are in use, each at most once a minute. It is no change: nothing is audited, no ETag moves. */
  async touch(ids: readonly string[]): Promise<void> {
    await this.tools.database.query(TOUCH, [ids]);
  }

  /** Lists can be filtered and sorted by the status, which no column holds. */
  override list(query: ListQuery): Promise<Page | CsvExport> {
    return this.tools.lists.answer(this.spec, query, {
      environment: boundEnvironment(),
      baseUrl: requestContext.current()?.baseUrl ?? '',
      source: () => `(select t.*, ${tokenStatus('t')} as status from api_tokens t)`,
    });
  }
}
