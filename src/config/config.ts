import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { AUDIT_VARIABLES } from './audit-variables';
import { IMPORT_VARIABLES } from './import-variables';
import { JIRA_VARIABLES, jiraFaults } from './jira-variables';
import { NOTIFICATION_VARIABLES } from './notification-variables';
import { OBSERVABILITY_VARIABLES } from './observability-variables';
import { REPORT_VARIABLES } from './report-variables';
import { SOP_VARIABLES } from './sop-variables';
import { STORAGE_VARIABLES, storageFaults } from './storage-variables';
import { flag, integer, oneOf, origins, secret, text, trustProxy, url, type Variable } from './variable';

/** Thrown at start with every fault at once. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

/** Every variable the server knows. The README's table is checked against this one. */
export const VARIABLES = {
  NODE_ENV: oneOf(
    ['development', 'production', 'test'],
    'development',
    'production refuses weak settings and seeds nothing',
  ),
  PORT: integer(8000, 0, 65_535, 'HTTP and WebSocket port'),
  HOST: text('', 'Address to listen on; default 127.0.0.1 with the embedded database, else 0.0.0.0'),
  PUBLIC_URL: url(['http', 'https'], 'Base of absolute URLs in answers; otherwise taken from the request'),
  TRUST_PROXY: trustProxy(
    'Express trust proxy setting (e.g. loopback or 1) when a load balancer stands in front',
  ),
  DATA_DIR: text('.data', 'Folder of the embedded database, stored files and generated secret'),
  DATABASE_URL: url(
    ['postgres', 'postgresql'],
    'PostgreSQL 14 or newer; empty starts the embedded one',
    true,
  ),
  DATABASE_POOL_SIZE: integer(10, 5, 200, 'Connections per instance'),
  REDIS_URL: url(['redis', 'rediss'], 'Shares counts and news among several instances; empty for one', true),
  REDIS_PREFIX: text('occ', 'Begins the names of keys and channels there; one for each database'),
  REDIS_TIMEOUT_MS: integer(200, 20, 2_000, 'An answer of Redis that takes longer is done without'),
  JWT_SECRET: secret('At least 32 bytes; generated once into DATA_DIR when the database is embedded'),
  JWT_ALGORITHM: oneOf(['HS256', 'HS384', 'HS512'], 'HS256', 'The only algorithm that is accepted'),
  JWT_EXPIRATION_HOURS: integer(24, 1, 720, 'Lifetime of a session token'),
  ALLOWED_ORIGINS: origins('http://localhost:5173', 'Origins of browsers that may call with credentials'),
  RATE_LIMIT_ANONYMOUS: integer(
    100,
    1,
    1_000_000_000,
    'Requests a minute for each address without credentials',
  ),
  RATE_LIMIT_AUTHENTICATED: integer(600, 1, 1_000_000_000, 'Requests a minute for each user or API token'),
  RESPONSE_ENVELOPE: oneOf(
    ['none', 'success'],
    'none',
    'success wraps every JSON answer in {success, data, timestamp}',
  ),
  REQUEST_TIMEOUT_SECONDS: integer(
    120,
    10,
    3_600,
    'How long a request may take to arrive, body included; raise it for large imports over slow lines',
  ),
  UPLOAD_MAX_BYTES: integer(10 * 1024 * 1024, 1, 1024 * 1024 * 1024, 'Largest uploaded file'),
  ...IMPORT_VARIABLES,
  ...REPORT_VARIABLES,
  ...STORAGE_VARIABLES,
  WS_COMPRESSION: flag(false, 'permessage-deflate: saves bandwidth, costs about 225 KB a socket'),
  EVENTS_RETENTION_HOURS: integer(24, 1, 720, 'How long a client may be away and still resume by since'),
  METRICS_RETENTION_DAYS: integer(30, 1, 400, 'How long metric points are kept, in whole days (UTC)'),
  ...NOTIFICATION_VARIABLES,
  ...SOP_VARIABLES,
  ...AUDIT_VARIABLES,
  ...JIRA_VARIABLES,
  ...OBSERVABILITY_VARIABLES,
  LOG_LEVEL: oneOf(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'info',
    'Least level that is logged',
  ),
  LOG_REQUESTS: oneOf(
    ['all', 'notable', 'none'],
    'notable',
    'notable logs requests that failed or took over a second',
  ),
  SEED_DEMO: flag(true, 'Demo accounts and data on the first start of the embedded database'),
} as const;

type Variables = typeof VARIABLES;

/** Settings by the name of their variable, already parsed and checked. */
export type Config = { readonly [K in keyof Variables]: ReturnType<Variables[K]['parse']> } & {
  /** True when no DATABASE_URL is set, so that the server runs its own PostgreSQL. */
  readonly embedded: boolean;
};

export const CONFIG = Symbol('Config');

/** Reads the environment; `defaults` stand in for variables that are not set. Throws ConfigError naming every fault. */
export function readConfig(
  env: NodeJS.ProcessEnv = process.env,
  defaults: Readonly<Record<string, string>> = {},
): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable<unknown>>(VARIABLES)) {
    try {
      values[name] = variable.parse(env[name]?.trim() || defaults[name] || variable.fallback);
    } catch (error) {
      faults.push(`${name} ${(error as Error).message}`);
    }
  }
  const config = values as unknown as { -readonly [K in keyof Config]: Config[K] };
  config.embedded = config.DATABASE_URL === '';
  const secretBytes = Buffer.byteLength(config.JWT_SECRET);
  if (secretBytes > 0 && secretBytes < 32)
    faults.push(`JWT_SECRET must be at least 32 bytes, not ${secretBytes}`);
  if (config.NODE_ENV === 'production') {
    if (config.embedded) faults.push('DATABASE_URL must be set when NODE_ENV=production');
    if (secretBytes === 0) faults.push('JWT_SECRET must be set when NODE_ENV=production');
    else if (isWeak(config.JWT_SECRET))
      faults.push('JWT_SECRET is too easy to guess: use e.g. `openssl rand -base64 48`');
  } else if (!config.embedded && secretBytes === 0) {
    faults.push('JWT_SECRET must be set together with DATABASE_URL, or every restart would end all sessions');
  }
  faults.push(...storageFaults(config));
  faults.push(...jiraFaults(config));
  if (faults.length > 0) throw new ConfigError(faults);
  // The embedded database may hold demo accounts, whose password everybody knows.
  config.HOST ||= config.embedded ? '127.0.0.1' : '0.0.0.0';
  config.DATA_DIR = resolve(config.DATA_DIR);
  config.STORAGE_PATH = resolve(config.STORAGE_PATH || `${config.DATA_DIR}/storage`);
  return Object.freeze(config);
}

const isWeak = (value: string): boolean =>
  new Set(value).size < 10 || /^(your-|change|secret|password)/i.test(value);

/** A secret fit for JWT_SECRET. */
export const generateSecret = (): string => randomBytes(48).toString('base64url');
