import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type OwnerRecord,
  createOwnerFile,
  discardOwnerFile,
  lastTouched,
  parseOwner,
  readOwnerFile,
  replaceOwnerFile,
  touch,
} from './owner-file';
import { clusterIn } from './placement';
import { inspectProcess, livePostmaster } from './processes';

const HEARTBEAT_MS = 1000;
const OBSERVE_MS = 2500;
/** A process that was killed a moment ago still counts as running until the kernel has taken it down. */
const GRACE_MS = 500;

/** The exclusive right of this process to run a server on a data directory. */
export class Ownership {
  private readonly heartbeat: NodeJS.Timeout;

  private constructor(
    private readonly file: string,
    private record: OwnerRecord,
  ) {
    this.heartbeat = setInterval(() => touch(file), HEARTBEAT_MS).unref();
  }

  /**
   * Takes the directory over from an owner that is gone or just stopping, waiting for its server to end.
   * Rejects, and leaves everything as it is, when another process uses it.
   */
  static async claim(dir: string, patienceMs: number): Promise<Ownership> {
    const file = join(dir, 'owner.json');
    const deadline = Date.now() + patienceMs;
    const grace = Date.now() + GRACE_MS;
    const self = {
      pid: process.pid,
      startedAt: inspectProcess(process.pid)?.startedAt ?? '',
      machine: machine(),
    };
    let previous: OwnerRecord | undefined;
    for (;;) {
      // Until there is a server of our own, the one that was left behind is what a later owner has to end.
      const record: OwnerRecord = { ...self, postmaster: previous?.postmaster };
      if (createOwnerFile(file, record)) {
        const ownership = new Ownership(file, record);
        try {
          await outlivePostmaster(dir, previous, deadline);
          return ownership;
        } catch (error) {
          ownership.release();
          if (previous) createOwnerFile(file, previous);
          throw error;
        }
      }
      const text = readOwnerFile(file);
      if (text === undefined) continue;
      const found = parseOwner(text);
      if (found && (await isAlive(found, file))) {
        if (Date.now() > (found.stopping ? deadline : grace)) throw inUse(dir, found.pid);
        await sleep(50);
      } else if (discardOwnerFile(file, text)) {
        previous = found;
      }
    }
  }

  update(change: Pick<OwnerRecord, 'postmaster' | 'stopping'>): void {
    this.record = { ...this.record, ...change };
    replaceOwnerFile(this.file, this.record);
  }

  release(): void {
    clearInterval(this.heartbeat);
    rmSync(this.file, { force: true });
  }
}

function inUse(dir: string, pid: number, detail = ''): Error {
  return new Error(
    `The data directory ${dir} is in use by process ${pid}${detail}. ` +
      'End that process first, or use another data directory.',
  );
}

/** Waits until no server runs on the cluster any more. */
async function outlivePostmaster(
  dir: string,
  previous: OwnerRecord | undefined,
  deadline: number,
): Promise<void> {
  for (let asked = false; ; await sleep(20)) {
    const pid = livePostmaster(clusterIn(dir));
    if (pid === undefined) return;
    // Nobody announced it, so somebody started it by hand.
    if (!previous) throw inUse(dir, pid, ' (a PostgreSQL server that was not started by this program)');
    if (Date.now() > deadline) throw inUse(dir, pid, ', which has not ended in time');
    if (!asked && previous.postmaster === pid) {
      // Normally its supervisor has done so already; this is for when that was killed, too.
      asked = true;
      interrupt(pid);
    }
  }
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has just ended, or is another user's; the wait tells which.
  }
}

async function isAlive(owner: OwnerRecord, file: string): Promise<boolean> {
  if (owner.machine === machine()) {
    const info = inspectProcess(owner.pid);
    return info !== undefined && (info.startedAt === owner.startedAt || info.startedAt === '');
  }
  // Its process id says nothing here, so watch for its heartbeat.
  const before = lastTouched(file);
  await sleep(OBSERVE_MS);
  return lastTouched(file) !== before;
}

function machine(): string {
  if (process.platform !== 'linux') return hostname();
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
}
