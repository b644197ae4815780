import { createReadStream } from 'node:fs';
import { access, chmod, constants, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { NotFound } from '../errors/domain-error';
import type { Fingerprint } from './fingerprint';
import { type FinishedFile, Storage, type StoredFile } from './storage';
import { bucketError, DamagedFile, folderError } from './storage.errors';
import { checkedKey, isKey } from './storage-key';
import { wholeOrBroken } from './whole-or-broken';

/** Files in a folder of this machine. */
export class LocalStorage extends Storage {
  async put(key: string, { path }: FinishedFile): Promise<void> {
    const target = this.pathOf(key);
    await inFolder(async () => {
      const made = await mkdir(dirname(target), { recursive: true });
      // On the disk before a row says that it is there, also if power fails then.
      await sync(path);
      try {
        await rename(path, target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
        await copyFile(path, target);
        await sync(target);
        await rm(path, { force: true });
      }
      await chmod(target, 0o640);
      await syncFolders(dirname(target), dirname(made ?? target));
    });
  }

  async open(key: string, expected: Fingerprint): Promise<Readable> {
    const path = this.pathOf(key);
    const handle = await inFolder(() => open(path, 'r').catch(unlessMissing));
    if (!handle) throw new NotFound('file');
    try {
      const { size } = await inFolder(() => handle.stat());
      if (size !== expected.size) throw new DamagedFile(`${size} of ${expected.size} bytes`);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return wholeOrBroken(createReadStream(path, { fd: handle }), expected);
  }

  async remove(key: string): Promise<void> {
    const path = this.pathOf(key);
    await inFolder(() => rm(path, { force: true }));
  }

  async *keys(folder: string): AsyncIterable<StoredFile> {
    const path = this.pathOf(folder);
    const entries = await inFolder(() => readdir(path, { withFileTypes: true }).catch(unlessMissing));
    for (const entry of entries ?? []) {
      const key = `${folder}/${entry.name}`;
      // What was put there by others is none of ours.
      if (!isKey(key)) continue;
      if (entry.isDirectory()) yield* this.keys(key);
      else {
        const found = await inFolder(() => stat(join(this.root, key)).catch(unlessMissing));
        if (found) yield { key, modified: found.mtime };
      }
    }
  }

  async setAside(key: string): Promise<void> {
    const source = this.pathOf(key);
    const target = this.pathOf(`set-aside/${key}`);
    await inFolder(async () => {
      await mkdir(dirname(target), { recursive: true });
      await rename(source, target).catch(unlessMissing);
    });
  }

  async check(): Promise<void> {
    try {
      await mkdir(this.incoming, { recursive: true });
      await access(this.incoming, constants.W_OK);
    } catch (error) {
      throw bucketError(error);
    }
  }

  private pathOf(key: string): string {
    return join(this.root, checkedKey(key));
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function inFolder<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw folderError(error);
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The names in a folder, and those of the folders above it up to one of them. Not every file system can do that. */
async function syncFolders(from: string, upTo: string): Promise<void> {
  for (let folder = from; ; folder = dirname(folder)) {
    await sync(folder).catch((error: NodeJS.ErrnoException) => {
      if (!/^(EINVAL|EISDIR|ENOTSUP)$/.test(error.code ?? '')) throw error;
    });
    if (folder === upTo || folder === dirname(folder)) return;
  }
}
