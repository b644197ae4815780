import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import jwt from 'jsonwebtoken';
import { type Claims } from './baselines/incident';
import { ACCOUNT } from './fill';
import { ServerProcess } from './processes';

/** The compiled files: this one is dist/bench/contenders.js. */
export const DIST = join(__dirname, '..');

export const BASELINES = ['limit', 'express', 'tutorial'] as const;
export type ContenderName = (typeof BASELINES)[number] | 'ours';

export interface Contender {
  readonly name: ContenderName;
  readonly server: ServerProcess;
  readonly token: string;
}

/** The same secret for all who check tokens. */
const JWT_SECRET = randomBytes(48).toString('base64url');

export async function startBaseline(
  name: (typeof BASELINES)[number],
  databaseUrl: string,
): Promise<Contender> {
  const script = join(DIST, 'bench/baselines', `${name}.js`);
  const server = await ServerProcess.start(name, script, { DATABASE_URL: databaseUrl, JWT_SECRET });
  const claims: Claims = { sub: randomUUID(), name: ACCOUNT.name, email: ACCOUNT.email };
  return { name, server, token: jwt.sign(claims, JWT_SECRET, { algorithm: 'HS256', expiresIn: '1h' }) };
}

/** The server as shipped; only the limits are out of reach, or it would answer 429 as it should. */
export function startOurs(
  databaseUrl: string,
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const script = join(DIST, 'src/main.js');
  if (!existsSync(script)) throw new Error('dist/src/main.js is missing: run `nest build` first');
  return ServerProcess.start('the server under test', script, {
    DATABASE_URL: databaseUrl,
    JWT_SECRET,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    SEED_DEMO: 'false',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_ANONYMOUS: '1000000000',
    RATE_LIMIT_AUTHENTICATED: '1000000000',
    ...settings,
  });
}

export async function logIn(server: ServerProcess): Promise<Contender> {
  const response = await fetch(`${server.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ACCOUNT.email, password: ACCOUNT.password }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The login answered ${response.status}: ${text}\n${server.said}`);
  return { name: 'ours', server, token: (JSON.parse(text) as { token: string }).token };
}
