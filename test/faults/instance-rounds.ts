import { expect } from '@jest/globals';
import type { Actor } from '../support/actor';
import { type Fleet, wsUrl } from '../support/fleet';
import { until } from '../support/until';
import { type Books, readBooks } from './bookkeeping';
import { Follower, Writers } from './load';

export interface InstanceFigures {
  readonly disconnects: number;
  readonly kills: number;
  readonly restarts: number;
  readonly acknowledged: readonly string[];
  readonly surprises: readonly string[];
  readonly books: Books;
  /** Ids of what happened meanwhile. */
  readonly events: readonly number[];
  readonly followers: readonly Follower[];
}

/** How often what happens to a fleet under load. */
export interface InstanceRounds {
  readonly disconnects: number;
  readonly kills: number;
  readonly restarts: number;
}

/** Between two disasters many lines break. */
const LINES_MS = 120_000;
const CHANNELS = ['incidents', 'staging', 'squad:Platform'];

/**
 * Writes to the first two of three instances and follows all three, while lines break, the first is killed and started
 * again, and Redis loses everything. Needs an engineer.
 */
export async function instanceRounds(
  { servers, redis, databaseUrl }: Fleet,
  engineer: Actor,
  { disconnects, kills, restarts }: InstanceRounds,
): Promise<InstanceFigures> {
  const [first] = servers;
  const since = (await readBooks(databaseUrl)).events.at(-1) ?? 0;
  const followers = servers.map(
    (server) => new Follower(`${wsUrl(server)}?token=${engineer.token}`, CHANNELS, since),
  );
  const writers = servers.slice(0, 2).map(({ url }) => new Writers(url, engineer.token, 1));
  /** A disaster every so many disconnects, beside which they go on. */
  const disasters = async (count: number, strike: () => Promise<void>): Promise<void> => {
    for (let round = 1; round <= count; round += 1) {
      const turn = Math.floor((disconnects * round) / (count + 1));
      await until('lines to break', () => broken >= turn, LINES_MS);
      await strike();
    }
  };
  let broken = 0;
  const breakLines = async (): Promise<void> => {
    for (; broken < disconnects; broken += 1) {
      // That of the first comes back when its server does.
      const follower = followers[1 + (broken % 2)];
      const { connections } = follower;
      if (broken % 3 === 0) followers[0].drop();
      follower.drop();
      await follower.until(() => follower.connections > connections, 'the line to be there again');
    }
  };
  try {
    await Promise.all([
      breakLines(),
      disasters(kills, async () => {
        await first.kill();
        await first.start();
      }),
      disasters(restarts, async () => {
        await redis.kill();
        await writers[1].progress(3);
        await redis.again();
      }),
    ]);
    await Promise.all(writers.map((each) => each.progress(5)));
    await Promise.all(writers.map((each) => each.stop()));
    let books = await readBooks(databaseUrl);
    await until(
      'all events to be numbered',
      async () => (books = await readBooks(databaseUrl)).unnumbered === 0,
    );
    for (const follower of followers)
      await follower.until(
        () => (follower.seen.at(-1) ?? 0) >= books.events.at(-1)!,
        'a follower to catch up',
      );
    return {
      ...{ disconnects, kills, restarts, books, followers },
      events: books.events.filter((id) => id > since),
      acknowledged: writers.flatMap((each) => each.acknowledged),
      surprises: writers.flatMap((each) => each.surprises),
    };
  } finally {
    await Promise.all([...writers, ...followers].map((each) => each.stop()));
  }
}

/** Whatever was acknowledged is there, and every follower was told of all that is there, once and in order. */
export function expectEverybodyTold({
  acknowledged,
  surprises,
  books,
  events,
  followers,
  disconnects,
}: InstanceFigures): void {
  expect(surprises).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(10);
  expect(acknowledged.filter((id) => !books.incidents.has(id))).toEqual([]);
  expect(books).toMatchObject({ unbalanced: [], phantoms: 0, unnumbered: 0 });
  expect(followers.reduce((sum, { connections }) => sum + connections, 0)).toBeGreaterThan(disconnects);
  for (const { seen, errors } of followers) {
    expect(errors).toEqual([]);
    expect(seen).toEqual(events);
  }
}
