import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killThoseOf } from './process-group';

/** The folder in which the commands of an execution work; its name is the execution's, so that a later server finds it. */
export const scratchOf = (id: string): string => join(tmpdir(), `sop-execution-${id}`);

/** Makes it, for this user alone. Rejects if there is one already. */
export async function makeScratch(id: string): Promise<string> {
  const folder = scratchOf(id);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** Ends whatever still works for the execution on this machine, and removes its folder. */
export async function clearScratch(id: string): Promise<void> {
  await killThoseOf(scratchOf(id));
  await rm(scratchOf(id), { recursive: true, force: true, maxRetries: 3 });
}
