import { Global, Module } from '@nestjs/common';
import { Authenticator } from '../core/access/authenticator';
import { Housekeeping } from '../core/jobs/housekeeping';
import { AuthController } from './auth.controller';
import { AuthService } from './auth.service';
import { CachedAuthenticator } from './cached.authenticator';
import { CREDENTIAL_VERIFIERS, type CredentialVerifier } from './credential-verifier';
import { Lockout } from './lockout';
import { PasswordHasher } from './password-hasher';
import { SessionRepository } from './session.repository';
import { SessionStrategy } from './session.strategy';
import { SessionTokens } from './session-token';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';
import { ApiTokenRepository } from './tokens/api-token.repository';
import { ApiTokenVerifier } from './tokens/api-token.verifier';
import { TokenUses } from './tokens/token-uses';
import { UserRepository } from './user.repository';

const HOUR_MS = 3_600_000;

/** Global because every request is identified by it; domains see only core's Authenticator. */
@Global()
@Module({
  controllers: [AuthController, SessionsController],
  providers: [
    AuthService,
    CachedAuthenticator,
    { provide: Authenticator, useExisting: CachedAuthenticator },
    SessionStrategy,
    {
      provide: CREDENTIAL_VERIFIERS,
      useFactory: (...verifiers: CredentialVerifier[]) => verifiers,
      inject: [SessionStrategy, ApiTokenVerifier],
    },
    ApiTokenRepository,
    ApiTokenVerifier,
    TokenUses,
    Lockout,
    PasswordHasher,
    SessionRepository,
    SessionTokens,
    SessionsService,
    UserRepository,
  ],
  exports: [ApiTokenRepository, Authenticator, Lockout, PasswordHasher, SessionsService, UserRepository],
})
export class AuthModule {
  constructor(housekeeping: Housekeeping, sessions: SessionRepository, lockout: Lockout) {
    housekeeping.every(HOUR_MS, 'prune sessions', () => sessions.prune());
    housekeeping.every(HOUR_MS, 'prune failed sign-ins', () => lockout.prune());
  }
}
