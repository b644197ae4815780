import type { Readable } from 'node:stream';

export interface StoredFile {
  readonly key: string;
  readonly modified: Date;
}

/** Where uploaded files are kept. Keys are made by us, never from what users typed. */
export abstract class Storage {
  /** Takes over a finished local file. The key must be new. */
  abstract put(key: string, localPath: string): Promise<void>;
  /** Opens a stored file. Throws NotFound. */
  abstract open(key: string): Promise<Readable>;
  /** Removes a stored file; a key that is not there is fine. */
  abstract remove(key: string): Promise<void>;
  /** Every stored file whose key begins with `<folder>/`. */
  abstract keys(folder: string): AsyncIterable<StoredFile>;
  /** Takes a stored file out of use without destroying it; a key that is not there is fine. */
  abstract setAside(key: string): Promise<void>;
  /** Forgets uploads that were under way when a process died. */
  abstract sweep(): Promise<void>;
  /** A folder on this machine for uploads under way. */
  abstract readonly incoming: string;
}
