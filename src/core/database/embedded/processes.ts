import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface ProcessInfo {
  /** Base name of the executable; empty when the system hides it. */
  name: string;
  /** Opaque start time: a process id together with it is never reused. Empty when hidden. */
  startedAt: string;
}

/** Whether the system still has an entry for this process id, which includes zombies and strangers. */
function processIdTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The running process with this id. A zombie counts as gone: a container's PID 1 may reap late or never, and
 * signal 0 still succeeds on what it has not reaped.
 */
export function inspectProcess(pid: number): ProcessInfo | undefined {
  if (!Number.isInteger(pid) || pid <= 0 || !processIdTaken(pid)) return undefined;
  try {
    return process.platform === 'linux' ? inspectLinux(pid) : inspectWithPs(pid);
  } catch {
    // Hidden from us (hidepid) or gone this instant: claim it is dead only when the id is free.
    return processIdTaken(pid) ? { name: '', startedAt: '' } : undefined;
  }
}

function inspectLinux(pid: number): ProcessInfo | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in parentheses and may itself contain spaces and parentheses.
  const nameEnd = stat.lastIndexOf(')');
  const fields = stat.slice(nameEnd + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { name: stat.slice(stat.indexOf('(') + 1, nameEnd), startedAt: fields[19] ?? '' };
}

function inspectWithPs(pid: number): ProcessInfo | undefined {
  const output = execFileSync('ps', ['-o', 'state=,lstart=,comm=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const match = /^\s*(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*\S)\s*$/.exec(output);
  if (!match || match[1].startsWith('Z')) return undefined;
  return { name: basename(match[3]), startedAt: match[2] };
}

export interface PostmasterRecord {
  pid: number;
  ready: boolean;
}

/** What `postmaster.pid` says, whether or not that server still lives. */
export function readPostmasterFile(cluster: string): PostmasterRecord | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Math.abs(Number(lines[0]));
    return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Process id of the server that runs on this cluster now. */
export function livePostmaster(cluster: string): number | undefined {
  const pid = readPostmasterFile(cluster)?.pid;
  const info = pid === undefined ? undefined : inspectProcess(pid);
  if (pid === undefined || !info || (info.name !== '' && info.name !== 'postgres')) return undefined;
  return worksIn(pid, cluster) ? pid : undefined;
}

/** After a reboot, or in a new container, the recorded id may belong to the server of another cluster. */
function worksIn(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const cwd = statSync(`/proc/${pid}/cwd`);
    const folder = statSync(cluster);
    return cwd.dev === folder.dev && cwd.ino === folder.ino;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/**
 * Removes a `postmaster.pid` that would make Postgres refuse to start although its server is gone: the id is
 * a zombie's or went to some other process. A free id is left alone, Postgres deals with that itself.
 */
export function discardMisleadingPostmasterFile(cluster: string): void {
  const pid = readPostmasterFile(cluster)?.pid;
  if (pid !== undefined && processIdTaken(pid) && livePostmaster(cluster) === undefined) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
  }
}
