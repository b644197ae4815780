import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries';
import type { LogFile } from './log-file';
import { type Placement, clusterIn } from './placement';
import { supervise } from './supervisor';

const DRAFT_PREFIX = 'cluster.init-';

export interface Cluster {
  path: string;
  /** Password of the superuser `postgres`. */
  password: string;
}

/** Opens the cluster in this place, creating it when there is none. Needs the ownership of the folder. */
export async function openCluster(
  { dir, account }: Placement,
  binaries: Binaries,
  ephemeral: boolean,
  logFile: LogFile,
): Promise<Cluster> {
  const path = clusterIn(dir);
  const own = (file: string): void => (account ? chownSync(file, account.uid, account.gid) : undefined);
  // What an interrupted first start has left. Its initdb may take another moment to notice and write here.
  for (const name of readdirSync(dir).filter((entry) => entry.startsWith(DRAFT_PREFIX))) {
    rmSync(join(dir, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
  const passwordFile = join(dir, 'password');
  const exists = existsSync(join(path, 'PG_VERSION'));
  const passwordLost = exists && !existsSync(passwordFile);
  if (!existsSync(passwordFile)) {
    const draft = `${passwordFile}.${randomUUID()}`;
    writeFileSync(draft, randomBytes(24).toString('hex'), { mode: 0o600, flush: true });
    own(draft);
    renameSync(draft, passwordFile);
  }
  const password = readFileSync(passwordFile, 'utf8').trim();

  if (!exists) {
    const draft = join(dir, `${DRAFT_PREFIX}${randomUUID()}`);
    mkdirSync(draft, { mode: 0o700 });
    own(draft);
    const args = [
      '-D',
      draft,
      '-U',
      'postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
    ];
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale', '--no-instructions');
    if (ephemeral) args.push('--no-sync');
    const run = logFile.during((output) =>
      supervise({ command: binaries.initdb, args, account, env: binaries.env, output }),
    );
    const code = await run.exited;
    if (code !== 0) {
      rmSync(draft, { recursive: true, force: true });
      throw new Error(`initdb failed with exit code ${code}; see ${logFile.path}`);
    }
    try {
      // Only a complete cluster ever gets the real name.
      renameSync(draft, path);
    } catch (cause) {
      throw new Error(`${path} exists but is no PostgreSQL cluster; move it away.`, { cause });
    }
    syncFolder(dirname(path));
    return { path, password };
  }

  const major = readFileSync(join(path, 'PG_VERSION'), 'utf8').trim();
  if (major !== binaries.major) {
    throw new Error(
      `${path} was written by PostgreSQL ${major}, but the installed programs are version ${binaries.major}: ` +
        'dump and restore it, or use another data directory.',
    );
  }
  if (account && statSync(path).uid === 0) adopt(path, `${account.uid}:${account.gid}`);
  // Copies and volume mounts widen the mode, and Postgres then refuses to start.
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700);
  if (passwordLost) resetPassword({ path, password }, binaries, account);
  return { path, password };
}

/** A cluster copied by root belongs to root, as which Postgres cannot run. */
function adopt(path: string, owner: string): void {
  const { status, stderr } = spawnSync('chown', ['-R', owner, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Cannot give ${path} to ${owner}: ${stderr}`);
}

/** In single-user mode, the only one that asks for no password. */
function resetPassword({ path, password }: Cluster, binaries: Binaries, account: Placement['account']): void {
  const { status, stderr } = spawnSync(binaries.postgres, ['--single', '-D', path, 'postgres'], {
    cwd: '/',
    env: binaries.env,
    input: `ALTER ROLE postgres PASSWORD '${password}'\n`,
    encoding: 'utf8',
    ...(account && { uid: account.uid | 0, gid: account.gid | 0 }),
  });
  if (status !== 0 || stderr.includes('ERROR:'))
    throw new Error(`Cannot set a new password for ${path}: ${stderr}`);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
