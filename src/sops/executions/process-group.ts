import { readFileSync, readlinkSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { chunksOf } from '../../core/database/chunks';
import { log } from '../../core/logging/logger';

/** How long it is tried to end what begins ever more. */
const KILL_MS = 5_000;
/** What was killed needs a moment to go. */
const PAUSE_MS = 20;
/** Looked at before others have their turn: some milliseconds. */
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
  const killed = new Set<number>();
  for (const from = performance.now(); performance.now() - from < KILL_MS;) {
    const known = killed.size;
    const found = await whichWorkFor(await processIds(), places, (id) => {
      killed.add(id);
      kill(id);
    });
    if (found.length === 0) return;
    // As long as there are new ones they must not have the time to begin others.
    if (killed.size === known) await sleep(PAUSE_MS);
  }
  log.error({ folder, processes: killed.size }, 'processes of an execution could not be ended');
}

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The folder as it is called, and as the system calls it when one above it is a link. */
export async function placesOf(folder: string): Promise<readonly string[]> {
  const above = await realpath(dirname(folder)).catch(() => dirname(folder));
  return [...new Set([folder, join(above, basename(folder))])];
}

/** Those of this machine, but for this server itself. */
export async function processIds(): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => id !== process.pid);
}

/**
 * Those of the processes that work for one of these places. Read without waiting, for each is a few microseconds, while
 * what waits for its turn is slower than what begins ever more processes.
 */
export async function whichWorkFor(
  ids: readonly number[],
  places: readonly string[],
  found: (id: number) => void = () => undefined,
): Promise<number[]> {
  const all: number[] = [];
  for (const some of chunksOf(ids, AT_ONCE)) {
    const theirs = some.filter((id) => isOf(id, places));
    theirs.forEach(found);
    all.push(...theirs);
    await nextTurn();
  }
  return all;
}

/** Whether the process works for one of these places: has it as its HOME, or works in it or below. */
function isOf(id: number, places: readonly string[]): boolean {
  try {
    const environment = `\0${readFileSync(`/proc/${id}/environ`, 'utf8')}`;
    if (places.some((place) => environment.includes(`\0HOME=${place}\0`))) return true;
    const cwd = readlinkSync(`/proc/${id}/cwd`).replace(/ \(deleted\)$/, '');
    return places.some((place) => cwd === place || cwd.startsWith(`${place}/`));
  } catch {
    // Gone, or of another user and none of ours.
    return false;
  }
}
