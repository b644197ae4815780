import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { log } from '../logging/logger';
import { HOUR_MS } from '../time/durations';
import type { Fingerprint } from './fingerprint';

/** No upload takes as long. */
const ABANDONED_MS = HOUR_MS;

export interface StoredFile {
  readonly key: string;
  readonly modified: Date;
}

/** A file on this machine that is whole. */
export interface FinishedFile extends Fingerprint {
  readonly path: string;
}

/**
 * Where uploaded files are kept. Keys are made by us, never from what users typed. Everything throws StorageUnavailable
 * when the files cannot be reached for the moment.
 */
export abstract class Storage {
  /** A folder on this machine for uploads under way. */
  readonly incoming: string;

  constructor(protected readonly root: string) {
    this.incoming = join(root, 'incoming');
  }

  /** Takes over a finished local file: it is there under its key, or not at all. The key must be new. */
  abstract put(key: string, file: FinishedFile): Promise<void>;
  /**
   * Opens a stored file. Throws NotFound, and DamagedFile when it has another length. The stream fails before its end when
   * what comes is not what was put in: nobody is given a wrong file that looks whole.
   */
  abstract open(key: string, expected: Fingerprint): Promise<Readable>;
  /** Removes a stored file; a key that is not there is fine. */
  abstract remove(key: string): Promise<void>;
  /** Every stored file whose key begins with `<folder>/`. */
  abstract keys(folder: string): AsyncIterable<StoredFile>;
  /** Takes a stored file out of use without destroying it; a key that is not there is fine. */
  abstract setAside(key: string): Promise<void>;
  /** Whether files can be stored and read. */
  abstract check(): Promise<void>;

  /** Removes what nothing refers to. If that fails it is said in the log, and left to those who look for such files. */
  async discard(key: string): Promise<void> {
    await this.remove(key).catch((error: unknown) => log.warn({ err: error, key }, 'a file stays behind'));
  }

  /** Forgets uploads that were under way when a process died. */
  async sweep(): Promise<void> {
    const names = await readdir(this.incoming).catch(() => []);
    for (const name of names) {
      const path = join(this.incoming, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs < Date.now() - ABANDONED_MS) await rm(path, { force: true });
    }
  }

  /** Lets go of connections. */
  onApplicationShutdown(): void {
    // A folder has none.
  }
}
