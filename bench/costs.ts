import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LOCK_COST_DAYS, STORE, sumStatement } from '../src/finops/costs/cost.queries';
import { comparisonOf, periodOf } from '../src/finops/summary/period';
import { summaryStatement } from '../src/finops/summary/summary.queries';
import type { Chapter } from './chapter';
import { withClient } from './database';
import { median } from './median';
import { table } from './table';

const MONTHS = 12;
const ROWS_A_MONTH = 50_000;
const LAST_DAY = '2025-12-31';
const BATCH = 10_000;
const ROUNDS = 9;
const MAX_SUMMARY_MS = 200;
const MAX_BREAKDOWN_MS = 300;

/** Resources of 20 services in three environments, of which each costs something every day of a month. */
const FILL = `
  insert into costs (date, environment, service, resource_id, resource_name, resource_type, category, cost, billed_cost,
    list_cost, currency, usage_amount, usage_unit, provider, region, tags)
  select m.first + n % m.days, (array['production', 'production', 'staging', 'development'])[n / 20 % 4 + 1],
    'Service ' || n % 20, 'r-' || n, 'Resource ' || n, 'instance', 'Compute', (n % 9973) / 317.0, (n % 9973) / 350.0,
    (n % 9973) / 290.0, 'USD', 24, 'hours', 'aws', 'eu-central-1', jsonb_build_object('team', 'team-' || n % 12)
  from (select date '2025-01-01' + make_interval(months => k) as first,
      extract(day from date '2025-01-01' + make_interval(months => k + 1) - interval '1 day')::int as days
    from generate_series(0, $1::int - 1) k) as months(at, days), lateral (select at::date as first, days) m,
    generate_series(1, $2::int) n`;

interface Compared {
  readonly ours: number;
  readonly plain: number;
}

/** Sums over a year of costs: from the sums of days as the server does, and from the costs themselves, in turns. */
export async function measureCosts(url: string): Promise<Chapter> {
  console.log('Costs');
  return withClient(url, async (client) => {
    await client.query(`set timezone = 'UTC'`);
    try {
      await client.query(FILL, [MONTHS, ROWS_A_MONTH]);
      await client.query('vacuum analyze costs, cost_days');
      await client.query('checkpoint').catch(() => undefined);
      const summary = await compare(client, ...summaries());
      const breakdown = await compare(client, ...breakdowns());
      return chapter(summary, breakdown, await measureBatches(client));
    } finally {
      // What follows should not have to carry them.
      await client.query('truncate costs');
    }
  });
}

interface Ask {
  readonly text: string;
  readonly values: unknown[];
}

function summaries(): [Ask, Ask] {
  const days = periodOf('monthly', LAST_DAY);
  const comparison = comparisonOf('monthly', days, LAST_DAY);
  const scope = { days, comparison, metric: 'effective', currency: null, environments: [] } as const;
  const ours = summaryStatement(scope);
  // The same question to the table of costs, in which every row counts for one.
  const text = ours.text
    .replace('from cost_days r', 'from costs r')
    .replaceAll('r.cost_count <> 0', 'r.deleted_at is null')
    .replaceAll('r.cost_count', '1');
  return [ours, { text, values: ours.values }];
}

function breakdowns(): [Ask, Ask] {
  const ours = sumStatement('service', 'effective', [], null);
  const text = `select service as key, currency, sum(cost)::text as sum, count(*)::float8 as record_count from costs
    where deleted_at is null group by service, currency`;
  return [ours, { text, values: [] }];
}

async function compare(client: Client, ours: Ask, plain: Ask): Promise<Compared> {
  const rows = async ({ text, values }: Ask): Promise<string> => {
    const result = await client.query<Record<string, unknown>>(text, values);
    return JSON.stringify(result.rows.map((row) => JSON.stringify(comparable(row))).toSorted());
  };
  if ((await rows(ours)) !== (await rows(plain))) throw new Error('the two ways to the sums disagree');
  const times: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(await timeOf(() => client.query(ours.text, ours.values)));
    times.plain.push(await timeOf(() => client.query(plain.text, plain.values)));
  }
  return { ours: median(times.ours), plain: median(times.plain) };
}

/** Sums of other digits are the same: 1.50 is 1.5. */
const comparable = (row: Record<string, unknown>): unknown[] =>
  Object.values(row).map((value) =>
    typeof value === 'string' && value.includes('.') ? value.replace(/0+$/, '') : value,
  );

interface Batches {
  readonly added: number;
  readonly replaced: number;
  readonly same: number;
  readonly copied: number;
}

