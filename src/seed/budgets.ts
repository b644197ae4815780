import { Decimal } from 'decimal.js';
import type { PoolClient } from 'pg';
import { dayOf } from '../core/time/calendar';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { DAY, HOUR } from './durations';
import { Random } from './random';

interface BudgetRow {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly environment: string | null;
  readonly service: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly thresholds: readonly number[];
  readonly created_at: Date;
  readonly updated_at: Date;
}

const BUDGETS: SeedTable<BudgetRow> = {
  name: 'budgets',
  columns: {
    id: 'uuid',
    name: 'text',
    description: 'text',
    environment: 'text',
    service: 'text',
    amount: 'numeric',
    currency: 'text',
    thresholds: 'jsonb',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
};

/** What is spent on something in the month, and is to be expected by its end; decimal text. */
interface Spent {
  readonly month_to_date: string;
  readonly projected: string;
}

/** Where an amount lies: from `least` up to, but not including, `below`. */
type Room = readonly [least: Decimal, below: Decimal];

const within = (from: Decimal, to: Decimal, [low, high]: readonly [number, number]): Room => [
  from.plus(to.minus(from).times(low)),
  from.plus(to.minus(from).times(high)),
];
const ZERO = new Decimal(0);

/** Sizes that the costs decide, so that one budget is exceeded and one at risk whatever day it is. */
const SIZES: Readonly<Record<'generous' | 'tight' | 'small', (mtd: Decimal, projected: Decimal) => Room>> = {
  generous: (_, projected) => within(ZERO, projected, [1.2, 1.5]),
  tight: (mtd, projected) => within(mtd, projected, [0.3, 0.8]),
  small: (mtd) => within(ZERO, mtd, [0.8, 0.97]),
};

interface Plan extends Pick<BudgetRow, 'name' | 'description' | 'environment' | 'thresholds'> {
  /** Takes the service that costs most there. */
  readonly isOneService: boolean;
  readonly size: keyof typeof SIZES;
}

const PLANS: readonly Plan[] = [
  {
    ...{ name: 'Everything', environment: null, isOneService: false, size: 'generous' },
    ...{ thresholds: [50, 80, 100], description: 'What the board has agreed to for this year' },
  },
  {
    ...{ name: 'Production', environment: 'production', isOneService: false, size: 'tight' },
    ...{ thresholds: [75, 90, 100, 110], description: 'All services that customers depend on' },
  },
  {
    ...{ name: 'Largest service of staging', environment: 'staging', isOneService: true, size: 'small' },
    ...{ thresholds: [80, 100], description: 'Should cost a tenth of production' },
  },
  {
    ...{ name: 'Development', environment: 'development', isOneService: false, size: 'generous' },
    ...{ thresholds: [100], description: null },
  },
];

const LARGEST_SERVICE = `select service from cost_days
  where environment = $2 and currency = 'USD' and date >= date_trunc('month', $1::date::timestamp) and date <= $1::date
  group by service order by sum(cost) desc, service limit 1`;
/** As budgets compute it, with seven days that all have costs: there is no budget yet whose figures could be asked for. */
const SPENT = `with d as (select date, sum(cost) as cost from cost_days
    where currency = 'USD' and ($2::text is null or environment = $2) and ($3::text is null or service = $3)
      and date <= $1::date group by date),
  m as (select coalesce(sum(cost), 0) as mtd from d where date >= date_trunc('month', $1::date::timestamp)),
  w as (select coalesce(sum(cost), 0) / 7 as mean from d where date between $1::date - 7 and $1::date - 1)
  select m.mtd::text as month_to_date, (m.mtd + w.mean * ((date_trunc('month', $1::date::timestamp)
    + interval '1 month')::date - 1 - $1::date))::text as projected from m, w`;

/** The amount with the fewest digits that lies in the room. */
export function roundest([least, below]: Room): Decimal {
  const middle = least.plus(below).div(2);
  for (let digits = 1; digits <= 15; digits += 1) {
    const rounded = middle.toSignificantDigits(digits).toDecimalPlaces(2);
    if (rounded.gt(0) && rounded.gte(least) && rounded.lt(below)) return rounded;
  }
  // No costs yet, or no room between them: any amount is as good as another.
  return Decimal.max(middle.toDecimalPlaces(2), 1_000);
}

/** Stores budgets that fit the costs which are there already. Gives how many. */
export async function addBudgets(client: PoolClient, now: Date): Promise<number> {
  const random = new Random('budgets');
  const today = dayOf(now);
  // Not before the month that they were sized for.
  const month = Date.parse(`${today.slice(0, 7)}-01T00:00:00Z`);
  const created = Math.max(month, now.getTime() - 20 * DAY);
  const rows: BudgetRow[] = [];
  for (const [index, { isOneService, size, ...plan }] of PLANS.entries()) {
    const largest = isOneService
      ? await client.query<{ service: string }>(LARGEST_SERVICE, [today, plan.environment])
      : null;
    const service = largest?.rows[0]?.service ?? null;
    const { rows: spent } = await client.query<Spent>(SPENT, [today, plan.environment, service]);
    const room = SIZES[size](new Decimal(spent[0].month_to_date), new Decimal(spent[0].projected));
    const created_at = new Date(Math.min(created + index * HOUR, now.getTime()));
    rows.push({
      ...{ id: random.uuid(), ...plan, service, amount: roundest(room).toFixed(2), currency: 'USD' },
      ...{ created_at, updated_at: created_at },
    });
  }
  return bulkInsert(client, BUDGETS, rows);
}
