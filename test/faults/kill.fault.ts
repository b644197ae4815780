import { expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expectNothingLost } from './expect-nothing-lost';
import { embeddedRounds, expectEverythingKept } from './embedded-rounds';
import { startEmbeddedPostgres } from '../../src/core/database/embedded';
import { createTemplate } from '../support/template-database';
import { killRounds, openFolder } from './kill-rounds';
import { expectEachMadeOnce, reportRounds } from './report-rounds';

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

it(`killed ${rounds} times over reports, it makes each of them once, waiting until the dead maker is taken for dead`, async () => {
  const folder = openFolder('occ-kill-reports-');
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), ephemeral: false });
  try {
    await createTemplate(postgres.url);
    const url = Object.assign(new URL(postgres.url), { pathname: '/occ_template' }).toString();
    const figures = await reportRounds(url, rounds, { lapses: false });
    say(`${rounds} kills: ${figures.asked.length} reports, ${figures.strayFiles} stray files`);
    expectEachMadeOnce(figures);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
