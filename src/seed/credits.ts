import { Decimal } from 'decimal.js';
import type { PoolClient } from 'pg';
import { dayOf, daysAfter } from '../core/time/calendar';
import { Credit, type Usage } from '../finops/credits';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { HOUR } from './durations';
import { Random } from './random';

interface BalanceRow {
  readonly credit_id: string;
  readonly day: string;
  readonly amount: string;
  readonly remaining: string;
  readonly recorded_at: Date;
}

type CreditRow = Omit<Credit, 'faults' | 'reckon' | 'usageOn' | 'deleted_at'> & { readonly updated_at: Date };

const CREDITS: SeedTable<CreditRow> = {
  name: 'credits',
  columns: {
    id: 'uuid',
    provider: 'text',
    credit_type: 'text',
    amount: 'numeric',
    currency: 'text',
    remaining: 'numeric',
    start_date: 'date',
    expiry_date: 'date',
    status: 'text',
    description: 'text',
    burn_rate: 'numeric',
    projected_exhaustion_date: 'date',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    version: 'integer',
  },
};
const BALANCES: SeedTable<BalanceRow> = {
  name: 'credit_balances',
  columns: {
    ...{ credit_id: 'uuid', day: 'date', amount: 'numeric', remaining: 'numeric' },
    recorded_at: 'timestamptz',
  },
};

/** Days are counted from today; `daily` is what is used in a day, in cents, about. */
interface Grant {
  readonly provider: Credit['provider'];
  readonly credit_type: Credit['credit_type'];
  readonly amount: number;
  readonly description: string;
  readonly starts: number;
  readonly expires: number;
  readonly daily: number;
  /** When the last balance was entered. */
  readonly seen: number;
}

/** One of each state: well, about to expire, running dry, expired, used up. */
const GRANTS: readonly Grant[] = [
  {
    ...{ provider: 'aws', credit_type: 'promotional', amount: 25_000, starts: -200, expires: 400 },
    ...{ daily: 3_000, seen: -2, description: 'Migration programme, second tranche' },
  },
  {
    ...{ provider: 'gcp', credit_type: 'promotional', amount: 5_000, starts: -347, expires: 18 },
    ...{ daily: 610, seen: -3, description: 'Start-up programme for the data platform' },
  },
  {
    ...{ provider: 'aws', credit_type: 'commitment', amount: 60_000, starts: -120, expires: 245 },
    ...{ daily: 42_000, seen: -1, description: 'Yearly commitment for compute' },
  },
  {
    ...{ provider: 'azure', credit_type: 'support', amount: 1_500, starts: -400, expires: -35 },
    ...{ daily: 230, seen: -40, description: 'Support plan that came with the directory' },
  },
  {
    ...{ provider: 'digitalocean', credit_type: 'discount', amount: 800, starts: -150, expires: 30 },
    ...{ daily: 620, seen: -12, description: 'Compensation for the outage in spring' },
  },
];
const WEEK = 7;

/** Credits with weekly balances, as of a moment. */
export function createCredits(now: Date): { credits: CreditRow[]; balances: BalanceRow[] } {
  const random = new Random('credits');
  const made = GRANTS.map((grant) => createCredit(grant, now, random));
  return { credits: made.map(({ row }) => row), balances: made.flatMap(({ balances }) => balances) };
}

function createCredit(grant: Grant, now: Date, random: Random): { row: CreditRow; balances: BalanceRow[] } {
  const { provider, credit_type, description, starts, expires, daily, seen } = grant;
  const id = random.uuid();
  const amount = new Decimal(grant.amount);
  const balances: BalanceRow[] = [];
  const history: Usage[] = [];
  let used = new Decimal(0);
  const note = (offset: number): void => {
    const day = dayAt(now, offset);
    const recorded_at = new Date(
      Date.parse(`${day}T00:00:00Z`) + 8 * HOUR + random.integer(0, 7_200) * 1_000,
    );
    const remaining = amount.minus(used).toFixed(2);
    balances.push({ credit_id: id, day, amount: amount.toFixed(2), remaining, recorded_at });
    history.push({ day, used: used.toFixed(2) });
  };
  note(starts);
  for (let offset = starts; offset < seen && used.lt(amount);) {
    const days = Math.min(WEEK, seen - offset);
    offset += days;
    for (let day = 0; day < days; day += 1)
      used = used.plus(
        new Decimal(random.integer(Math.round(daily * 0.75), Math.round(daily * 1.25))).div(100),
      );
    used = Decimal.min(used, amount);
    note(offset);
  }
  const last = balances[balances.length - 1];
  const credit = Object.assign(new Credit(), {
    ...{ id, provider, credit_type, currency: 'USD', description },
    ...{ amount: amount.toNumber(), remaining: Number(last.remaining) },
    ...{ start_date: dayAt(now, starts), expiry_date: dayAt(now, expires) },
    ...{ created_at: balances[0].recorded_at, updated_at: last.recorded_at, version: balances.length },
  });
  credit.reckon(dayAt(now, 0), history);
  return { row: credit, balances };
}

const dayAt = (now: Date, offset: number): string => daysAfter(dayOf(now), offset);

/** Stores the credits and their balances. Gives how many credits. */
export async function addCredits(client: PoolClient, now: Date): Promise<number> {
  const { credits, balances } = createCredits(now);
  await bulkInsert(client, CREDITS, credits);
  await bulkInsert(client, BALANCES, balances);
  return credits.length;
}
