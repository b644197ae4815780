import { Inject, Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Authenticator } from '../core/access/authenticator';
import type { Principal } from '../core/access/principal';
import { DatabaseSignals } from '../core/database/signals';
import { Unauthorized } from '../core/errors/domain-error';
import { RedisLink } from '../core/redis/redis-link';
import { CREDENTIAL_VERIFIERS, type CredentialVerifier } from './credential-verifier';

const KEEP_MS = 10_000;
const MAX_ENTRIES = 20_000;
const MAX_LENGTH = 4_096;
const CHANNEL = 'access';

interface Entry {
  readonly principal: Principal;
  /** By the clock that only goes forward: when that of the day is put back, nothing may be known for hours. */
  readonly until: number;
}

/**
 * Verifies a credential once and then knows it for some seconds. Ended sessions and changed users are told by the
 * database to every instance; while that line is down, nothing is kept. Redis tells them too, if there is one: that line
 * may have gone dead without a sign.
 */
@Injectable()
export class CachedAuthenticator extends Authenticator {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners: ((userId: string | null) => void)[] = [];
  private generation = 0;

  constructor(
    @Inject(CREDENTIAL_VERIFIERS) private readonly verifiers: readonly CredentialVerifier[],
    private readonly signals: DatabaseSignals,
    private readonly redis: RedisLink,
  ) {
    super();
    signals.on('access_changed', (userId) => this.drop(userId));
    signals.onGap(() => this.drop(null));
    redis.on(CHANNEL, (userId) => isUUID(userId) && this.drop(userId));
  }

  recall(credential: string): Principal | undefined {
    const entry = this.entries.get(credential);
    if (!entry) return undefined;
    if (entry.until > performance.now() && entry.principal.expiresAt > Date.now()) return entry.principal;
    this.entries.delete(credential);
    return undefined;
  }

  async authenticate(credential: string): Promise<Principal> {
    const verifier =
      credential.length <= MAX_LENGTH
        ? this.verifiers.find((candidate) => candidate.accepts(credential))
        : undefined;
    if (!verifier) throw new Unauthorized('The token is not one of ours.');
    const { generation } = this;
    const principal = await verifier.verify(credential);
    // News that came while the database was being asked may be about this very credential.
    if (generation === this.generation && this.signals.isListening) {
      if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
      this.entries.set(credential, { principal, until: performance.now() + KEEP_MS });
    }
    return principal;
  }

  async renew(principal: Principal): Promise<Principal> {
    const verifier = this.verifiers.find(({ kind }) => kind === principal.kind);
    if (!verifier) throw new Unauthorized('The token is not one of ours.');
    return verifier.renew(principal);
  }

  onChange(listener: (userId: string | null) => void): void {
    this.listeners.push(listener);
  }

  /** On this instance, and by the shortest way on the others. */
  forget(userId: string | null): void {
    this.drop(userId);
    if (userId !== null) this.redis.publish(CHANNEL, userId);
  }

  /** Drops what is known of a user's credentials, or of all, and has open sockets checked again. */
  private drop(userId: string | null): void {
    this.generation += 1;
    if (userId === null) this.entries.clear();
    else {
      for (const [credential, { principal }] of this.entries) {
        if (principal.userId === userId) this.entries.delete(credential);
      }
    }
    for (const listener of this.listeners) listener(userId);
  }
}
