import { Agent, request } from 'node:http';
import type { Chapter } from './chapter';
import { type Contender, logIn, startOurs } from './contenders';
import { INCIDENTS } from './fill';
import { residentKb } from './machine';
import { median } from './median';
import { sleep } from './processes';
import { INCIDENTS_PATH } from './scenarios';
import { table } from './table';

const AT_ONCE = 10;
const LOOK_MS = 20;
/** While lists are measured they shall have the server to themselves, but for the reports. */
const SELDOM_MS = 500;
/** Lists of 20 that come every so often, whether or not the last one is answered. */
const EVERY_MS = 20;
const IDLE_MS = 6_000;
const MAX_SECONDS = 10;
const MAX_MIB = 300;
const MAX_RATIO = 3;
const LIST = `${INCIDENTS_PATH}?environment=production&status=open&limit=20`;
const FORMATS = ['pdf', 'html', 'json'] as const;

interface One {
  readonly seconds: number;
  readonly peakMib: number;
  readonly grownMib: number;
}

interface Ten {
  readonly seconds: number;
  /** Milliseconds of lists, 99th percentile. */
  readonly idle: number;
  readonly during: number;
  readonly peakMib: number;
  readonly mostAtOnce: number;
}

/** Incident summaries of all incidents, made by a server as it is shipped, in a process of its own. */
export async function measureReports(url: string, folder: string, rounds: number): Promise<Chapter> {
  console.log('Reports');
  const server = await startOurs(url, folder);
  const ours = await logIn(server);
  try {
    // The first one of a process loads what all others use.
    const first = await makeOne(ours, 'pdf');
    const alone: Record<string, One[]> = { pdf: [], html: [], json: [] };
    const together: Ten[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const format of FORMATS) alone[format].push(await makeOne(ours, format));
    }
    // Afterwards, as a server that has been busy keeps memory for that.
    for (let round = 0; round < rounds; round += 1) together.push(await makeTen(ours));
    return chapter(first, alone, together);
  } finally {
    await server.stop();
  }
}

async function makeOne(ours: Contender, format: string): Promise<One> {
  const memory = new MemoryWatch(ours.server.pid);
  const start = performance.now();
  await untilMade(ours, [await askFor(ours, format)], LOOK_MS);
  const seconds = (performance.now() - start) / 1_000;
  return { seconds, peakMib: memory.peak(), grownMib: memory.peak() - memory.before };
}

async function makeTen(ours: Contender): Promise<Ten> {
  const idle = new Lists(ours);
  await sleep(IDLE_MS);
  const before = await idle.stop();
  const memory = new MemoryWatch(ours.server.pid);
  const lists = new Lists(ours);
  const start = performance.now();
  const ids = await Promise.all(Array.from({ length: AT_ONCE }, () => askFor(ours, 'pdf')));
  const mostAtOnce = await untilMade(ours, ids, SELDOM_MS);
  const seconds = (performance.now() - start) / 1_000;
  return { seconds, idle: before, during: await lists.stop(), peakMib: memory.peak(), mostAtOnce };
}

interface Report {
  readonly id: string;
  readonly status: string;
  readonly percentage: number;
  readonly error: string | null;
}

async function askFor(ours: Contender, format: string): Promise<string> {
  const period_start = new Date(Date.now() - 365 * 24 * 3_600_000).toISOString();
  const body = { name: 'All incidents', type: 'incident_summary', format, period_start };
  return (await ask<Report>(ours, '/api/v1/reports/generate', body)).id;
}

/** Waits until all are made; gives how many were under way at the same time at most. */
async function untilMade(ours: Contender, ids: readonly string[], everyMs: number): Promise<number> {
  let most = 0;
  for (;;) {
    const reports = await ask<Report[]>(ours, `/api/v1/reports?limit=${AT_ONCE}`);
    const own = reports.filter(({ id }) => ids.includes(id));
    const failed = own.find(({ status }) => status === 'failed');
    if (failed) throw new Error(`A report was not made: ${failed.error}\n${ours.server.said}`);
    const open = own.filter(({ status }) => status === 'generating');
    most = Math.max(most, open.filter(({ percentage }) => percentage > 0).length);
    if (own.length === ids.length && open.length === 0) return most;
    await sleep(everyMs);
  }
}

