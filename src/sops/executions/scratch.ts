import { chmod, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { log } from '../../core/logging/logger';
import { killThoseOf } from './process-group';

const NAME = /^sop-execution-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The folder in which the commands of an execution work; its name is the execution's, so that a later server finds it. */
export const scratchOf = (id: string): string => join(tmpdir(), `sop-execution-${id}`);

/**
 * Executions, of whatever database, that have a folder on this machine. Never rejects: those that are to be ended must not wait
 * for a folder that cannot be read.
 */
export async function scratchesHere(): Promise<string[]> {
  try {
    return (await readdir(tmpdir())).flatMap((name) => NAME.exec(name)?.[1] ?? []);
  } catch (error) {
    log.error({ err: error }, 'the folder of scratch folders could not be read');
    return [];
  }
}

/** Makes it, for this user alone. Rejects if there is one already. */
export async function makeScratch(id: string): Promise<string> {
  const folder = scratchOf(id);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/**
 * Ends whatever still works for the execution on this machine, and removes its folder. Never rejects: whoever waits for the
 * execution must not wait for a folder that cannot be removed.
 */
export async function clearScratch(id: string): Promise<void> {
  const folder = scratchOf(id);
  try {
    await killThoseOf(folder);
    await remove(folder);
  } catch (error) {
    log.error({ err: error, execution: id }, 'the scratch folder of an execution could not be removed');
  }
}

async function remove(folder: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 3 };
  try {
    await rm(folder, options);
  } catch {
    // A command may have left folders that not even their owner may write to.
    await openUp(folder);
    await rm(folder, options);
  }
}

/** Lets its owner into every folder of the tree; links are not followed. */
export async function openUp(top: string): Promise<void> {
  if (!(await lstat(top)).isDirectory()) return;
  const folders = [top];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    await chmod(folder, 0o700);
    for (const entry of await readdir(folder, { withFileTypes: true }))
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
  }
}
