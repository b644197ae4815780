import type { Client } from 'pg';
import { slaStatement, type SlaWeek } from '../src/infra/sla/sla.queries';
import type { Chapter } from './chapter';
import { withClient } from './database';
import { median } from './median';
import { SlaLoop, type WeekFigures } from './sla-loop';
import { table } from './table';

const TASKS = 1_000_000;
const WEEKS = 12;
const ROUNDS = 9;
const MAX_MS = 50;
const LEAST_RATIO = 50;

/** A task every 95 seconds or so for three years, titles of about 40 characters and descriptions of about 100. */
const FILL = `
  insert into tasks (title, description, status, priority, squad, assignee, environment, estimated_hours, actual_hours,
    created_at, due_date, completed_at, tags)
  select 'Move ' || s.what || ' of batch ' || g || ' to the new cluster',
    'Part of the move out of the old data centre: ' || s.what || ' first, then its dashboards and alerts. Wave ' || g % 97 || '.',
    s.status, (array['critical', 'high', 'medium', 'low'])[g % 4 + 1],
    (array['Platform', 'Payments', 'Data', 'Networking', 'Security', 'Mobile'])[g % 6 + 1],
    case when g % 3 > 0 then 'engineer' || g % 40 || '@example.com' end,
    (array['production', 'staging', 'development', null])[g / 6 % 4 + 1],
    (g % 64 + 1) * 0.25, case when s.status <> 'todo' then (g % 71 + 1) * 0.25 end,
    s.at, s.at + interval '14 days', case when s.status = 'done' then s.at + interval '9 days' end,
    case when g % 2 = 0 then array['move', 'wave-' || g % 97] end
  from generate_series(1, $1::int) g,
    lateral (select (array['ledger', 'search index', 'media store', 'login service', 'queue'])[g % 5 + 1] as what,
      (array['todo', 'in_progress', 'review', 'done', 'done', 'done', 'done'])[g % 7 + 1] as status,
      date_trunc('milliseconds', now()) - ($1::int - g) * interval '3 years' / $1::int as at) s`;

/** The SLA of twelve weeks: our statement, and the loop over the ORM of the product's integration guide, in turns. */
export async function measureSla(url: string): Promise<Chapter> {
  console.log('SLA');
  return withClient(url, async (client) => {
    await client.query(`set timezone = 'UTC'`);
    try {
      await client.query(FILL, [TASKS]);
      await client.query('vacuum analyze tasks');
      await client.query('checkpoint').catch(() => undefined);
      return await compare(url, client);
    } finally {
      // What follows should not have to carry them.
      await client.query('truncate tasks restart identity');
    }
  });
}

async function compare(url: string, client: Client): Promise<Chapter> {
  const loop = await SlaLoop.open(url);
  const now = new Date();
  const statement = slaStatement({ now, weeks: WEEKS, squad: null, environments: [] });
  const ours = async (): Promise<SlaWeek[]> => (await client.query<SlaWeek>(statement)).rows;
  const theirs = (): Promise<WeekFigures[]> => loop.weeks(now, WEEKS);
  try {
    expectSame(await ours(), await theirs());
    const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      times.ours.push(await timeOf(ours));
      times.theirs.push(await timeOf(theirs));
    }
    return chapter(median(times.ours), median(times.theirs));
  } finally {
    await loop.close();
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Whoever answers something else has nothing to be compared for. The loop adds up binary fractions, so nearly is enough. */
function expectSame(ours: readonly SlaWeek[], theirs: readonly WeekFigures[]): void {
  const isNear = (one: string, other: number): boolean => Math.abs(Number(one) - other) < 0.006;
  const isSame = theirs.every(({ week_start, requested, delivered, percentage }, at) => {
    const week = ours[at];
    const hours = isNear(week.requested, requested) && isNear(week.delivered, delivered);
    return week.week_start === week_start && hours && isNear(week.percentage, percentage);
  });
  const isSomething = theirs.every(({ requested }) => requested > 0);
  if (!isSame || !isSomething || ours.length !== WEEKS) throw new Error('the two ways to the SLA disagree');
}

function chapter(ours: number, theirs: number): Chapter {
  const title = `SLA of ${WEEKS} weeks over ${TASKS.toLocaleString('en')} tasks`;
  const ratio = theirs / ours;
  return {
    heading: title,
    text: [
      `Median of ${ROUNDS} rounds, in turns, on one connection each. The loop is that of the integration guide: for each week the ORM loads the tasks, and code adds up.`,
      table(
        ['', 'ms', 'times as long'],
        [
          ['**one statement**, over a covering index', ours.toFixed(1), '1'],
          ['a loop over the ORM, one query a week', theirs.toFixed(0), ratio.toFixed(0)],
        ],
      ),
    ].join('\n\n'),
    targets: [
      { title, wanted: `< ${MAX_MS} ms`, got: `${ours.toFixed(1)} ms`, met: ours < MAX_MS },
      {
        title,
        wanted: `≥ ${LEAST_RATIO} × as fast as the loop`,
        got: ratio.toFixed(0),
        met: ratio >= LEAST_RATIO,
      },
    ],
  };
}
