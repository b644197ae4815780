import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { isUUID } from 'class-validator';
import type { IncomingMessage, ServerResponse } from 'node:http';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { CONFIG, type Config } from '../config';
import type { Principal } from '../core/access/principal';
import { Unauthorized } from '../core/errors/domain-error';
import type { CredentialVerifier } from './credential-verifier';
import { PERMISSIONS, type Role } from './roles';
import { type LiveSession, SessionRepository } from './session.repository';
import { type SessionClaims, SessionTokens } from './session-token';

const NAME = 'session';

/** Decides what a session token is worth: signature, the one configured algorithm, expiry, living session. */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, NAME) implements CredentialVerifier {
  constructor(
    @Inject(CONFIG) config: Config,
    tokens: SessionTokens,
    private readonly sessions: SessionRepository,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // jsonwebtoken takes a KeyObject; the typings of passport-jwt know only text and bytes.
      secretOrKey: tokens.key as unknown as Buffer,
      algorithms: [config.JWT_ALGORITHM],
    });
  }

  readonly kind = 'session';

  accepts(credential: string): boolean {
    return credential.split('.').length === 3;
  }

  /** Called by passport with the claims of a token whose signature and times are good. */
  async validate(claims: SessionClaims): Promise<Principal> {
    const session = isUUID(claims.jti) ? await this.sessions.find(claims.jti) : undefined;
    if (session?.is_unseen) await this.sessions.see(session.session_id);
    return principalOf(session);
  }

  /** A socket lives as long as its session, through refreshes of its token. */
  async renew(principal: Principal): Promise<Principal> {
    return principalOf(await this.sessions.findBySession(principal.credentialId));
  }

  verify(credential: string): Promise<Principal> {
    return new Promise((resolve, reject) => {
      const decide = (error: Error | null, principal: Principal | false): void => {
        if (error) reject(error);
        else if (principal) resolve(principal);
        else reject(new Unauthorized('The token is not valid or has expired.'));
      };
      const request = { headers: { authorization: `Bearer ${credential}` } } as IncomingMessage;
      // Not by its name: names are known to the whole process, and a second server there has a strategy of its own.
      const strategy = Object.create(this) as this;
      const middleware = passport.authenticate(strategy, { session: false }, decide) as (
        request: IncomingMessage,
        response: ServerResponse,
        next: (error?: unknown) => void,
      ) => void;
      middleware(request, {} as ServerResponse, (error) => reject(error));
    });
  }
}

function principalOf(session: LiveSession | undefined): Principal {
  if (!session) throw new Unauthorized('This session has ended.');
  return {
    kind: 'session',
    userId: session.user_id,
    userName: session.name,
    userEmail: session.email,
    role: session.role,
    permissions: new Set(PERMISSIONS[session.role as Role]),
    environment: null,
    credentialId: session.session_id,
    expiresAt: session.valid_until.getTime(),
  };
}
