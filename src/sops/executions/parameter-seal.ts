import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { CONFIG, type Config } from '../../config';
import type { ParameterValues } from './run-parameters';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps the parameters of an execution that waits for people: encrypted, as some are secrets. */
@Injectable()
export class ParameterSeal {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) { JWT_SECRET }: Config) {
    this.key = Buffer.from(hkdfSync('sha256', JWT_SECRET, '', 'parameters of sop executions', 32));
  }

  seal(values: ParameterValues): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, iv);
    const content = Buffer.concat([cipher.update(JSON.stringify([...values])), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64');
  }

  /** Null when it was sealed with another secret. */
  open(sealed: string): ParameterValues | null {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const content = Buffer.concat([
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
        decipher.final(),
      ]);
      return new Map(JSON.parse(content.toString()) as [string, string][]);
    } catch {
      return null;
    }
  }
}
