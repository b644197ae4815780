import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choosePlacement, clusterIn } from './placement';
import { livePostmaster } from './processes';

/** Where a server writes down its port, and that it is ready: lines of postmaster.pid, from 0. */
const PORT_LINE = 3;
const STATE_LINE = 7;

/** Whether there is a cluster in this folder, or where it had to go instead. */
export function hasCluster(dataDir: string): boolean {
  return existsSync(dataDir) && existsSync(clusterIn(choosePlacement(dataDir, false, () => undefined).dir));
}

/** URL of the server that another process runs on this folder; undefined when none is up. */
export function runningPostgres(dataDir: string, database = 'ops_control_center'): string | undefined {
  const { dir } = choosePlacement(dataDir, false, () => undefined);
  const cluster = clusterIn(dir);
  if (livePostmaster(cluster) === undefined) return undefined;
  const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  if (lines[STATE_LINE]?.trim() !== 'ready') return undefined;
  const password = readFileSync(join(dir, 'password'), 'utf8').trim();
  return `postgres://postgres:${password}@127.0.0.1:${lines[PORT_LINE]}/${database}`;
}
