import { expect, it } from '@jest/globals';
import { expectNothingLost } from './expect-nothing-lost';
import { embeddedRounds, expectEverythingKept } from './embedded-rounds';
import { killRounds } from './kill-rounds';

const rounds = Number(process.env.FAULT_ROUNDS ?? 20);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

it(`killed ${rounds} times under load, the server loses nothing and tells everything once and in order`, async () => {
  const figures = await killRounds(rounds);
  const { kills, acknowledged, brokenRequests, books, seen, connections } = figures;
  say(
    `${kills} kills: ${acknowledged.length} acknowledged incidents, ${books.incidents.size} stored, ` +
      `${brokenRequests} broken requests, ${seen.length} events over ${connections} connections`,
  );
  expectNothingLost(figures);
});

it(`killed ${rounds} times together with its own Postgres, it keeps everything it acknowledged`, async () => {
  const figures = await embeddedRounds(rounds);
  say(
    `${figures.kills} kills of server and Postgres: ${figures.acknowledged.length} acknowledged incidents, ` +
      `${figures.books.incidents.size} stored besides the ${figures.seeded} of the demo, ${figures.seen.length} events`,
  );
  expect(figures.kills).toBe(rounds);
  expectEverythingKept(figures);
});
