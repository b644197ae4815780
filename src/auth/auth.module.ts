import { Global, Module } from '@nestjs/common';
import { Authenticator } from '../core/access/authenticator';
import { Housekeeping } from '../core/jobs/housekeeping';
import { AuthController } from './auth.controller';
import { AuthService } from './auth.service';
import { CachedAuthenticator } from './cached.authenticator';
import { CREDENTIAL_VERIFIERS } from './credential-verifier';
import { Lockout } from './lockout';
import { PasswordHasher } from './password-hasher';
import { SessionRepository } from './session.repository';
import { SessionStrategy } from './session.strategy';
import { SessionTokens } from './session-token';
import { UserRepository } from './user.repository';

const HOUR_MS = 3_600_000;

/** Global because every request is identified by it; domains see only core's Authenticator. */
@Global()
@Module({
  controllers: [AuthController],
  providers: [
    AuthService,
    CachedAuthenticator,
    { provide: Authenticator, useExisting: CachedAuthenticator },
    SessionStrategy,
    {
      provide: CREDENTIAL_VERIFIERS,
      useFactory: (sessions: SessionStrategy) => [sessions],
      inject: [SessionStrategy],
    },
    Lockout,
    PasswordHasher,
    SessionRepository,
    SessionTokens,
    UserRepository,
  ],
  exports: [Authenticator, PasswordHasher, UserRepository],
})
export class AuthModule {
  constructor(housekeeping: Housekeeping, sessions: SessionRepository, lockout: Lockout) {
    housekeeping.every(HOUR_MS, 'prune sessions', () => sessions.prune());
    housekeeping.every(HOUR_MS, 'prune failed sign-ins', () => lockout.prune());
  }
}
