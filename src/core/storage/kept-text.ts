import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * A text that is made once and then kept in a file that only its owner may read. `isWhole` tells one that was cut off when a
 * disk was full or a machine lost power; it is made anew. Of several processes that start together all get the same.
 */
export async function keptText(
  path: string,
  make: () => string,
  isWhole: (text: string) => boolean,
): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  let kept = await readKept(path);
  if (kept === undefined || !isWhole(kept)) {
    await writeKept(path, make(), kept !== undefined);
    kept = await readKept(path);
  }
  if (kept === undefined || !isWhole(kept))
    throw new Error(`${path} cannot be read as it was written: remove it`);
  await chmod(path, 0o600);
  return kept;
}

/** Undefined when there is no such file. */
export async function readKept(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** By way of a draft the file appears with its content or not at all; of two that start together one makes it. */
export async function writeKept(path: string, text: string, replace: boolean): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flush: true });
    if (replace) await rename(draft, path);
    else await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
