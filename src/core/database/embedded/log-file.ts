import { closeSync, constants, fchownSync, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import type { Account } from './placement';

const LIMIT_BYTES = 10 * 1024 * 1024;

/** Where the output of the database programs goes. */
export class LogFile {
  private start = 0;

  constructor(
    readonly path: string,
    private readonly account: Account | undefined,
  ) {}

  /** Passes a descriptor for a new program to `use`, starting over when the file has become too long. */
  during<T>(use: (descriptor: number) => T): T {
    // Root must not be led elsewhere by a link that the owner of the folder has put here.
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
    const descriptor = openSync(this.path, flags, 0o600);
    try {
      if (this.account) fchownSync(descriptor, this.account.uid, this.account.gid);
      if (fstatSync(descriptor).size > LIMIT_BYTES) ftruncateSync(descriptor);
      this.start = fstatSync(descriptor).size;
      return use(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** What the latest program has written. */
  latest(): string {
    return readFileSync(this.path).subarray(this.start).toString('utf8');
  }
}
