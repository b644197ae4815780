import { expect } from '@jest/globals';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Actor } from '../support/actor';
import { PERSONAS } from '../support/personas';
import { query } from './bookkeeping';
import { openFolder, signIn } from './kill-rounds';
import { ServerProcess } from './server-process';

/** How far the report is whose maker is killed, at least, in each round in turn. */
const KILLED_AT = [5, 50];
const WAITING = 10;
const TYPES = ['incident_summary', 'sla_report', 'vulnerability_report', 'cost_report'];
const FORMATS = ['pdf', 'html', 'json'];
const DONE_MS = 90_000;

/** What the database and the storage say of one report. */
export interface ReportBook {
  readonly id: string;
  readonly status: string;
  readonly edition: number;
  readonly attempts: number;
  readonly versions: number;
  readonly files: number;
  readonly told: number;
  readonly audited: number;
}

export interface ReportRoundFigures {
  readonly asked: readonly string[];
  /** Those whose maker was killed. */
  readonly interrupted: readonly string[];
  /** How many waited at each kill. */
  readonly waiting: readonly number[];
  readonly books: readonly ReportBook[];
  /** Files of runs that were killed between writing the file and the version; they are set aside by and by. */
  readonly strayFiles: number;
}

const STATES = `select id, attempts, percentage, lease_until is not null as is_begun from reports where status = 'generating'`;
const BOOKS = `
  select r.id, r.status, r.edition, r.attempts,
    array(select v.file_key from report_versions v where v.report_id = r.id) as keys,
    (select count(*)::int from events e where e.type = 'notification' and e.data->>'title' = 'Report ready'
      and e.data->'metadata'->>'report_id' = r.id::text) as told,
    (select count(*)::int from audit_logs a where a.resource_id = r.id::text and a.event_type = 'GENERATE'
      and a.status = 'success') as audited
  from reports r`;
/** As if the time had come at which a killed maker is taken for dead. */
const LAPSE = `update reports set lease_until = clock_timestamp() where status = 'generating' and lease_until is not null`;

interface State {
  readonly id: string;
  readonly attempts: number;
  readonly percentage: number;
  readonly is_begun: boolean;
}

/**
 * Kills the server while it makes a report and ten more wait, over and over. `lapses`: does not wait until the killed maker
 * is taken for dead.
 */
export async function reportRounds(
  databaseUrl: string,
  rounds: number,
  { lapses }: { readonly lapses: boolean },
): Promise<ReportRoundFigures> {
  const folder = openFolder('occ-reports-');
  const server = await ServerProcess.with({
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: folder, STORAGE_PATH: join(folder, 'storage') },
    JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
  });
  const states = (): Promise<State[]> => query<State>(databaseUrl, STATES);
  const [asked, interrupted, waiting]: [string[], string[], number[]] = [[], [], []];
  try {
    await server.start();
    const token = await signIn(server.url, PERSONAS.engineer.email);
    const engineer = new Actor(server.url, { authorization: `Bearer ${token}` });
    for (let round = 0; round < rounds; round += 1) {
      asked.push(...(await askFor(engineer, 1 + WAITING)));
      const wanted = KILLED_AT[round % KILLED_AT.length];
      const isHit = async (): Promise<boolean> =>
        (await states()).some((one) => one.is_begun && one.percentage >= wanted);
      await until(async () => {
        if (!(await isHit())) return false;
        // It may have been done by the time that somebody has looked.
        server.hold();
        if (await isHit()) return true;
        server.goOn();
        return false;
      });
      await server.kill();
      const left = await states();
      interrupted.push(...left.filter(({ is_begun }) => is_begun).map(({ id }) => id));
      waiting.push(left.filter(({ is_begun }) => !is_begun).length);
      if (lapses) await query(databaseUrl, LAPSE);
      await server.start();
      await until(async () => (await states()).length === 0);
    }
    return { asked, interrupted, waiting, ...(await readBooks(databaseUrl, join(folder, 'storage'))) };
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function askFor(engineer: Actor, count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      engineer.post<{ id: string }>('/reports/generate', {
        ...{ name: `Report ${at}`, type: TYPES[at % TYPES.length], format: FORMATS[at % FORMATS.length] },
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
  return answers.map(({ body }) => body.id);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DONE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('Waited in vain for reports');
    await sleep(5);
  }
}

async function readBooks(
  databaseUrl: string,
  storage: string,
): Promise<Pick<ReportRoundFigures, 'books' | 'strayFiles'>> {
  const rows = await query<Omit<ReportBook, 'versions' | 'files'> & { keys: string[] }>(databaseUrl, BOOKS);
  const files = readdirSync(join(storage, 'reports'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(storage.length + 1));
  const known = new Set(rows.flatMap(({ keys }) => keys));
  const books = rows.map(({ keys, ...row }) => ({
    ...row,
    versions: keys.length,
    files: files.filter((file) => keys.includes(file)).length,
  }));
  return { books, strayFiles: files.filter((file) => !known.has(file)).length };
}

/** Each is made once, whoever was killed over it. */
export function expectEachMadeOnce(figures: ReportRoundFigures): void {
  const { asked, interrupted, waiting, books } = figures;
  // Each kill hit one that was being made, and others that waited: otherwise nothing was tried.
  expect(interrupted).toHaveLength(waiting.length);
  expect(Math.min(...waiting)).toBeGreaterThan(0);
  expect(new Set(books.map(({ id }) => id))).toEqual(new Set(asked));
  for (const { id, attempts, ...book } of books) {
    expect(book).toEqual({ status: 'completed', edition: 1, versions: 1, files: 1, told: 1, audited: 1 });
    expect([id, attempts]).toEqual([id, interrupted.includes(id) ? 2 : 1]);
  }
  expect(figures.strayFiles).toBeLessThanOrEqual(interrupted.length);
}
