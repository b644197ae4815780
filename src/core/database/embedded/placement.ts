import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A user to run the server as, since Postgres refuses to run as root. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export interface Placement {
  /** Folder for the cluster and its companions; differs from the wish only when that cannot work. */
  dir: string;
  account?: Account;
}

export const clusterIn = (dir: string): string => join(dir, 'cluster');

/** Decides which folder and which account the server uses, and creates the folder. */
export function choosePlacement(wish: string, ephemeral: boolean, log: (line: string) => void): Placement {
  const wanted = resolve(wish);
  if (process.getuid?.() !== 0) {
    mkdirSync(wanted, { recursive: true });
    if (!writable(wanted)) {
      throw new Error(
        `The data directory ${wanted} is not writable for this user: it was probably made by another one, or root.`,
      );
    }
    return { dir: wanted };
  }
  const elsewhere = substitutes(wanted, ephemeral);
  // Data that once went elsewhere stays in use even if the wanted folder has become reachable since.
  const moved = existsSync(clusterIn(wanted))
    ? undefined
    : elsewhere.find((dir) => existsSync(clusterIn(dir)));
  const account = ownerOf(clusterIn(moved ?? wanted)) ?? unprivilegedAccount();

  if (!moved && mayEnter(nearestExisting(dirname(wanted)), account)) {
    makeFolder(wanted);
    if (mayEnter(wanted, account)) return { dir: wanted, account };
  }
  if (existsSync(clusterIn(wanted))) {
    throw new Error(
      `User ${account.name}, which the embedded PostgreSQL runs as instead of root, cannot reach its data in ` +
        `${wanted}: make every parent folder traversable (chmod o+x), or set DATABASE_URL.`,
    );
  }
  const dir =
    moved ?? elsewhere.find((candidate) => mayEnter(dirname(candidate), account) && makeFolder(candidate));
  if (!dir)
    throw new Error(
      `User ${account.name} can reach no folder for the embedded PostgreSQL; set DATABASE_URL.`,
    );
  const found = lstatSync(dir);
  // The parent may be writable for everyone: do not use a folder or link that somebody else put there.
  if (!found.isDirectory() || found.uid !== 0) throw new Error(`${dir} does not belong to root; remove it.`);
  log(`embedded PostgreSQL: ${wanted} is out of reach for user ${account.name}; its data is in ${dir}`);
  return { dir, account };
}

/**
 * Folders to use instead. /var/lib first: files under the temporary folders may be removed by age, which
 * would tear holes into a database.
 */
function substitutes(wanted: string, ephemeral: boolean): string[] {
  const name = `ops-control-center-postgres-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`;
  const bases = ephemeral ? [tmpdir(), '/var/tmp', '/var/lib'] : ['/var/lib', '/var/tmp', tmpdir()];
  return bases.map((base) => join(base, name));
}

function nearestExisting(dir: string): string {
  return existsSync(dir) ? dir : nearestExisting(dirname(dir));
}

/**
 * Creates the folder so that other users can pass through it whatever the umask; more they may not do, the
 * cluster and the password stay closed. False when the file system is read-only.
 */
function makeFolder(dir: string): boolean {
  try {
    const first = mkdirSync(dir, { recursive: true }) ?? dir;
    for (let made = dir; made.length >= first.length; made = dirname(made)) {
      const mode = statSync(made).mode & 0o7777;
      if ((mode & 0o011) !== 0o011) chmodSync(made, mode | 0o011);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EROFS') return false;
    throw error;
  }
}

function writable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Asks the system instead of reading mode bits, so that groups, ACLs and mount options count. */
export function mayRun(script: string, args: string[], account: Account): boolean {
  const { error, status } = spawnSync('/bin/sh', ['-c', script, 'sh', ...args], {
    cwd: '/',
    stdio: 'ignore',
    uid: account.uid | 0,
    gid: account.gid | 0,
  });
  if (error) {
    throw new Error(
      `Cannot switch from root to user ${account.name} to run PostgreSQL (${error.message}); set DATABASE_URL.`,
      {
        cause: error,
      },
    );
  }
  return status === 0;
}

function mayEnter(dir: string, account: Account): boolean {
  return mayRun('[ -x "$1" ]', [dir], account);
}

/** Whoever made the cluster keeps it, so that a start as root does not lock an ordinary user out. */
function ownerOf(cluster: string): Account | undefined {
  if (!existsSync(cluster)) return undefined;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? undefined : { name: `with id ${uid}`, uid, gid };
}

function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { name, uid: id('-u'), gid: id('-g') };
    } catch {
      // No such user; try the next.
    }
  }
  throw new Error(
    'PostgreSQL cannot run as root, and there is no user postgres or nobody; set DATABASE_URL.',
  );
}
