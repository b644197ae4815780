import { Redis } from 'ioredis';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port';

const READY_MS = 15_000;

/** A real Redis that keeps nothing, which can be killed, started again on its port, and held still. */
export class RedisServer {
  private child?: ChildProcess;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly password: string,
  ) {}

  static async start(password = ''): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'occ-redis-'));
    const redis = new RedisServer(await freePort(), folder, password);
    await redis.again();
    return redis;
  }

  get url(): string {
    const login = this.password ? `:${this.password}@` : '';
    return `redis://${login}127.0.0.1:${this.port}`;
  }

  /** Starts it, empty, where it was before. */
  async again(): Promise<void> {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    if (this.password) args.push('--requirepass', this.password);
    const child = spawn('/usr/bin/redis-server', [...args, '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
    });
    this.child = child;
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(20)) {
      if (child.exitCode !== null) break;
      if ((await this.command('PING').catch(() => null)) === 'PONG') return;
    }
    throw new Error(`redis-server did not start on port ${this.port}`);
  }

  /** One command over a line of its own. */
  async command(name: string, ...args: (string | Buffer)[]): Promise<unknown> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  }

  /** It neither answers nor hangs up until `goOn`. */
  holdStill(): void {
    this.child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.child?.kill('SIGCONT');
  }

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
