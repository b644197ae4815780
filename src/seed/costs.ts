import { dayOf, midnightOf } from '../core/time/calendar';
import type { SeedTable } from './bulk-insert';
import { type CostShape, DEMO_RESOURCES, DEMO_SERVICES, type DemoResource } from './costs-resources';
import { DAY, HOUR } from './durations';
import { Random } from './random';

export interface CostRow {
  readonly id: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly environment: string;
  readonly service: string;
  readonly resource_id: string;
  readonly resource_name: string;
  readonly resource_type: string;
  readonly category: string;
  readonly charge_category: string;
  readonly cost: number;
  readonly billed_cost: number;
  readonly list_cost: number;
  readonly contracted_cost: number;
  readonly currency: string;
  readonly usage_amount: number;
  readonly usage_unit: string;
  readonly provider: string;
  readonly region: string;
  readonly account_id: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const COSTS: SeedTable<CostRow> = {
  name: 'costs',
  columns: {
    ...{ id: 'uuid', date: 'date', environment: 'text', service: 'text', resource_id: 'text' },
    ...{ resource_name: 'text', resource_type: 'text', category: 'text', charge_category: 'text' },
    ...{ cost: 'numeric', billed_cost: 'numeric', list_cost: 'numeric', contracted_cost: 'numeric' },
    ...{ currency: 'text', usage_amount: 'numeric', usage_unit: 'text', provider: 'text', region: 'text' },
    ...{ account_id: 'text', tags: 'jsonb', created_at: 'timestamptz', updated_at: 'timestamptz' },
  },
};

const DAYS = 90;
/** Days ago since when, today included. */
const SURGE = { since: 7, factor: 1.72 };
const IDLE_SINCE = 26;
const STORAGE_GROWTH = 1.011;
const TRAFFIC_GROWTH = 0.0015;
/** Of what is used by the hour, commitments take off a part; public prices know none. */
const LIST_FACTOR = 1.18;

/** What the demo resources cost on each of the 90 days up to today, oldest first. */
export function createCosts(now: Date): CostRow[] {
  const random = new Random('costs');
  const resources = DEMO_RESOURCES.map((resource) => ({ ...resource, id: idOf(resource, random) }));
  const today = midnightOf(now).getTime();
  return Array.from({ length: DAYS }, (_, index) => DAYS - 1 - index).flatMap((ago) =>
    resources.map((resource) => rowOf(resource, new Date(today - ago * DAY), ago, now, random)),
  );
}

function rowOf(
  { environment, service, name, team, shape, cost, usage, id }: DemoResource & { readonly id: string },
  day: Date,
  ago: number,
  now: Date,
  random: Random,
): CostRow {
  const { type, category, unit } = DEMO_SERVICES[service];
  const level = levelOf(shape, ago, day) * (1 + (random.next() * 2 - 1) * NOISE[shape]);
  const amount = cents(cost * level);
  const told = new Date(Math.min(day.getTime() + DAY + 4 * HOUR, now.getTime()));
  return {
    ...{ id: random.uuid(), date: dayOf(day), environment, service },
    ...{ resource_id: id, resource_name: name, resource_type: type, category, charge_category: 'usage' },
    ...{ cost: amount, billed_cost: amount, list_cost: cents(amount * LIST_FACTOR), contracted_cost: amount },
    currency: 'USD',
    usage_amount: shape === 'idle' && ago < IDLE_SINCE ? 0 : cents(usage * level),
    ...{ usage_unit: unit, provider: 'aws', region: 'eu-central-1', account_id: ACCOUNTS[environment] },
    tags: { team, environment },
    ...{ created_at: told, updated_at: told },
  };
}

const ACCOUNTS: Readonly<Record<string, string>> = {
  production: '104417392265',
  staging: '104417392301',
  development: '104417392318',
};

const NOISE: Readonly<Record<CostShape, number>> = {
  ...{ steady: 0.004, traffic: 0.03, office: 0.05, storage: 0.002, surge: 0.03, idle: 0 },
};

/** The cost of a day, with that of today being about 1. */
function levelOf(shape: CostShape, ago: number, day: Date): number {
  const isWeekend = [0, 6].includes(day.getUTCDay());
  switch (shape) {
    case 'traffic':
      return (isWeekend ? 0.74 : 1) * (1 - ago * TRAFFIC_GROWTH);
    case 'office':
      return isWeekend ? 0.22 : 1;
    case 'storage':
      return STORAGE_GROWTH ** -ago;
    case 'surge':
      return ago <= SURGE.since ? SURGE.factor : 1;
    default:
      return 1;
  }
}

const cents = (amount: number): number => Math.round(amount * 100) / 100;

/** What providers call resources: buckets by their name, others by something drawn. */
function idOf({ service, name }: DemoResource, random: Random): string {
  const { prefix } = DEMO_SERVICES[service];
  if (service === 'S3') return `${prefix}${name}`;
  return `${prefix}${random.uuid().replaceAll('-', '').slice(0, 17)}`;
}
