import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { NotFound } from '../errors/domain-error';
import { HOUR_MS } from '../time/durations';
import { Storage, type StoredFile } from './storage';

/** No upload takes as long. */
const ABANDONED_MS = HOUR_MS;

/** Files in a folder of this machine. */
export class LocalStorage extends Storage {
  readonly incoming: string;

  constructor(private readonly root: string) {
    super();
    this.incoming = join(root, 'incoming');
  }

  async put(key: string, localPath: string): Promise<void> {
    const target = this.pathOf(key);
    await mkdir(dirname(target), { recursive: true });
    try {
      await rename(localPath, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      await copyFile(localPath, target);
      await rm(localPath, { force: true });
    }
    await chmod(target, 0o640);
  }

  async open(key: string): Promise<Readable> {
    const path = this.pathOf(key);
    try {
      const handle = await open(path, 'r');
      return createReadStream(path, { fd: handle });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NotFound('file');
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async *keys(folder: string): AsyncIterable<StoredFile> {
    const entries = await readdir(this.pathOf(folder), { withFileTypes: true }).catch(unlessMissing);
    for (const entry of entries ?? []) {
      const key = `${folder}/${entry.name}`;
      if (entry.isDirectory()) yield* this.keys(key);
      else {
        const found = await stat(this.pathOf(key)).catch(unlessMissing);
        if (found) yield { key, modified: found.mtime };
      }
    }
  }

  async setAside(key: string): Promise<void> {
    const target = join(this.root, 'set-aside', key);
    await mkdir(dirname(target), { recursive: true });
    await rename(this.pathOf(key), target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }

  async sweep(): Promise<void> {
    const names = await readdir(this.incoming).catch(() => []);
    for (const name of names) {
      const path = join(this.incoming, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs < Date.now() - ABANDONED_MS) await rm(path, { force: true });
    }
  }

  private pathOf(key: string): string {
    const path = resolve(this.root, key);
    // Keys are ours, but a file outside of the folder must be impossible, not merely unlikely.
    if (!path.startsWith(resolve(this.root) + sep)) throw new NotFound('file');
    return path;
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
