import { Inject, Injectable } from '@nestjs/common';
import { sign } from 'jsonwebtoken';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { CONFIG, type Config } from '../config';

/** What a session token carries besides its times. */
export interface SessionClaims {
  /** The user. */
  readonly sub: string;
  /** The session. */
  readonly sid: string;
  /** This token of the session. */
  readonly jti: string;
}

/** Makes session tokens. The key is built once: built per use it costs more than all the rest of a request. */
@Injectable()
export class SessionTokens {
  readonly key: KeyObject;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.key = createSecretKey(Buffer.from(config.JWT_SECRET));
  }

  /**
   * When a token that is made now expires. A token has to hold by the clock of this machine and by the database's: by the
   * later one, as else a clock that is wrong by a day would let nobody in.
   */
  nextExpiry(databaseTime: Date): Date {
    const now = Math.max(Date.now(), databaseTime.getTime());
    // Whole seconds, as the token itself can say no more.
    return new Date((Math.floor(now / 1000) + this.config.JWT_EXPIRATION_HOURS * 3600) * 1000);
  }

  sign(claims: SessionClaims, expiresAt: Date): string {
    const exp = Math.floor(expiresAt.getTime() / 1000);
    return sign({ ...claims, exp }, this.key, { algorithm: this.config.JWT_ALGORITHM });
  }
}
