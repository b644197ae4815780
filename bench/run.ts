import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chapter } from './chapter';
import { BASELINES, type Contender, DIST, logIn, startBaseline, startOurs } from './contenders';
import { measureAudit } from './audit';
import { measureCosts } from './costs';
import { openDatabase, migrate, withClient } from './database';
import { fill } from './fill';
import { machineLine } from './machine';
import { Course, type Measurement } from './measure';
import { measureIngestion } from './metrics';
import { type Options, readOptions } from './options';
import { endOnSignals } from './processes';
import { measureReports } from './reports';
import { report } from './results';
import { compareAnswers, scenarios } from './scenarios';
import { measureSla } from './sla';
import { judge } from './targets';
import { measureStatistics } from './vulnerability-stats';
import { measureSockets } from './websocket';

const PROJECT = join(DIST, '..');
const SOCKET_ROUNDS = 20;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  endOnSignals();
  // Beside the project, not in the system's folder for temporary files, which may be memory: fsync should cost something.
  const folder = join(PROJECT, '.tmp', `bench-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    await runIn(folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, options: Options): Promise<void> {
  console.log('Preparing the database …');
  const database = await openDatabase(join(folder, 'database'));
  try {
    await prepare(database.url, folder, options);
    const measurements = await measureRequests(database.url, folder, options);
    const sockets = options.parts.has('ws')
      ? await measureWebSocket(database.url, folder, options)
      : undefined;
    const chapters = await measureChapters(database.url, folder, options);
    const machine = machineLine(database.version);
    const text = report({ machine, options, measurements, sockets, chapters });
    console.log(`\n${text}`);
    if (options.whole) await writeFile(join(PROJECT, 'bench/RESULTS.md'), text);
    else console.log('Not a whole run: bench/RESULTS.md stays as it is.');
    const missed = judge(measurements, sockets, chapters).filter(({ met }) => !met).length;
    if (missed > 0) console.log(`${missed} target(s) missed.`);
  } finally {
    await database.cleanUp();
  }
}

/** The server migrates and is stopped again, so that it starts into the filled database like all others. */
async function prepare(url: string, folder: string, { baselinesOnly }: Options): Promise<void> {
  if (baselinesOnly) await migrate(url);
  else await startOurs(url, folder).then((server) => server.stop());
  await withClient(url, fill);
}

async function measureRequests(url: string, folder: string, options: Options): Promise<Measurement[]> {
  const wanted = (await scenarios(url)).filter(({ part }) => options.parts.has(part));
  if (wanted.length === 0) return [];
  const contenders: Contender[] = [];
  let course: Course | undefined;
  const measurements: Measurement[] = [];
  try {
    for (const name of BASELINES) contenders.push(await startBaseline(name, url));
    if (!options.baselinesOnly) contenders.push(await logIn(await startOurs(url, folder)));
    course = new Course(contenders, url, options);
    for (const scenario of wanted) {
      await compareAnswers(scenario, contenders);
      for (const connections of options.connections) {
        console.log(`${scenario.title}, ${connections} connections`);
        measurements.push(await course.measure(scenario, connections));
      }
    }
  } finally {
    course?.stop();
    await Promise.all(contenders.map(({ server }) => server.stop()));
  }
  return measurements;
}

/** What is no comparison of servers. */
async function measureChapters(url: string, folder: string, options: Options): Promise<Chapter[]> {
  const { parts, baselinesOnly } = options;
  const chapters: Chapter[] = [];
  if (parts.has('sla')) chapters.push(await measureSla(url));
  if (parts.has('metrics')) chapters.push(await measureIngestion(url));
  if (parts.has('stats')) chapters.push(await measureStatistics(url));
  if (parts.has('costs')) chapters.push(await measureCosts(url));
  if (parts.has('audit') && !baselinesOnly) chapters.push(await measureAudit(url, folder, options));
  if (parts.has('reports') && !baselinesOnly)
    chapters.push(await measureReports(url, folder, options.rounds));
  return chapters;
}

async function measureWebSocket(url: string, folder: string, { baselinesOnly }: Options) {
  console.log('WebSocket');
  const ours = baselinesOnly ? undefined : await logIn(await startOurs(url, folder));
  try {
    return await measureSockets(ours, SOCKET_ROUNDS);
  } finally {
    await ours?.server.stop();
  }
}

main().then(
  // Also when something still holds the event loop: what is running belongs to this process and ends with it.
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
