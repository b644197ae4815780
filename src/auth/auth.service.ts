import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import type { Principal } from '../core/access/principal';
import { AuditTrail } from '../core/audit/audit-trail';
import { AuditEvent } from '../core/audit/audit.enums';
import type { RequestContext } from '../core/context/request-context';
import { UnitOfWork } from '../core/database/unit-of-work';
import { DomainError, InvalidRequest, NotFound, Unauthorized } from '../core/errors/domain-error';
import { INVALID_CREDENTIALS } from '../core/errors/error-kinds';
import { CachedAuthenticator } from './cached.authenticator';
import { Lockout } from './lockout';
import { PasswordHasher } from './password-hasher';
import { SessionRepository } from './session.repository';
import { SessionTokens } from './session-token';
import type { User } from './user.entity';
import { UserRepository } from './user.repository';

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signing in and out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: SessionTokens,
    private readonly hasher: PasswordHasher,
    private readonly lockout: Lockout,
    private readonly audit: AuditTrail,
    private readonly work: UnitOfWork,
    private readonly authenticator: CachedAuthenticator,
  ) {}

  /** Opens a session. Throws Unauthorized (INVALID_CREDENTIALS) or RateLimitExceeded. */
  async login(
    email: string,
    password: string,
    context: RequestContext,
  ): Promise<IssuedToken & { user: unknown }> {
    const address = email.toLowerCase();
    const account = accountOf(address, context.ip);
    return this.hasher.inTurn(async () => {
      try {
        await this.lockout.check(account, context.ip);
      } catch (error) {
        if (error instanceof DomainError) await this.recordLogin(null, account, error);
        throw error;
      }
      const user = await this.users.findByEmail(address);
      const matches = await this.hasher.verify(user?.password_hash, password);
      const opened =
        user && matches && !user.disabled_at ? await this.openSession(user, account, context) : null;
      if (opened) return opened;
      const error = new Unauthorized(undefined, undefined, INVALID_CREDENTIALS);
      await this.work.run(async () => {
        await this.lockout.fail(account, context.ip);
        await this.recordLogin(user, account, error);
      });
      throw error;
    });
  }

  /** Ends the session, its tokens and its sockets, everywhere. */
  async logout(principal: Principal): Promise<void> {
    await this.work.run(async () => {
      await this.sessions.end(principal.credentialId);
      await this.audit.record({
        ...about(principal),
        event_type: AuditEvent.logout,
        action_description: 'Signed out',
        status: 'success',
      });
    });
    this.authenticator.forget(principal.userId);
  }

  /** A further token of the same session; the one used now stays good for a minute. */
  async refresh(principal: Principal): Promise<IssuedToken> {
    const expiresAt = this.tokens.nextExpiry(await this.sessions.time());
    const tokenId = await this.work.run(async () => {
      const id = await this.sessions.rotate(principal.credentialId, expiresAt);
      await this.audit.record({
        ...about(principal),
        event_type: AuditEvent.access,
        action_description: 'Refreshed the session token',
        status: 'success',
      });
      return id;
    });
    this.authenticator.forget(principal.userId);
    const token = this.tokens.sign(
      { sub: principal.userId, sid: principal.credentialId, jti: tokenId },
      expiresAt,
    );
    return { token, expiresAt };
  }

  /** The caller; for an API token its creator with the token's scopes. */
  async me(principal: Principal): Promise<unknown> {
    const { json } = await this.users.read(principal.userId).catch(refuseTheRemoved);
    const user = JSON.parse(json) as object;
    // Not as a stored row, whose ETag is a version alone: at this path a browser would take the user before for this one.
    return principal.kind === 'session' ? user : { ...user, permissions: [...principal.permissions] };
  }

  /** Sets a new password and ends the user's other sessions. */
  async changePassword(principal: Principal, current: string, next: string, ip: string): Promise<void> {
    await this.hasher.inTurn(async () => {
      const user = await this.users.find(principal.userId);
      const account = user?.email.toLowerCase() ?? '';
      // Guessing here counts like guessing at the front.
      await this.lockout.check(account, ip);
      if (!user || !(await this.hasher.verify(user.password_hash, current))) {
        await this.lockout.fail(account, ip);
        throw wrongPassword();
      }
      const password_hash = await this.hasher.hash(next);
      await this.work.run(async () => {
        const change = this.users.change(user.id, (row) => {
          // An administrator has set another one meanwhile: then the current one is current no more.
          if (row.password_hash !== user.password_hash) throw wrongPassword();
          row.password_hash = password_hash;
        });
        await change.catch(refuseTheRemoved);
        await this.sessions.endOthers(user.id, principal.credentialId);
      });
    });
    this.authenticator.forget(principal.userId);
  }

  /** Null when the account has been changed since `user` was read. */
  private async openSession(
    user: User,
    account: string,
    context: RequestContext,
  ): Promise<(IssuedToken & { user: unknown }) | null> {
    const expiresAt = this.tokens.nextExpiry(await this.sessions.time());
    const claims = await this.work.run(async () => {
      // Checking the password takes a while. What an administrator ended meanwhile must not begin anew.
      if (!(await this.users.touchLogin(user))) return null;
      await this.lockout.clear(account);
      const { sessionId, tokenId } = await this.sessions.open(
        user.id,
        expiresAt,
        context.ip,
        context.userAgent,
      );
      await this.recordLogin(user, account, null);
      return { sub: user.id, sid: sessionId, jti: tokenId };
    });
    if (!claims) return null;
    const stored = await this.users.read(user.id);
    return { user: JSON.parse(stored.json), token: this.tokens.sign(claims, expiresAt), expiresAt };
  }

  private recordLogin(user: User | null, account: string, error: DomainError | null): Promise<void> {
    return this.audit.record({
      event_type: AuditEvent.login,
      resource_type: 'user',
      resource_id: user?.id ?? null,
      resource_name: account.slice(0, 254),
      action_description: error ? 'Sign-in refused' : 'Signed in',
      status: error ? 'failed' : 'success',
      error_message: error && `${error.code}: ${error.message}`,
      actor: {
        user_id: user?.id ?? 'anonymous',
        user_name: user?.name ?? 'Anonymous',
        user_email: account.slice(0, 254),
      },
    });
  }
}

/**
 * By which failures are counted and put on record. What is no address may well be a password in the wrong field, which
 * must not be kept.
 */
const accountOf = (address: string, ip: string): string =>
  isEmail(address) ? address : `no e-mail address, from ${ip}`;

const wrongPassword = (): InvalidRequest =>
  InvalidRequest.field('current_password', 'is not your current password: check it and type it again');

const about = (principal: Principal) => ({
  resource_type: 'user',
  resource_id: principal.userId,
  resource_name: principal.userEmail,
});

/** For a moment after the account's end its credentials may still be known here. */
function refuseTheRemoved(error: unknown): never {
  if (error instanceof NotFound) throw new Unauthorized('This account is gone.', 'Sign in with another one.');
  throw error;
}
