import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  ApiToken,
  ApiTokenRepository,
  drawToken,
  hashOf,
  previewOf,
  SessionsService,
  UserRepository,
} from '../../auth';
import { Authenticator } from '../../core/access/authenticator';
import type { Principal } from '../../core/access/principal';
import { AuditEvent } from '../../core/audit/audit.enums';
import { boundEnvironment } from '../../core/context/bound-environment';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { Forbidden, InvalidRequest, Unauthorized } from '../../core/errors/domain-error';
import { type CsvExport, type Page, RevealedRow, type StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { Clock } from '../../core/time/clock';
import { TooManyTokens } from './token.errors';
import type { CreateApiTokenRequest } from './token.requests';

/** Each token has requests of its own to spend, and each is a row: nobody needs that many, and a thief should not have them. */
const MAX_LIVING = 200;
const REVOKED = [AuditEvent.delete, 'Revoked'] as const;

@Injectable()
export class TokensService {
  constructor(
    private readonly tokens: ApiTokenRepository,
    private readonly users: UserRepository,
    private readonly sessions: SessionsService,
    private readonly authenticator: Authenticator,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(query: ListQuery): Promise<Page | CsvExport> {
    return this.tokens.list(query);
  }

  /**
   * Makes a token for the caller. Its text is in what this gives, and nowhere else ever after. Throws InvalidRequest, and
   * Forbidden when it would be worth more than the credentials it is made with, and Conflict when its user has too many.
   */
  create(request: CreateApiTokenRequest, maker: Principal): Promise<StoredRow> {
    refuseBeyond(maker, request.scopes);
    const text = drawToken();
    const token = Object.assign(new ApiToken(), {
      ...{ id: randomUUID(), name: request.name, scopes: request.scopes },
      ...{ token_hash: hashOf(text), token_preview: previewOf(text) },
      // What is bound makes what is bound; to ask for another one, or for all, is refused when the row is stored.
      environment: request.environment === undefined ? boundEnvironment() : request.environment,
      expires_at: this.endOf(request.expires_at, maker),
      ...{ user_id: maker.userId, created_by: maker.userName },
      parent_id: maker.kind === 'api_token' ? maker.credentialId : null,
    });
    return this.work.run(async () => {
      await this.holdCredentials(maker);
      if ((await this.tokens.countLiving(maker.userId)) >= MAX_LIVING) throw new TooManyTokens(MAX_LIVING);
      return new RevealedRow(await this.tokens.add(token), { token: text });
    });
  }

  /** Ends a token, and those that were made with it; on every instance and on open sockets. Throws NotFound. */
  async revoke(id: string): Promise<void> {
    const users = await this.work.run(async () => {
      const now = this.clock.now();
      const owners = new Set<string>();
      const end = (token: ApiToken): void => {
        token.revoke(now);
        owners.add(token.user_id);
      };
      await this.tokens.takeTurnToRevoke();
      await this.tokens.change(id, end, REVOKED);
      // One that was being made while its maker was waited for shows only now, so they are asked for until there is none.
      for (let made = await this.tokens.madeWith(id); made.length > 0; made = await this.tokens.madeWith(id))
        for (const one of made) await this.tokens.change(one, end, REVOKED);
      return owners;
    });
    for (const user of users) this.authenticator.forget(user);
  }

  /**
   * What is made with credentials that are being ended would outlive them. The account comes first, as whoever removes it
   * has it before its sessions and tokens; and it lets one token be made at a time, so that they can be counted.
   */
  private async holdCredentials({ kind, userId, credentialId }: Principal): Promise<void> {
    if (!(await this.users.hold(userId)))
      throw new Unauthorized('The account has been disabled or removed.', 'Sign in with another one.');
    if (kind === 'api_token' && !(await this.tokens.hold(credentialId)))
      throw new Unauthorized('The API token has been revoked.', 'Use another token, or sign in.');
    if (kind === 'session' && !(await this.sessions.hold(credentialId)))
      throw new Unauthorized('The session has ended.', 'Sign in again.');
  }

  /** In the future, and no later than that of the token it is made with. */
  private endOf(asked: Date | null | undefined, { kind, expiresAt }: Principal): Date | null {
    if (asked && asked <= this.clock.now())
      throw InvalidRequest.field('expires_at', 'expires_at must be in the future');
    if (kind !== 'api_token' || expiresAt === Infinity) return asked ?? null;
    const latest = new Date(expiresAt);
    if (asked === null || (asked && asked > latest))
      throw new Forbidden(
        'A token cannot outlive the one that it is made with.',
        { expires_at: latest },
        'Let it expire by then, or sign in and make it with a session.',
      );
    return asked ?? latest;
  }
}

function refuseBeyond({ permissions }: Principal, scopes: readonly string[]): void {
  const missing = scopes.filter((scope) => !permissions.has(scope));
  if (missing.length > 0)
    throw new Forbidden(
      'A token cannot be worth more than the credentials that it is made with.',
      { missing_permissions: missing },
      'Leave out the scopes that details name.',
    );
}
