import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotFound } from '../core/errors/domain-error';
import type { Storage } from '../core/storage/storage';
import { DamagedFile } from '../core/storage/storage.errors';
import { BackupRefused } from './backup.errors';
import type { BackupFolder } from './backup-folder';
import { type FileEntry, storedFile } from './manifest';

/** Where restored files go. */
export type Shelf = Pick<Storage, 'open' | 'put' | 'remove' | 'incoming'>;

/** Puts the files of a backup into the storage. Those that are there already, and the same, stay. */
export class RestoredFiles {
  private readonly put: string[] = [];

  constructor(
    private readonly folder: BackupFolder,
    private readonly storage: Shelf,
  ) {}

  /** Which of them are not there yet. Throws BackupRefused when another file has the place of one. */
  async absent(files: readonly FileEntry[]): Promise<FileEntry[]> {
    const absent: FileEntry[] = [];
    for (const file of files) if (!(await this.isPresent(file))) absent.push(file);
    return absent;
  }

  async add(files: readonly FileEntry[], signal?: AbortSignal): Promise<void> {
    await mkdir(this.storage.incoming, { recursive: true });
    for (const { key, size, sha256 } of files) {
      signal?.throwIfAborted();
      const path = join(this.storage.incoming, randomUUID());
      try {
        await pipeline(
          this.folder.open(storedFile(key)),
          createWriteStream(path, { mode: 0o600, flush: true }),
        );
        this.put.push(key);
        await this.storage.put(key, { path, size, sha256 });
      } finally {
        await rm(path, { force: true });
      }
    }
  }

  /** As if they had never been added. */
  async takeBack(): Promise<void> {
    for (const key of this.put) await this.storage.remove(key).catch(() => undefined);
  }

  private async isPresent({ key, size, sha256 }: FileEntry): Promise<boolean> {
    try {
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      await pipeline(await this.storage.open(key, { size, sha256 }), nowhere);
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      if (!(error instanceof DamagedFile)) throw error;
      throw new BackupRefused(`The storage has another file at ${key}: point it to an empty place.`);
    }
  }
}
