import { readdir, readFile, readlink } from 'node:fs/promises';

const ROUNDS = 50;

/** Sends a signal to all processes of the group that this process leads. One that is gone is fine. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // Gone, or none of ours any more.
  }
}

/**
 * Kills every process that was started for this scratch folder, also those that left their group: each has the folder as
 * its HOME or works in it. Only where there is /proc; elsewhere the group is all that can be known.
 */
export async function killThoseOf(folder: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await processesOf(folder);
    if (found.length === 0) return;
    for (const id of found) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }
}

async function processesOf(folder: string): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const ids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const belongs = await Promise.all(ids.map((id) => isOf(id, folder)));
  return ids.filter((id, at) => id !== process.pid && belongs[at]);
}

async function isOf(id: number, folder: string): Promise<boolean> {
  // Those of other users cannot be read, and are none of ours.
  const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
  if (`\0${environment}`.includes(`\0HOME=${folder}\0`)) return true;
  return (await readlink(`/proc/${id}/cwd`).catch(() => '')) === folder;
}