/** Milliseconds of a batch that is new, of one that replaces another, of one that changes nothing, and of COPY of a new one. */
async function measureBatches(client: Client): Promise<Batches> {
  const times: Record<keyof Batches, number[]> = { added: [], replaced: [], same: [], copied: [] };
  for (let round = -2; round < ROUNDS; round += 1) {
    const own = `round-${round + 2}`;
    const measured = {
      added: await timeOf(() => store(client, recordsOf(own, 1))),
      replaced: await timeOf(() => store(client, recordsOf(own, 2))),
      same: await timeOf(() => store(client, recordsOf(own, 2))),
      copied: await timeOf(() => copy(client, recordsOf(`copy-${round + 2}`, 1))),
    };
    if (round < 0) continue;
    for (const [name, time] of Object.entries(measured)) times[name as keyof Batches].push(time);
  }
  return {
    ...{ added: median(times.added), replaced: median(times.replaced) },
    ...{ same: median(times.same), copied: median(times.copied) },
  };
}

type BenchRecord = Readonly<Record<string, string | number>>;

const recordsOf = (prefix: string, cost: number): BenchRecord[] =>
  Array.from({ length: BATCH }, (_, index) => ({
    ...{ date: `2026-01-${String((index % 28) + 1).padStart(2, '0')}`, environment: 'production' },
    ...{
      service: `Service ${index % 20}`,
      resource_id: `${prefix}-${index}`,
      resource_name: `Resource ${index}`,
    },
    ...{ cost: cost + (index % 997) / 100, currency: 'USD', usage_amount: 24, usage_unit: 'hours' },
  }));

/** What the server does of a batch that it has accepted. */
async function store(client: Client, records: readonly BenchRecord[]): Promise<void> {
  await client.query('begin');
  await client.query({ ...LOCK_COST_DAYS, values: [[...new Set(records.map(({ date }) => date))]] });
  await client.query({ ...STORE, values: [JSON.stringify(records)] });
  await client.query('commit');
}

async function copy(client: Client, records: readonly BenchRecord[]): Promise<void> {
  const columns = Object.keys(records[0]);
  const text = records.map((one) => `${Object.values(one).join('\t')}\n`).join('');
  await pipeline(
    Readable.from([text]),
    client.query(copyFrom(`copy costs (${columns.join(', ')}) from stdin`)),
  );
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function chapter(summary: Compared, breakdown: Compared, batches: Batches): Chapter {
  const name = (count: number): string => count.toLocaleString('en');
  const over = `over ${MONTHS} months of ${name(ROWS_A_MONTH)} records`;
  const row = (what: string, { ours, plain }: Compared): string[] => [
    ...[what, plain.toFixed(1), ours.toFixed(1), (plain / ours).toFixed(0)],
  ];
  const rate = (ms: number): string[] => [ms.toFixed(0), name(Math.round((BATCH / ms) * 1_000))];
  return {
    heading: `Costs ${over}`,
    text: [
      `Medians of ${ROUNDS} rounds, in turns, on one connection. The sums of each day are kept by statement-level triggers; plain is the same question to the costs themselves, by their index where one helps. It is also what groups cost that are filtered by anything but day, environment, service and currency: only those are kept as sums. There are 20 services in three environments: the time of kept sums grows with their number, not with that of records.`,
      table(
        ['what', 'plain SQL, ms', '**kept sums**, ms', 'times as fast'],
        [
          row('summary of a month, with its comparison', summary),
          row('breakdown by service, all of it', breakdown),
        ],
      ),
      `One transaction of ${name(BATCH)} records into that table, sums included.`,
      table(
        ['batch', 'ms', 'records/s'],
        [
          ['**this server**: new', ...rate(batches.added)],
          ['**this server**: sent again, all of it changed', ...rate(batches.replaced)],
          ['**this server**: sent again as it was', ...rate(batches.same)],
          ['COPY of a new one, which could not replace', ...rate(batches.copied)],
        ],
      ),
    ].join('\n\n'),
    targets: [
      {
        ...{ title: `Summary ${over}`, wanted: `< ${MAX_SUMMARY_MS} ms` },
        ...{ got: `${summary.ours.toFixed(1)} ms`, met: summary.ours < MAX_SUMMARY_MS },
      },
      {
        ...{ title: `Breakdown by service ${over}`, wanted: `< ${MAX_BREAKDOWN_MS} ms` },
        ...{ got: `${breakdown.ours.toFixed(1)} ms`, met: breakdown.ours < MAX_BREAKDOWN_MS },
      },
    ],
  };
}
