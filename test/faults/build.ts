import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const MAIN = join(root, 'dist/src/main.js');
/** Tells when the compiler was last asked: it leaves alone what has not changed, so files do not tell. */
const RECORD = join(root, 'dist/.compiled');
const LOCK = join(root, 'dist/.building');
const STALE_MS = 120_000;

const changedAt = (path: string): number => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newestSource(): number {
  const files = ['src', 'migrations'].flatMap((folder) =>
    (readdirSync(join(root, folder), { recursive: true }) as string[])
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => join(root, folder, name)),
  );
  return Math.max(...files.map(changedAt));
}

const isCurrent = (): boolean =>
  existsSync(MAIN) && newestSource() <= Math.max(changedAt(MAIN), changedAt(RECORD));

/** The compiled server; compiles it when that is missing or older than its sources. */
export function builtServer(): string {
  if (isCurrent()) return MAIN;
  mkdirSync(join(root, 'dist'), { recursive: true });
  // Test files run side by side: one compiles, the others wait.
  while (!takeLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    if (isCurrent()) return MAIN;
    const from = new Date();
    execFileSync(process.execPath, [join(root, 'node_modules/@nestjs/cli/bin/nest.js'), 'build'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    writeFileSync(RECORD, '');
    utimesSync(RECORD, from, from);
    return MAIN;
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    // Left behind by a process that was killed.
    if (Date.now() - changedAt(LOCK) > STALE_MS) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}
