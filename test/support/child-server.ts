import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Actor } from './actor';
import { freePort } from './free-port';
import { PASSWORD, type Persona, PERSONAS } from './personas';

/** A machine that is busy with other tests takes its time. */
const READY_MS = 60_000;

/** A server in a process of its own, which can be limited in memory, killed and started again. */
export class ChildServer {
  readonly storagePath: string;
  private child?: ChildProcess;
  private output = '';

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly settings: Record<string, string>,
  ) {
    this.storagePath = join(folder, 'storage');
  }

  static async on(databaseUrl: string, settings: Record<string, string> = {}): Promise<ChildServer> {
    const folder = await mkdtemp(join(tmpdir(), 'occ-child-'));
    const port = await freePort();
    return new ChildServer(`http://127.0.0.1:${port}`, folder, {
      ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'test', HOST: '127.0.0.1', PORT: String(port) },
      ...{ DATABASE_URL: databaseUrl, DATA_DIR: folder, LOG_LEVEL: 'warn' },
      ...{ JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop' },
      ...{ RATE_LIMIT_ANONYMOUS: '100000', RATE_LIMIT_AUTHENTICATED: '100000' },
      ...settings,
    });
  }

  /** Starts the process, with these flags of node, and waits until it is healthy. */
  async start(flags: readonly string[] = []): Promise<void> {
    this.output = '';
    const child = spawn(process.execPath, [...flags, join(__dirname, 'server-child.cjs')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: this.settings,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (this.output = `${this.output}${data.toString()}`.slice(-10_000)));
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(50)) {
      if (child.exitCode !== null) break;
      const health = await fetch(`${this.url}/health`).catch(() => null);
      if (health?.ok) return;
    }
    throw new Error(`the server did not start: ${this.output}`);
  }

  get pid(): number {
    return this.child!.pid!;
  }

  async as(persona: Persona): Promise<Actor> {
    const credentials = { email: PERSONAS[persona].email, password: PASSWORD };
    const { body } = await new Actor(this.url).post<{ token: string }>('/auth/login', credentials);
    return new Actor(this.url, { authorization: `Bearer ${body.token}` });
  }

  /** Whether it has ended by itself, and what it said. */
  get lastWords(): string | null {
    return this.child?.exitCode === null && this.child.signalCode === null ? null : this.output;
  }

  /** The most memory that the process has had so far, in bytes. */
  async peakMemory(): Promise<number> {
    const status = await readFile(`/proc/${this.child!.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)![1]) * 1024;
  }

  /** Sends it the signal, and gives the exit code; null when the signal itself ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const exited = once(this.child!, 'exit') as Promise<[number | null]>;
    this.child!.kill(signal);
    return (await exited)[0];
  }

  /** Ends the process as a crash does. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
