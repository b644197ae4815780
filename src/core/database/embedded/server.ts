import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries';
import type { LogFile } from './log-file';
import type { Account } from './placement';
import { freePort } from './port';
import { discardMisleadingPostmasterFile, livePostmaster, readPostmasterFile } from './processes';
import { SHUTDOWN_LIMIT_MS, type Supervised, supervise } from './supervisor';

const POLL_MS = 5;
const LONGEST_RESTART_DELAY_MS = 3000;

export interface ServerOptions {
  binaries: Binaries;
  cluster: string;
  account?: Account;
  logFile: LogFile;
  settings: Record<string, string>;
  log: (line: string) => void;
  /** Called with the new process id whenever the server has come up. */
  onReady: (pid: number) => void;
}

/** A Postgres server that is kept running on one port until it is stopped. */
export class Server {
  port = 0;
  private run?: Supervised;
  private stopping?: Promise<void>;
  private revival?: Promise<void>;
  private readonly hurry = new AbortController();

  constructor(private readonly options: ServerOptions) {}

  get pid(): number {
    return readPostmasterFile(this.options.cluster)?.pid ?? 0;
  }

  async start(patienceMs: number): Promise<void> {
    const deadline = Date.now() + patienceMs;
    this.port = await freePort();
    while (!(await this.launch(true))) {
      const output = this.options.logFile.latest();
      const portTaken = output.includes('could not create any TCP/IP sockets');
      // A server whose node was killed within its first moments may still be on its way up or down.
      const busy = /lock file "postmaster.pid" already exists|pre-existing shared memory block/.test(output);
      if ((!portTaken && !busy) || Date.now() > deadline) {
        const reason =
          output.match(/^.*(?:FATAL|PANIC|error|not found).*$/gm)?.join(' ') ?? output.trim().slice(-500);
        throw new Error(`PostgreSQL did not start: ${reason} (see ${this.options.logFile.path})`);
      }
      await sleep(100);
      if (portTaken) this.port = await freePort();
    }
    this.run?.unref();
  }

  stop(): Promise<void> {
    return (this.stopping ??= this.shutDown());
  }

  private async shutDown(): Promise<void> {
    // What runs in the background does not keep node alive; waiting for it has to.
    const awake = setInterval(() => undefined, 1000);
    try {
      this.hurry.abort();
      this.run?.end();
      await this.revival;
      await this.run?.exited.catch(() => undefined);
      await this.untilGone();
    } finally {
      clearInterval(awake);
    }
  }

  /** Starts the server once; false when it ended before it was ready. Only the first wait keeps node alive. */
  private async launch(ref: boolean): Promise<boolean> {
    const { binaries, cluster, account, logFile, settings, onReady } = this.options;
    discardMisleadingPostmasterFile(cluster);
    const args = [
      '-D',
      cluster,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    args.push('-c', `port=${this.port}`);
    const run = logFile.during((output) =>
      supervise({ command: binaries.postgres, args, account, env: binaries.env, output }),
    );
    this.run = run;
    if (!ref) run.unref();
    if (this.stopping) run.end();
    for (; !run.hasExited(); await sleep(POLL_MS, undefined, { ref })) {
      const postmaster = readPostmasterFile(cluster);
      if (!postmaster?.ready || livePostmaster(cluster) !== postmaster.pid) continue;
      onReady(postmaster.pid);
      void run.exited.then(() => this.revive());
      return true;
    }
    await run.exited;
    return false;
  }

  /** Brings a server back that ended without being asked to: on the same port, for the pools that know it. */
  private revive(): void {
    if (this.stopping || this.revival) return;
    this.options.log('embedded PostgreSQL ended unexpectedly; starting it again');
    this.revival = this.relaunch().finally(() => (this.revival = undefined));
  }

  private async relaunch(): Promise<void> {
    for (let delay = 50; !this.stopping; delay = Math.min(delay * 2, LONGEST_RESTART_DELAY_MS)) {
      try {
        // When only the supervisor was killed, its other half is shutting the server down now.
        await this.untilGone(false);
        await sleep(delay, undefined, { ref: false, signal: this.hurry.signal }).catch(() => undefined);
        if (this.stopping) return;
        if (await this.launch(false))
          return this.options.log(`embedded PostgreSQL is back on port ${this.port}`);
      } catch (error) {
        this.options.log(`embedded PostgreSQL: ${(error as Error).message}`);
      }
    }
  }

  private async untilGone(ref = true): Promise<void> {
    const deadline = Date.now() + SHUTDOWN_LIMIT_MS;
    while (livePostmaster(this.options.cluster) !== undefined && Date.now() < deadline) {
      await sleep(POLL_MS, undefined, { ref });
    }
  }
}