async function ask<T>({ server, token }: Contender, path: string, body?: object): Promise<T> {
  const response = await fetch(server.url + path, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** The memory of a process from now on. */
class MemoryWatch {
  readonly before: number;
  private highest: number;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.before = residentKb(pid) / 1_024;
    this.highest = this.before;
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** MiB. */
  peak(): number {
    clearInterval(this.timer);
    this.look();
    return this.highest;
  }

  private look(): void {
    try {
      this.highest = Math.max(this.highest, residentKb(this.pid) / 1_024);
    } catch {
      // It has ended, which those who talk to it find out.
      clearInterval(this.timer);
    }
  }
}

/** Asks for lists all the while. */
class Lists {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly times: number[] = [];
  private readonly open = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private failure: Error | undefined;

  constructor({ server, token }: Contender) {
    const headers = { authorization: `Bearer ${token}` };
    this.timer = setInterval(() => {
      const asked = this.ask(server.url + LIST, headers).catch((error: Error) => void (this.failure = error));
      this.open.add(asked);
      void asked.then(() => this.open.delete(asked));
    }, EVERY_MS);
  }

  /** Milliseconds, 99th percentile. */
  async stop(): Promise<number> {
    clearInterval(this.timer);
    await Promise.all(this.open);
    this.agent.destroy();
    if (this.failure) throw this.failure;
    const sorted = this.times.sort((one, other) => one - other);
    return sorted[Math.floor((sorted.length - 1) * 0.99)];
  }

  private ask(url: string, headers: Record<string, string>): Promise<void> {
    const start = performance.now();
    return new Promise((resolve, reject) => {
      const asked = request(url, { agent: this.agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`A list answered ${response.statusCode}`));
        response.resume().on('end', () => {
          this.times.push(performance.now() - start);
          resolve();
        });
      });
      asked.on('error', reject).end();
    });
  }
}

function chapter(first: One, alone: Record<string, One[]>, together: readonly Ten[]): Chapter {
  const middle = <T>(rounds: readonly T[], of: (round: T) => number): number => median(rounds.map(of));
  const peak = Math.max(first.peakMib, ...alone.pdf.map(({ peakMib }) => peakMib));
  const seconds = Math.max(
    first.seconds,
    middle(alone.pdf, (round) => round.seconds),
  );
  const ratio = middle(together, ({ idle, during }) => during / idle);
  const many = INCIDENTS.toLocaleString('en');
  const rows = [
    ['PDF, the first of the process', first],
    ...Object.entries(alone).map(([format, rounds]) => [
      format.toUpperCase(),
      {
        seconds: middle(rounds, (round) => round.seconds),
        peakMib: Math.max(...rounds.map(({ peakMib }) => peakMib)),
        grownMib: Math.max(...rounds.map(({ grownMib }) => grownMib)),
      },
    ]),
  ] as [string, One][];
  const title = `Incident summary of ${many} incidents as PDF`;
  const tenTitle = `${AT_ONCE} of them asked for at once`;
  const mib = (value: number): string => `${value.toFixed(0)} MiB`;
  return {
    heading: `Reports of ${many} incidents`,
    text: [
      `A server as it is shipped makes incident summaries of the whole year, from the request until the report is completed; memory is that of the ` +
        `whole process (RSS, looked at every ${LOOK_MS} ms). Medians of ${together.length} rounds, of memory the highest.`,
      table(
        ['what', 's', 'peak', 'more than before'],
        rows.map(([what, one]) => [what, one.seconds.toFixed(2), mib(one.peakMib), mib(one.grownMib)]),
      ),
      `${AT_ONCE} PDFs asked for at once, while lists of 20 are asked for every ${EVERY_MS} ms:`,
      table(
        ['s until the last', 'under way at once', 'p99 of lists, idle', 'p99 meanwhile', '÷ idle', 'peak'],
        [
          [
            middle(together, (round) => round.seconds).toFixed(1),
            String(Math.max(...together.map(({ mostAtOnce }) => mostAtOnce))),
            `${middle(together, ({ idle }) => idle).toFixed(1)} ms`,
            `${middle(together, ({ during }) => during).toFixed(1)} ms`,
            ratio.toFixed(2),
            mib(Math.max(...together.map(({ peakMib }) => peakMib))),
          ],
        ],
      ),
    ].join('\n\n'),
    targets: [
      { title, wanted: `< ${MAX_SECONDS} s`, got: `${seconds.toFixed(1)} s`, met: seconds < MAX_SECONDS },
      { title, wanted: `< ${MAX_MIB} MiB`, got: mib(peak), met: peak < MAX_MIB },
      {
        title: tenTitle,
        wanted: 'one after another',
        got: `${Math.max(...together.map(({ mostAtOnce }) => mostAtOnce))} at a time`,
        met: together.every(({ mostAtOnce }) => mostAtOnce === 1),
      },
      {
        title: tenTitle,
        wanted: `p99 of lists < ${MAX_RATIO} × idle`,
        got: ratio.toFixed(2),
        met: ratio < MAX_RATIO,
      },
    ],
  };
}
