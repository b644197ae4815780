import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMMAND_PATH } from './allowed-commands';
import type { Confinement } from './command-limits';
import { KeptOutput } from './output-text';
import { ProcessCount } from './process-count';
import { killThoseOf, signalGroup } from './process-group';

/** From the polite request to end to the end. */
const GRACE_MS = 2_000;
/** What is killed and does not go away hangs in the system, and is not waited for. */
const GIVE_UP_MS = 3_000;
const LAST_OUTPUT_MS = 1_000;
const COUNT_MS = 100;

export interface CommandRequest {
  /** Absolute path of the executable. */
  readonly path: string;
  readonly args: readonly string[];
  /** The scratch folder of the run. */
  readonly folder: string;
  readonly timeLimitMs: number;
  readonly confinement: Confinement;
  /** How much of the output is kept. */
  readonly maxBytes: number;
  /** Ends the command. */
  readonly signal: AbortSignal;
}

export interface CommandEnd {
  readonly ending: 'exited' | 'timed_out' | 'interrupted' | 'crowded' | 'not_started';
  readonly exitCode: number | null;
  /** The signal that ended it. */
  readonly killedBy: string | null;
  /** What it printed, on both outputs, as far as it was kept. */
  readonly output: KeptOutput;
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly isStarted: boolean;
}

/**
 * Runs one executable, without a shell, with nothing of this server's environment, as the leader of a process group of its
 * own. When it ends, or has to, nothing that it started lives on. Never rejects.
 */
export async function runCommand(request: CommandRequest): Promise<CommandEnd> {
  const output = new KeptOutput(request.maxBytes);
  // It may have been too late while the database was asked.
  if (request.signal.aborted) return { ending: 'interrupted', exitCode: null, killedBy: null, output };
  const child = start(request);
  if (!child) return { ending: 'not_started', exitCode: null, killedBy: null, output };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => output.take(chunk));
    stream?.on('error', () => undefined);
  }
  const closed = new Promise((resolve) => child.once('close', resolve));
  const leash = new Leash(child, request);
  const exit = await leash.untilEnd();
  if (child.pid !== undefined) {
    // Whoever it left behind may hold its outputs open for ever.
    signalGroup(child.pid, 'SIGKILL');
    await killThoseOf(request.folder);
  }
  await Promise.race([closed, sleep(LAST_OUTPUT_MS, undefined, { ref: false })]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  const isStarted = exit.isStarted && !wasRefused(request, exit, output);
  const ending = leash.reason ?? (isStarted ? 'exited' : 'not_started');
  return { ending, exitCode: isStarted ? exit.code : null, killedBy: exit.signal, output };
}

/** prlimit is what was started then, and says itself that the system would not execute the command. */
const wasRefused = ({ path, confinement }: CommandRequest, { code }: Exit, { text }: KeptOutput): boolean =>
  confinement.before.length > 0 &&
  (code === 126 || code === 127) &&
  text.startsWith(`prlimit: failed to execute ${path}: `);

function start({ path, args, folder, confinement }: CommandRequest): ChildProcess | null {
  const [executable, ...words] = [...confinement.before, path, ...args];
  try {
    return spawn(executable, words, {
      cwd: folder,
      env: { PATH: COMMAND_PATH, HOME: folder, LANG: 'C.UTF-8' },
      shell: false,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch {
    // Too many arguments, or no more processes.
    return null;
  }
}

/** Ends a command when its time is over, it is told to, or it has too many processes. */
class Leash {
  reason: 'timed_out' | 'interrupted' | 'crowded' | null = null;
  private isOver = false;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly exit: Promise<Exit>;
  private giveUp!: (exit: Exit) => void;

  constructor(
    private readonly child: ChildProcess,
    private readonly request: CommandRequest,
  ) {
    this.exit = new Promise((resolve) => {
      this.giveUp = resolve;
      child.once('exit', (code, signal) => resolve({ code, signal, isStarted: true }));
      child.once('error', () => {
        if (child.pid === undefined) resolve({ code: null, signal: null, isStarted: false });
      });
    });
  }

  async untilEnd(): Promise<Exit> {
    const { signal, timeLimitMs } = this.request;
    const interrupt = (): void => this.end('interrupted');
    if (signal.aborted) interrupt();
    signal.addEventListener('abort', interrupt);
    this.after(timeLimitMs, () => this.end('timed_out'));
    this.after(COUNT_MS, () => this.count(new ProcessCount(this.request.folder)));
    try {
      return await this.exit;
    } finally {
      signal.removeEventListener('abort', interrupt);
      this.isOver = true;
      for (const timer of this.timers) clearTimeout(timer);
    }
  }

  private end(reason: 'timed_out' | 'interrupted'): void {
    const { pid } = this.child;
    if (this.reason !== null || pid === undefined) return;
    this.reason = reason;
    signalGroup(pid, 'SIGTERM');
    // One that was stopped would not hear it.
    signalGroup(pid, 'SIGCONT');
    this.after(GRACE_MS, () => this.kill(pid));
  }

  private kill(pid: number): void {
    signalGroup(pid, 'SIGKILL');
    this.after(GIVE_UP_MS, () => this.giveUp({ code: null, signal: 'SIGKILL', isStarted: true }));
  }

  private async count(processes: ProcessCount): Promise<void> {
    const count = await processes.take();
    const { pid } = this.child;
    if (this.isOver || pid === undefined) return;
    if (count <= this.request.confinement.limits.processes)
      return this.after(COUNT_MS, () => this.count(processes));
    // Asked to end it would only have the time to begin more.
    this.reason ??= 'crowded';
    this.kill(pid);
  }

  private after(ms: number, work: () => void | Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void work();
    }, ms);
    this.timers.add(timer);
  }
}
