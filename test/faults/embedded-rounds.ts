import { expect } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../src/core/database/embedded';
import { Actor } from '../support/actor';
import { type Books, readBooks } from './bookkeeping';
import { openFolder, signIn } from './kill-rounds';
import { Follower, Writers } from './load';
import { untilNoneLeft } from './processes-of';
import { ServerProcess } from './server-process';

export interface EmbeddedFigures {
  readonly kills: number;
  readonly acknowledged: readonly string[];
  readonly surprises: readonly string[];
  /** Incidents of the demo data. */
  readonly seeded: number;
  /** Incidents of all kinds after the last start. */
  readonly total: number;
  readonly books: Books;
  readonly seen: readonly number[];
  readonly told: readonly string[];
  readonly socketErrors: readonly string[];
  readonly exitCodes: readonly (number | null)[];
  /** Processes that outlived a kill or a Ctrl-C. */
  readonly leftBehind: readonly string[];
}

/** Kills the server that runs its own Postgres, which goes down with it, over and over; then ends it by Ctrl-C. */
export async function embeddedRounds(rounds: number): Promise<EmbeddedFigures> {
  const folder = openFolder('occ-embedded-');
  const server = await ServerProcess.with({ DATA_DIR: folder, SEED_DEMO: 'true' });
  let writers: Writers | undefined;
  let follower: Follower | undefined;
  try {
    await server.start();
    const token = await signIn(server.url, 'test@example.com');
    const actor = new Actor(server.url, { authorization: `Bearer ${token}` });
    const count = async (): Promise<number> =>
      Number((await actor.get('/infra/incidents?limit=1')).headers.get('x-total-count'));
    const seeded = await count();
    const leftBehind: string[] = [];
    const exitCodes: (number | null)[] = [];

    follower = new Follower(`${server.wsUrl}?token=${token}`, ['incidents'], 0);
    writers = new Writers(server.url, token, 4);
    for (let round = 0; round < rounds; round += 1) {
      await writers.progress(10);
      await sleep(Math.random() * 300);
      await server.kill();
      // Every other time the next start itself has to wait until the old Postgres has gone.
      if (round % 2 === 0) leftBehind.push(...(await untilNoneLeft(folder)));
      await server.start();
    }
    await writers.progress(10);
    await writers.stop();
    const { told, seen, errors } = follower;
    const last = writers.acknowledged.at(-1)!;
    await follower.until(() => told.includes(last), 'the last incident');
    await sleep(700);
    await follower.stop();

    // Ctrl-C in the terminal reaches the whole group; the next start finds everything, also secret and session.
    exitCodes.push(await server.end('SIGINT', true));
    leftBehind.push(...(await untilNoneLeft(folder, 0)));
    await server.start();
    const total = await count();
    exitCodes.push(await server.end('SIGINT', true));
    leftBehind.push(...(await untilNoneLeft(folder, 0)));

    const { acknowledged, surprises } = writers;
    const books = await ownBooks(folder);
    return {
      kills: rounds,
      acknowledged,
      surprises,
      seeded,
      total,
      books,
      seen,
      told,
      socketErrors: errors,
      exitCodes,
      leftBehind,
    };
  } finally {
    await writers?.stop();
    await follower?.stop();
    await server.kill();
    await untilNoneLeft(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ownBooks(folder: string): Promise<Books> {
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  try {
    return await readBooks(postgres.url);
  } finally {
    await postgres.stop();
  }
}

/** What `npm start` promises: nothing acknowledged is lost, nothing is left behind, a second start goes on. */
export function expectEverythingKept(figures: EmbeddedFigures): void {
  const { acknowledged, books, seen, told } = figures;
  expect(figures).toMatchObject({ surprises: [], socketErrors: [], exitCodes: [0, 0], leftBehind: [] });
  expect(figures.seeded).toBeGreaterThanOrEqual(120);
  expect(acknowledged.length).toBeGreaterThan(10 * figures.kills);
  expect(acknowledged.filter((id) => !books.incidents.has(id))).toEqual([]);
  expect(books).toMatchObject({ unbalanced: [], phantoms: 0, unnumbered: 0 });
  expect(figures.total).toBe(figures.seeded + books.incidents.size);
  expect(seen).toEqual(books.events);
  expect(new Set(told)).toEqual(books.incidents);
}
