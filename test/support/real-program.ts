import { describe, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Programs of others that the product talks to, and the Debian packages they come in. */
const PROGRAMS = {
  prometheus: '/usr/bin/prometheus',
  'prometheus-alertmanager': '/usr/bin/prometheus-alertmanager',
  'redis-server': '/usr/bin/redis-server',
} as const;
export type Program = keyof typeof PROGRAMS;

const READY_MS = 10_000;

/**
 * Describes what needs these programs. Where one is not installed it says so and skips; on CI, which has to install them,
 * it fails.
 */
export function describeWithPrograms(promise: string, programs: readonly Program[], tests: () => void): void {
  const missing = programs.filter((program) => !existsSync(PROGRAMS[program]));
  if (missing.length === 0) return void describe(promise, tests);
  const why = `not installed: ${missing.join(', ')} (apt-get install ${missing.join(' ')})`;
  if (process.env.CI === 'true') {
    describe(promise, () => {
      it('can be tested', () => {
        throw new Error(why);
      });
    });
    return;
  }
  process.stderr.write(`SKIPPED "${promise}": ${why}\n`);
  describe.skip(promise, tests);
}

/** One of them at work, with a folder of its own that goes when it ends. */
export class RealProgram {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (data: Buffer) => (this.output = `${this.output}${data.toString()}`.slice(-10_000)));
  }

  /** Starts it with this configuration, and `files` beside it, and waits until `ready`, a URL, says yes. */
  static async start(
    program: Program,
    config: (folder: string) => string,
    args: (folder: string, config: string) => readonly string[],
    ready: string,
    files: Readonly<Record<string, string>> = {},
  ): Promise<RealProgram> {
    const folder = await mkdtemp(join(tmpdir(), 'occ-program-'));
    const path = join(folder, 'config.yml');
    await writeFile(path, config(folder));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const child = spawn(PROGRAMS[program], args(folder, path), { stdio: ['ignore', 'pipe', 'pipe'] });
    const running = new RealProgram(child, folder);
    for (
      const deadline = Date.now() + READY_MS;
      Date.now() < deadline && child.exitCode === null;
      await sleep(50)
    ) {
      const answer = await fetch(ready).catch(() => null);
      if (answer?.ok) return running;
    }
    await running.end();
    throw new Error(`${program} did not start: ${running.output}`);
  }

  /** What it said last. */
  get lastWords(): string {
    return this.output;
  }

  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
      await once(this.child, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
