import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../../core/logging/logger';

const ROUNDS = 50;
/** What was killed needs a moment to go. */
const PAUSE_MS = 20;
/** A machine may have tens of thousands of processes; that many files are not opened at once. */
const AT_ONCE = 64;

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
 * its HOME or works in it or below it. Only where there is /proc; elsewhere the group is all that can be known.
 */
export async function killThoseOf(folder: string): Promise<void> {
  const places = await placesOf(folder);
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await processesOf(places);
    if (found.length === 0) return;
    for (const id of found) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    await sleep(PAUSE_MS);
  }
  const left = await processesOf(places);
  if (left.length > 0)
    log.error({ folder, processes: left.slice(0, 20) }, 'processes of an execution could not be ended');
}

/** The folder as it is called, and as the system calls it when one above it is a link. */
async function placesOf(folder: string): Promise<readonly string[]> {
  const above = await realpath(dirname(folder)).catch(() => dirname(folder));
  return [...new Set([folder, join(above, basename(folder))])];
}

async function processesOf(places: readonly string[]): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const ids = names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => id !== process.pid);
  const found: number[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const belongs = await Promise.all(some.map((id) => isOf(id, places)));
    found.push(...some.filter((_, place) => belongs[place]));
  }
  return found;
}

async function isOf(id: number, places: readonly string[]): Promise<boolean> {
  // Those of other users cannot be read, and are none of ours.
  const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
  if (places.some((place) => `\0${environment}`.includes(`\0HOME=${place}\0`))) return true;
  const cwd = (await readlink(`/proc/${id}/cwd`).catch(() => '')).replace(/ \(deleted\)$/, '');
  return places.some((place) => cwd === place || cwd.startsWith(`${place}/`));
}
