import { Inject, Injectable } from '@nestjs/common';
import { createHmac, createSecretKey, type KeyObject, randomUUID } from 'node:crypto';
import { CONFIG, type Config } from '../../config';

/** `xxxxxxxx-xxxx-4xxx-yxxx-`: 74 random bits. */
const DRAWN = 24;
/** The other 48 bits. Guesses cannot be tried elsewhere, and each that fails stands in the log. */
const PROOF = 12;

/**
 * Ids of audit rows. They are UUIDs like all others, but their last part proves that a server drew the rest: whoever writes
 * to the database behind its back cannot make one. The key follows from JWT_SECRET, which all instances share.
 */
@Injectable()
export class AuditIds {
  private readonly key: KeyObject;

  constructor(@Inject(CONFIG) config: Pick<Config, 'JWT_SECRET'>) {
    this.key = createSecretKey(createHmac('sha256', config.JWT_SECRET).update('ids of audit rows').digest());
  }

  draw(): string {
    return this.prove(randomUUID());
  }

  /** The UUID with the proof in place of its last part. */
  prove(uuid: string): string {
    const drawn = uuid.slice(0, DRAWN);
    return drawn + createHmac('sha256', this.key).update(drawn).digest('hex').slice(0, PROOF);
  }

  isProved(id: string): boolean {
    return this.prove(id) === id;
  }
}
