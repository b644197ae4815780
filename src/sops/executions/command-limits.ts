import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { CONFIG, type Config } from '../../config';
import { log } from '../../core/logging/logger';
import { findExecutable } from './allowed-commands';

/** A machine has 32,768 ids for processes, unless it is told otherwise. */
const MOST_OF_USER = 8_192;

/** What a command may use; the first three count for each of its processes. */
export interface CommandLimits {
  readonly memoryBytes: number;
  /** Of one file that it writes. */
  readonly fileBytes: number;
  readonly cpuSeconds: number;
  /** All that it has at a time. */
  readonly processes: number;
}

/** What the machine offers to keep commands within their limits. */
export interface Means {
  /** Absolute path of util-linux's prlimit. */
  readonly prlimit: string | null;
  /** What /proc/self/limits says: to lift what this server is itself limited to is not allowed. Null without a /proc. */
  readonly ownLimits: string | null;
}

/** How commands are kept within their limits on this machine. */
export interface Confinement {
  readonly limits: CommandLimits;
  /** Goes before the executable and its arguments, as words of their own. */
  readonly before: readonly string[];
  /** Whether all processes of an execution can be found, and so ended. */
  readonly seesProcesses: boolean;
  /** What this machine cannot do; whole sentences. */
  readonly gaps: readonly string[];
}

/**
 * Memory is what a process can write to, not its address space: that is reserved by the terabyte where nothing is used. The
 * processes are counted while they run: `--nproc` speaks of all processes and threads of the user, those of other
 * containers too, and not of root's, so it only stands far behind. A core file could hold secrets.
 */
export function confine(wanted: CommandLimits, { prlimit, ownLimits }: Means): Confinement {
  const own = (name: string): number =>
    Number(new RegExp(`^${name} +(\\d+)`, 'm').exec(ownLimits ?? '')?.[1] ?? Infinity);
  const limits = {
    memoryBytes: Math.min(wanted.memoryBytes, own('Max data size')),
    fileBytes: Math.min(wanted.fileBytes, own('Max file size')),
    cpuSeconds: Math.min(wanted.cpuSeconds, own('Max cpu time')),
    processes: wanted.processes,
  };
  const gaps: string[] = [];
  if (prlimit === null)
    gaps.push('Memory, CPU time and file size are not limited: prlimit is not installed on this server.');
  if (ownLimits === null)
    gaps.push('Processes are not counted, and those that leave their group go on: this server has no /proc.');
  const before = prlimit
    ? [
        ...[
          prlimit,
          '--core=0',
          `--nproc=${Math.min(MOST_OF_USER, own('Max processes'))}`,
          `--data=${limits.memoryBytes}`,
          `--fsize=${limits.fileBytes}`,
        ],
        // A second later comes what cannot be ignored.
        ...[`--cpu=${limits.cpuSeconds}:${Math.min(limits.cpuSeconds + 1, own('Max cpu time'))}`, '--'],
      ]
    : [];
  return { limits, before, seesProcesses: ownLimits !== null, gaps };
}

/** Finds out, once, how commands can be kept within their limits here. */
@Injectable()
export class CommandConfinement implements OnModuleInit {
  /** Replaced by tests of what other machines are like. */
  means: () => Promise<Means> = meansOfThisMachine;
  private found: Confinement | null = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    const { SOP_MEMORY_MAX_BYTES, SOP_FILE_MAX_BYTES, SOP_CPU_MAX_SECONDS, SOP_MAX_PROCESSES } = this.config;
    const wanted = { memoryBytes: SOP_MEMORY_MAX_BYTES, fileBytes: SOP_FILE_MAX_BYTES };
    this.found = confine(
      { ...wanted, cpuSeconds: SOP_CPU_MAX_SECONDS, processes: SOP_MAX_PROCESSES },
      await this.means(),
    );
    if (this.config.SOP_ALLOWED_COMMANDS.length === 0) return;
    for (const gap of this.found.gaps) log.warn(`Commands of SOPs: ${gap}`);
  }

  get confinement(): Confinement {
    return this.found!;
  }
}

async function meansOfThisMachine(): Promise<Means> {
  const prlimit = await findExecutable('prlimit', ['prlimit']);
  const ownLimits = await readFile('/proc/self/limits', 'utf8').catch(() => null);
  return { prlimit: 'path' in prlimit ? prlimit.path : null, ownLimits };
}
