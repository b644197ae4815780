import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Database } from '../core/database/database';

/** What a token says once its session and user have been looked up. */
export interface LiveSession {
  readonly session_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly valid_until: Date;
}

const RETIREMENT_SECONDS = 60;

const FIND = {
  name: 'session_find',
  text: `select s.id as session_id, u.id as user_id, u.name, u.email, u.role,
      least(t.expires_at, s.expires_at, coalesce(t.retires_at, t.expires_at)) as valid_until
    from session_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
    where t.id = $1 and s.ended_at is null and u.deleted_at is null and u.disabled_at is null
      and least(t.expires_at, s.expires_at, coalesce(t.retires_at, t.expires_at)) > now()`,
};

const FIND_BY_SESSION = {
  name: 'session_find_by_session',
  text: `select s.id as session_id, u.id as user_id, u.name, u.email, u.role, s.expires_at as valid_until
    from sessions s join users u on u.id = s.user_id
    where s.id = $1 and s.ended_at is null and u.deleted_at is null and u.disabled_at is null and s.expires_at > now()`,
};

/** Sessions live in the database: what it says of them holds on every instance. */
@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

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

  async end(sessionId: string): Promise<void> {
    await this.database.query(
      { text: `update sessions set ended_at = now() where id = $1 and ended_at is null` },
      [sessionId],
    );
  }

  async endOthers(userId: string, exceptSessionId: string): Promise<void> {
    await this.database.query(
      { text: `update sessions set ended_at = now() where user_id = $1 and id <> $2 and ended_at is null` },
      [userId, exceptSessionId],
    );
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
}
