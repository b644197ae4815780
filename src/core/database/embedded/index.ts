import { join } from 'node:path';
import { Client } from 'pg';
import { locatePackage, prepareBinaries } from './binaries';
import { openCluster } from './cluster';
import { LogFile } from './log-file';
import { Ownership } from './ownership';
import { choosePlacement } from './placement';
import { Server } from './server';

export interface EmbeddedPostgresOptions {
  /** Folder that holds the cluster; created when missing; kept across starts. */
  dataDir: string;
  /** Database to create when missing. Default 'ops_control_center'. */
  database?: string;
  /** Throw-away cluster for tests: fsync=off etc. Default false = durable (fsync on). */
  ephemeral?: boolean;
  /** Extra `-c name=value` settings. */
  settings?: Record<string, string>;
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** `postgres://user:password@127.0.0.1:port/database`, valid until `stop()`, also across crashes of the server. */
  readonly url: string;
  /** Process id of the server; a new one after a crash. */
  readonly pid: number;
  /** Ends the server in order; afterwards none of its processes is left. */
  stop(): Promise<void>;
}

/** How long a start waits for a predecessor on the same data directory to end. */
const PATIENCE_MS = 20_000;

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  // A statement on metrics locks each of its days, which may be 400, and their indexes.
  max_locks_per_transaction: '256',
  shared_buffers: '128MB',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The application reports failed statements itself; here they would fill the file, with personal data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/** Commits still reach the kernel, so rows outlive a crash of the server, though not one of the machine. */
const EPHEMERAL_SETTINGS: Record<string, string> = { fsync: 'off', full_page_writes: 'off' };

/**
 * Starts a PostgreSQL server of our own on a random loopback port, creating its cluster and database on the
 * first start. The server ends with `stop()`, and by itself soon after this process ends in any other way; it
 * does not keep this process alive. Rejects when the platform has no server programs, or when another process
 * uses the data directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const {
    dataDir,
    database = 'ops_control_center',
    ephemeral = false,
    settings,
    log = () => undefined,
  } = options;
  const programs = locatePackage();
  const placement = choosePlacement(dataDir, ephemeral, log);
  const ownership = await Ownership.claim(placement.dir, PATIENCE_MS);
  let server: Server | undefined;
  const stop = async (): Promise<void> => {
    ownership.update({ stopping: true });
    await server?.stop();
    ownership.release();
  };
  try {
    const binaries = prepareBinaries(programs, placement.dir, placement.account, log);
    const logFile = new LogFile(join(placement.dir, 'postgres.log'), placement.account);
    const cluster = await openCluster(placement, binaries, ephemeral, logFile);
    const running = (server = new Server({
      binaries,
      cluster: cluster.path,
      account: placement.account,
      logFile,
      settings: { ...SETTINGS, ...(ephemeral && EPHEMERAL_SETTINGS), ...settings },
      log,
      onReady: (postmaster) => ownership.update({ postmaster }),
    }));
    await running.start(PATIENCE_MS);
    const serverUrl = `postgres://postgres:${cluster.password}@127.0.0.1:${running.port}`;
    await ensureDatabase(`${serverUrl}/postgres`, database);
    log(`embedded PostgreSQL: listening on 127.0.0.1:${running.port}, data in ${placement.dir}`);
    let stopped: Promise<void> | undefined;
    return {
      url: `${serverUrl}/${encodeURIComponent(database)}`,
      get pid() {
        return running.pid;
      },
      stop: () => (stopped ??= stop()),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ensureDatabase(maintenanceUrl: string, database: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl });
  // Without a listener, a connection that breaks between two calls would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
