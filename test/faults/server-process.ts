import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port';
import { builtServer } from './build';

const READY_MS = 60_000;

/** The server as it is shipped, in a process of its own that tests can kill and start again. */
export class ServerProcess {
  readonly url: string;
  readonly wsUrl: string;
  private child?: ChildProcess;
  private output = '';

  private constructor(
    private readonly program: string,
    private readonly settings: Record<string, string>,
    port: number,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.wsUrl = `ws://127.0.0.1:${port}/ws`;
    this.settings = {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: String(port),
      RATE_LIMIT_ANONYMOUS: '1000000',
      RATE_LIMIT_AUTHENTICATED: '1000000',
      LOG_LEVEL: 'warn',
      ...settings,
    };
  }

  /** Nothing of this environment reaches the server but `settings`. */
  static async with(settings: Record<string, string>): Promise<ServerProcess> {
    return new ServerProcess(builtServer(), settings, await freePort());
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** Starts the process and waits until /health answers 200. */
  async start(): Promise<void> {
    this.output = '';
    const child = spawn(process.execPath, [this.program], {
      // Leader of a group, as under a terminal.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: this.settings,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (this.output = (this.output + String(text)).slice(-8_000)));
    const deadline = Date.now() + READY_MS;
    while (!(await this.isHealthy())) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline)
        throw new Error(`The server did not start (exit code ${child.exitCode}): ${this.output}`);
      await sleep(20);
    }
  }

  /** Holds the process, so that somebody can look where it is; `goOn` lets it run again. */
  hold(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  goOn(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** Kills the process without a warning and waits until it is gone. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Sends a signal and gives the exit code; null when the signal itself ended the process. */
  async end(signal: NodeJS.Signals, wholeGroup = false): Promise<number | null> {
    const { child } = this;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit') as Promise<[number | null]>;
    process.kill(wholeGroup ? -child.pid : child.pid, signal);
    return (await exited)[0];
  }

  private async isHealthy(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(2_000) });
      await answer.arrayBuffer();
      return answer.status === 200;
    } catch {
      return false;
    }
  }
}
