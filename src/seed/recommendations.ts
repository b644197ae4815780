import type { PoolClient } from 'pg';
import { dayOf, daysAfter } from '../core/time/calendar';
import {
  type Finding,
  foundRecommendation,
  type Recommendation,
  SAVINGS_STATEMENTS,
} from '../finops/recommendations';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { DAY, HOUR } from './durations';
import { Random } from './random';

type RecommendationRow = Pick<
  Recommendation,
  | ('id' | 'type' | 'title' | 'description' | 'potential_savings' | 'currency' | 'priority' | 'status')
  | ('resource_id' | 'resource_type' | 'environment' | 'service' | 'note' | 'completed_at' | 'rule')
  | ('baseline' | 'baseline_end' | 'created_at' | 'updated_at' | 'version')
>;

const RECOMMENDATIONS: SeedTable<RecommendationRow> = {
  name: 'recommendations',
  columns: {
    ...{ id: 'uuid', type: 'text', title: 'text', description: 'text', potential_savings: 'numeric' },
    ...{ currency: 'text', priority: 'text', status: 'text', resource_id: 'text', resource_type: 'text' },
    ...{ environment: 'text', service: 'text', note: 'text', completed_at: 'timestamptz', rule: 'text' },
    ...{ baseline: 'numeric', baseline_end: 'date', created_at: 'timestamptz', updated_at: 'timestamptz' },
    version: 'integer',
  },
};

type Written = Pick<
  RecommendationRow,
  | ('type' | 'title' | 'description' | 'potential_savings' | 'priority' | 'status' | 'resource_type')
  | ('environment' | 'service' | 'note')
> & { readonly since: number; readonly touched: number };

/** What people have written down from what they saw; days ago when they wrote it, and when they last touched it. */
const WRITTEN: readonly Written[] = [
  {
    ...{ type: 'reserved_instance', status: 'pending', priority: 'high', since: 6, touched: 6 },
    title: 'Reserve the production databases for a year',
    description:
      'postgres-main and ledger have run day and night for 90 days at about 215 USD a day. A reservation for one year without ' +
      'payment in advance is 28 % cheaper. Savings in 30 days: 6450.00 × 0.28 = 1806.00 USD.',
    ...{
      potential_savings: 1806,
      environment: 'production',
      service: 'RDS',
      resource_type: 'database',
      note: null,
    },
  },
  {
    ...{ type: 'spot_instance', status: 'in_progress', priority: 'medium', since: 19, touched: 4 },
    title: 'Run the build runners on spot machines',
    description:
      'Builds can be repeated, so build-runners need no machines that are kept for them: about 900 USD in a month. Spot machines ' +
      'of this kind were 55 % cheaper over the last quarter. Savings in 30 days: 900.00 × 0.55 = 495.00 USD.',
    ...{ potential_savings: 495, environment: 'development', service: 'EC2', resource_type: 'instance' },
    note: 'Half of the runners have moved.',
  },
  {
    ...{ type: 'rightsizing', status: 'completed', priority: 'low', since: 48, touched: 33 },
    title: 'Use a smaller class for the session store',
    description:
      'session-store never used more than a fifth of its memory in 60 days; it costs 662.40 USD in 30 days, and the next smaller ' +
      'class 15 % less. Savings in 30 days: 662.40 × 0.15 = 99.36 USD.',
    ...{
      potential_savings: 99.36,
      environment: 'production',
      service: 'ElastiCache',
      resource_type: 'cache',
    },
    note: 'Done with the maintenance of that week.',
  },
];

/** What people did about some of what was found, by the name of the resource: after how many days. */
const TAKEN_UP = [
  {
    name: 'load-test-runner',
    status: 'in_progress',
    note: 'Asked the team that built it whether it may go.',
  },
  { name: 'database-backups', status: 'dismissed', note: 'The auditors want backups of two years.' },
] as const;

/** Adds what the costs that are there give reason for, and what people have written. */
export async function addRecommendations(client: PoolClient, now: Date): Promise<number> {
  const random = new Random('recommendations');
  const found: Finding[] = [];
  for (const { found: statement, ofWholeDays } of SAVINGS_STATEMENTS) {
    const day = daysAfter(dayOf(now), ofWholeDays ? -1 : 0);
    found.push(...(await client.query<Finding>(statement.text, [day, null])).rows);
  }
  // Postgres gives them in no order, and the ids are drawn one after another.
  found.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const rows = [
    ...WRITTEN.map((written) => writtenRow(written, now, random)),
    ...found.map((finding) => foundRow(finding, now, random)),
  ];
  return bulkInsert(
    client,
    RECOMMENDATIONS,
    rows.toSorted((one, other) => one.created_at.getTime() - other.created_at.getTime()),
  );
}

const keyOf = ({ rule, environment, service, resource_id }: Finding): string =>
  [rule, environment, service, resource_id].join();

function writtenRow({ since, touched, ...written }: Written, now: Date, random: Random): RecommendationRow {
  const updated_at = new Date(now.getTime() - touched * DAY);
  return {
    ...written,
    ...{
      id: random.uuid(),
      currency: 'USD',
      resource_id: null,
      rule: null,
      baseline: null,
      baseline_end: null,
    },
    completed_at: written.status === 'completed' ? updated_at : null,
    ...{ created_at: new Date(now.getTime() - since * DAY), updated_at, version: touched < since ? 2 : 1 },
  };
}

/** As the look of this morning would have left it. */
function foundRow(finding: Finding, now: Date, random: Random): RecommendationRow {
  const created_at = new Date(now.getTime() - random.integer(3, 5) * HOUR);
  const taken = TAKEN_UP.find(({ name }) => 'resource_name' in finding && finding.resource_name === name);
  const { id, ...made } = foundRecommendation(finding);
  return {
    ...made,
    id: random.uuid(),
    ...(taken ? { status: taken.status, note: taken.note } : {}),
    created_at,
    updated_at: taken ? new Date(created_at.getTime() + HOUR) : created_at,
    version: taken ? 2 : 1,
  };
}
