import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const running = new Set<ChildProcess>();
const KEPT_OUTPUT = 8_000;
const START_MS = 60_000;
const STOP_MS = 10_000;
/** For cleaning up after a signal; a second one ends at once. */
const GRACE_MS = 20_000;

let interrupted = false;

// Nothing that was started here may outlive this process, however it ends.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Ends the children on a signal, so that whatever waits for them fails and the main program cleans up. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (interrupted) process.exit(130);
      interrupted = true;
      running.forEach((child) => child.kill('SIGKILL'));
      setTimeout(() => process.exit(130), GRACE_MS).unref();
    });
  }
}

/** What `npm start` gives its server; the baselines get it too, so that it is no advantage. */
const NODE_FLAGS = ['--max-semi-space-size=64'];

/** A server in a process of its own, listening on loopback. */
export class ServerProcess {
  private output = '';

  private constructor(
    readonly name: string,
    readonly port: number,
    private readonly child: ChildProcess,
  ) {
    track(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-KEPT_OUTPUT);
      });
    }
  }

  /** Starts the script and waits until it answers HTTP. Only the given variables are set, so that runs are alike. */
  static async start(
    name: string,
    script: string,
    variables: Record<string, string>,
  ): Promise<ServerProcess> {
    if (interrupted) throw new Error('Interrupted');
    const port = await freePort();
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, NODE_ENV: 'production', PORT: String(port), ...variables };
    const child = spawn(process.execPath, [...NODE_FLAGS, script], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new ServerProcess(name, port, child);
    await server.untilItAnswers();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Throws, with what the process said last, when it has ended. */
  check(): void {
    const { exitCode, signalCode } = this.child;
    if (exitCode === null && signalCode === null) return;
    throw new Error(`${this.name} ended with ${signalCode ?? exitCode}:\n${this.output}`);
  }

  /** What the process said last, for messages about its failures. */
  get said(): string {
    return this.output;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(impatience);
  }

  private async untilItAnswers(): Promise<void> {
    const deadline = Date.now() + START_MS;
    for (;;) {
      this.check();
      // Any answer will do: each scenario checks the answers it needs.
      const answered = await fetch(this.url).then(
        () => true,
        () => false,
      );
      if (answered) return;
      if (Date.now() > deadline) throw new Error(`${this.name} did not start:\n${this.output}`);
      await sleep(100);
    }
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends the child with this process. */
export function track(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
