import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { RepositoryTools } from '../core/database/repository-tools';
import type { Database } from '../core/database/database';
import { specOf } from '../core/database/resource';
import type { Params } from '../core/database/wire';
import type { CsvExport, Page } from '../core/http/answers';
import type { ListQuery } from '../core/lists/list-query';
import { log } from '../core/logging/logger';
import { Session } from './session';

/** What a token says once its session and user have been looked up. */
export interface LiveSession {
  readonly session_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly valid_until: Date;
  /** Whether its last use was noted so long ago that it should be noted again. */
  readonly is_unseen: boolean;
}

const SESSIONS = specOf(Session);

const RETIREMENT_SECONDS = 60;

const FIND = {
  name: 'session_find',
  text: `select s.id as session_id, u.id as user_id, u.name, u.email, u.role,
      least(t.expires_at, s.expires_at, coalesce(t.retires_at, t.expires_at)) as valid_until,
      s.last_seen_at < now() - interval '1 minute' as is_unseen
    from session_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
    where t.id = $1 and s.ended_at is null and u.deleted_at is null and u.disabled_at is null
      and least(t.expires_at, s.expires_at, coalesce(t.retires_at, t.expires_at)) > now()`,
};

const FIND_BY_SESSION = {
  name: 'session_find_by_session',
  text: `select s.id as session_id, u.id as user_id, u.name, u.email, u.role, s.expires_at as valid_until,
      false as is_unseen
    from sessions s join users u on u.id = s.user_id
    where s.id = $1 and s.ended_at is null and u.deleted_at is null and u.disabled_at is null and s.expires_at > now()`,
};

const LIVING = 's.ended_at is null and s.expires_at > now()';

const LOCK = {
  name: 'session_lock',
  text: `select s.version from sessions s where s.user_id = $1 and s.id = $2 and ${LIVING} for update`,
};

const HOLD = {
  name: 'session_hold',
  text: `select s.id from sessions s where s.id = $1 and ${LIVING} for share`,
};

// Whoever is changing the session at the moment is not waited for.
const SEE = {
  name: 'session_see',
  text: `update sessions set last_seen_at = now() where id = (select id from sessions
    where id = $1 and last_seen_at < now() - interval '1 minute' for update skip locked)`,
};

/** Sessions live in the database: what it says of them holds on every instance. */
@Injectable()
export class SessionRepository {
  private readonly database: Database;

  constructor(private readonly tools: RepositoryTools) {
    this.database = tools.database;
  }

  /** The living session of a token, or undefined when the token, its session or its user has ended. */
  async find(tokenId: string): Promise<LiveSession | undefined> {
    const [session] = await this.database.query<LiveSession>(FIND, [tokenId]);
    return session;
  }

  /** The session itself, or undefined when it or its user has ended. */
  async findBySession(sessionId: string): Promise<LiveSession | undefined> {
    const [session] = await this.database.query<LiveSession>(FIND_BY_SESSION, [sessionId]);
    return session;
  }

  /** The time by the database's clock, which decides whether a session is over. */
  async time(): Promise<Date> {
    const [{ now }] = await this.database.query<{ now: Date }>(
      { name: 'session_time', text: 'select now()' },
      [],
    );
    return now;
  }

  /** Opens a session; needs an open transaction. Gives its id and that of its first token. */
  async open(
    userId: string,
    expiresAt: Date,
    ip: string,
    userAgent: string | null,
  ): Promise<{ sessionId: string; tokenId: string }> {
    const [sessionId, tokenId] = [randomUUID(), randomUUID()];
    await this.database.query(
      {
        name: 'session_open',
        text: `with s as (insert into sessions (id, user_id, expires_at, ip_address, user_agent) values ($1, $2, $3, $4, $5) returning id)
          insert into session_tokens (id, session_id, expires_at) select $6, s.id, $3 from s`,
      },
      [sessionId, userId, expiresAt, ip, userAgent, tokenId],
    );
    this.forgetCountsWhenCommitted();
    return { sessionId, tokenId };
  }

  /** Adds a token to the session and lets the earlier ones retire. Gives the new token's id. */
  async rotate(sessionId: string, expiresAt: Date): Promise<string> {
    const tokenId = randomUUID();
    await this.database.query(
      {
        text: `update session_tokens set retires_at = now() + make_interval(secs => ${RETIREMENT_SECONDS})
          where session_id = $1 and retires_at is null`,
      },
      [sessionId],
    );
    await this.database.query({ text: `update sessions set expires_at = $2 where id = $1` }, [
      sessionId,
      expiresAt,
    ]);
    await this.database.query(
      { text: `insert into session_tokens (id, session_id, expires_at) values ($1, $2, $3)` },
      [tokenId, sessionId, expiresAt],
    );
    return tokenId;
  }

  /** The living sessions of a user; `current` is the one that asks. */
  list(userId: string, currentId: string | null, query: ListQuery): Promise<Page | CsvExport> {
    const source = (params: Params): string =>
      `(select s.*, s.id::text is not distinct from ${params.add(currentId, 'text')} as current, s.ended_at as deleted_at
        from sessions s where s.user_id = ${params.add(userId, 'uuid')} and ${LIVING})`;
    const sourceKey = `${userId} ${currentId ?? ''}`;
    return this.tools.lists.answer(SESSIONS, query, { baseUrl: '', source, sourceKey });
  }

  /** Notes that the session is in use. What cannot be noted must not keep anybody out. */
  async see(sessionId: string): Promise<void> {
    await this.database
      .query(SEE, [sessionId])
      .catch((error: unknown) => log.warn({ err: error }, 'the use of a session could not be noted'));
  }

  /** Locks a living session of the user. Gives its version, or undefined when there is none. */
  async lock(userId: string, sessionId: string): Promise<number | undefined> {
    const [found] = await this.database.query<{ version: number }>(LOCK, [userId, sessionId]);
    return found?.version;
  }

  /** Keeps the session from being ended until the open transaction ends. False when it has been. */
  async hold(sessionId: string): Promise<boolean> {
    return (await this.database.query(HOLD, [sessionId])).length > 0;
  }

  async end(sessionId: string): Promise<void> {
    await this.endWhere('id = $1', [sessionId]);
  }

  /** Gives how many have ended. */
  endOthers(userId: string, exceptSessionId: string): Promise<number> {
    return this.endWhere('user_id = $1 and id <> $2', [userId, exceptSessionId]);
  }

  /** Gives how many have ended. */
  endAll(userId: string): Promise<number> {
    return this.endWhere('user_id = $1', [userId]);
  }

  /** Forgets sessions that ended a while ago. */
  async prune(): Promise<void> {
    await this.database.query(
      { text: `delete from sessions where expires_at < now() - interval '7 days'` },
      [],
    );
    await this.database.query(
      { text: `delete from session_tokens where retires_at < now() - interval '1 day'` },
      [],
    );
  }

  private async endWhere(condition: string, values: string[]): Promise<number> {
    const text = `update sessions s set ended_at = now() where ${condition} and ${LIVING} returning s.id`;
    const ended = await this.database.query({ text }, values);
    this.forgetCountsWhenCommitted();
    return ended.length;
  }

  private forgetCountsWhenCommitted(): void {
    this.database.afterCommit(() => this.tools.signal.committed(SESSIONS.name));
  }
}
