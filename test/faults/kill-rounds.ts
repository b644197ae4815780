import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../src/core/database/embedded';
import { Actor } from '../support/actor';
import { PASSWORD, PERSONAS } from '../support/personas';
import { createTemplate } from '../support/template-database';
import { type Books, readBooks } from './bookkeeping';
import { Follower, Writers } from './load';
import { ServerProcess } from './server-process';

export interface KillFigures {
  readonly kills: number;
  readonly acknowledged: readonly string[];
  readonly brokenRequests: number;
  readonly surprises: readonly string[];
  readonly books: Books;
  readonly seen: readonly number[];
  readonly told: readonly string[];
  readonly connections: number;
  readonly socketErrors: readonly string[];
}

const WRITERS = 8;
const SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';

/** Signs in as one of the personas and gives the token. */
export async function signIn(url: string, email: string): Promise<string> {
  const answer = await new Actor(url).post<{ token: string }>('/auth/login', { email, password: PASSWORD });
  if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.text}`);
  return answer.body.token;
}

/** A folder that the embedded Postgres can reach also when this runs as root. */
export function openFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  chmodSync(folder, 0o755);
  return folder;
}

/** Kills the server in the middle of its work, over and over, on a Postgres that lives on. */
export async function killRounds(rounds: number): Promise<KillFigures> {
  const folder = openFolder('occ-kill-');
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), ephemeral: false });
  let server: ServerProcess | undefined;
  let writers: Writers | undefined;
  let follower: Follower | undefined;
  try {
    await createTemplate(postgres.url);
    const databaseUrl = Object.assign(new URL(postgres.url), { pathname: '/occ_template' }).toString();
    server = await ServerProcess.with({
      DATABASE_URL: databaseUrl,
      DATA_DIR: join(folder, 'data'),
      JWT_SECRET: SECRET,
    });
    await server.start();
    const token = await signIn(server.url, PERSONAS.engineer.email);
    const listening = await signIn(server.url, PERSONAS.viewer.email);
    follower = new Follower(
      `${server.wsUrl}?token=${listening}`,
      ['incidents', 'staging', 'squad:Platform'],
      0,
    );
    writers = new Writers(server.url, token, WRITERS);
    for (let round = 0; round < rounds; round += 1) {
      await writers.progress(10);
      await sleep(Math.random() * 400);
      await server.kill();
      await server.start();
    }
    await writers.progress(10);
    await writers.stop();
    const deadline = Date.now() + 10_000;
    let books = await readBooks(databaseUrl);
    while (books.unnumbered > 0 && Date.now() < deadline) books = await readBooks(databaseUrl);
    const { seen, told, errors } = follower;
    await follower.until(() => (seen.at(-1) ?? 0) >= books.events.at(-1)!, 'the follower to catch up');
    // Anything told twice would come now.
    await sleep(700);
    return {
      kills: rounds,
      acknowledged: writers.acknowledged,
      brokenRequests: writers.brokenRequests,
      surprises: writers.surprises,
      books,
      seen,
      told,
      connections: follower.connections,
      socketErrors: errors,
    };
  } finally {
    await writers?.stop();
    await follower?.stop();
    await server?.kill();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
