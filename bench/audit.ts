import { join } from 'node:path';
import type { Chapter } from './chapter';
import { type Contender, DIST, logIn, startOurs } from './contenders';
import { withClient } from './database';
import type { LoadOrder, LoadResult } from './load';
import { median } from './median';
import type { Options } from './options';
import { sleep } from './processes';
import { authorized, type Scenario, scenarios } from './scenarios';
import { table } from './table';
import { Worker } from './worker';

const CONNECTIONS = 32;
const LEAST = 0.9;
/** Rows that wait may not become more and more: then their work would only be left for later. */
const MAX_LAG_MS = 2_000;
const LOOK_MS = 20;

interface Round {
  readonly perSecond: number;
  /** From the end of the load until everything is chained. */
  readonly lagMs: number;
}

/** Creations with and without the chain over the audit log: two servers alike, each on a copy of the database, in turns. */
export async function measureAudit(url: string, folder: string, options: Options): Promise<Chapter> {
  console.log('Audit log');
  const [scenario] = (await scenarios(url)).filter(({ part }) => part === 'create');
  const chained = await copyOf(url, 'bench_chained');
  const plain = await copyOf(url, 'bench_plain');
  const load = new Worker(join(DIST, 'bench/load.js'));
  const servers: Contender[] = [];
  const start = async (database: string, sealing: string): Promise<Contender> => {
    const contender = await logIn(await startOurs(database, folder, { AUDIT_SEALING: sealing }));
    servers.push(contender);
    return contender;
  };
  try {
    const ours = await start(chained, 'true');
    const bare = await start(plain, 'false');
    const withChain: Round[] = [];
    const without: Round[] = [];
    const run = async (one: Contender, seconds: number): Promise<Round> => {
      const perSecond = await create(load, scenario, one, seconds);
      return { perSecond, lagMs: one === ours ? await untilChained(chained) : 0 };
    };
    for (const one of [ours, bare]) await run(one, options.warmUpSeconds);
    for (let round = 0; round < options.rounds; round += 1) {
      const first = round % 2 === 0;
      if (first) withChain.push(await run(ours, options.seconds));
      without.push(await run(bare, options.seconds));
      if (!first) withChain.push(await run(ours, options.seconds));
      const [a, b] = [withChain[round], without[round]].map(({ perSecond }) => perSecond.toFixed(0));
      console.log(`  round ${round + 1}  chained ${a}  without ${b} requests/s`);
    }
    return chapter(withChain, without);
  } finally {
    load.stop();
    await Promise.all(servers.map(({ server }) => server.stop()));
    for (const name of ['bench_chained', 'bench_plain']) await dropCopy(url, name);
  }
}

async function copyOf(url: string, name: string): Promise<string> {
  const source = new URL(url).pathname.slice(1);
  await onServer(url, `create database ${name} template ${source}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).toString();
}

const dropCopy = (url: string, name: string): Promise<void> =>
  onServer(url, `drop database if exists ${name} with (force)`);

/** Not in the database that is copied, which nobody may use meanwhile. */
const onServer = (url: string, statement: string): Promise<void> =>
  withClient(Object.assign(new URL(url), { pathname: '/postgres' }).toString(), async (client) => {
    await client.query(statement);
  });

async function create(
  load: Worker,
  scenario: Scenario,
  { server, token }: Contender,
  seconds: number,
): Promise<number> {
  const requests = scenario.requests.map((request) => authorized(request, token));
  const { expectedStatus } = scenario;
  const order: LoadOrder = { url: server.url, connections: CONNECTIONS, seconds, expectedStatus, requests };
  const result = await load.ask<LoadResult>(order);
  server.check();
  if (result.failures > 0) throw new Error(`creating failed ${result.failures} times\n${server.said}`);
  return result.perSecond;
}

/** Milliseconds until every row is in the chain. */
function untilChained(url: string): Promise<number> {
  const start = performance.now();
  return withClient(url, async (client) => {
    for (;;) {
      const { rows } = await client.query<{ waiting: boolean }>(
        `select exists (select from audit_logs l where l.xid >= coalesce((select max(xid) from audit_chain), '0')
          and not exists (select from audit_chain c where c.xid = l.xid and c.position = l.position)) as waiting`,
      );
      if (!rows[0].waiting) return performance.now() - start;
      await sleep(LOOK_MS);
    }
  });
}

function chapter(chained: readonly Round[], plain: readonly Round[]): Chapter {
  const ratio = median(chained.map(({ perSecond }, round) => perSecond / plain[round].perSecond));
  const lag = Math.max(...chained.map(({ lagMs }) => lagMs));
  const perSecond = (rounds: readonly Round[]): string =>
    median(rounds.map((one) => one.perSecond)).toFixed(0);
  return {
    heading: 'Creations with the audit log chained',
    text: [
      `The server as shipped against the same with \`AUDIT_SEALING=false\`, each on a copy of the database, in turns, ${CONNECTIONS} connections. Chaining follows the commit in the same process, so it takes its share of the processor; rows that are not chained when the load ends count as lag.`,
      table(
        ['server', 'creations/s', '÷ without', 'longest lag, ms'],
        [
          ['without chain', perSecond(plain), '1.00', '–'],
          ['**chained and signed**', perSecond(chained), ratio.toFixed(2), lag.toFixed(0)],
        ],
      ),
    ].join('\n\n'),
    targets: [
      {
        ...{ title: `Create with the audit log chained, ${CONNECTIONS} connections` },
        ...{ wanted: `≥ ${LEAST.toFixed(1)} × without`, got: ratio.toFixed(2), met: ratio >= LEAST },
      },
      {
        ...{ title: 'Rows not chained when the load ends', wanted: `chained within ${MAX_LAG_MS} ms` },
        ...{ got: `${lag.toFixed(0)} ms`, met: lag < MAX_LAG_MS },
      },
    ],
  };
}
