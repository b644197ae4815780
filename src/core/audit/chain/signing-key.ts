import { Inject, Injectable } from '@nestjs/common';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { CONFIG, type Config } from '../../../config';
import { log } from '../../logging/logger';
import { keptText } from '../../storage/kept-text';
import { keyIdOf, type PublicKeys, readPublicKeys } from './checkpoint';

export interface SigningKeys {
  readonly key: KeyObject;
  readonly keyId: string;
  /** The present one's and those of before, PEM. */
  readonly publicPem: string;
  readonly known: PublicKeys;
}

/** The key that checkpoints are signed with: the configured one, else one that is made once and kept under DATA_DIR. */
@Injectable()
export class SigningKey {
  private loading?: Promise<SigningKeys>;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Rejects when it cannot be read or kept; then the next call tries again. */
  load(): Promise<SigningKeys> {
    this.loading ??= this.read().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  private async read(): Promise<SigningKeys> {
    const { AUDIT_SIGNING_KEY, AUDIT_RETIRED_KEYS, DATA_DIR, NODE_ENV, embedded } = this.config;
    if (NODE_ENV === 'production' && !embedded && !AUDIT_SIGNING_KEY)
      log.warn(
        'AUDIT_SIGNING_KEY is not set: the audit log is signed by a key that only this DATA_DIR has; other instances will not sign, nor will this one once it is lost',
      );
    const pem =
      AUDIT_SIGNING_KEY || (await keptText(join(DATA_DIR, 'audit-signing-key.pem'), generate, isKey));
    const key = createPrivateKey(pem);
    const publicKey = createPublicKey(key);
    const own = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const retired = AUDIT_RETIRED_KEYS.trim();
    const publicPem = retired ? `${own}${retired}\n` : own;
    return { key, keyId: keyIdOf(publicKey), publicPem, known: readPublicKeys(publicPem) };
  }
}

const generate = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();

function isKey(text: string): boolean {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
