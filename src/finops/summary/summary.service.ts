import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { ExactNumber } from '../../core/http/exact-json';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { addUp, centsOf, compareRounded, oneCurrency, percentagesOf } from '../costs';
import { type CostSummary, MAX_SERVICES, OTHER_SERVICES } from './cost-summary';
import { type Comparison, comparisonOf, type Days, periodOf } from './period';
import type { SummaryQuery } from './summary-query';
import { SummaryQueries, type SummaryRow } from './summary.queries';

/** Of what cost nothing, in no currency or in several before. */
const DEFAULT_CURRENCY = 'USD';

interface Share {
  readonly name: string;
  readonly cost: ExactNumber;
  readonly percentage: number;
}

export interface ComparedScope extends Omit<SummaryQuery, 'period' | 'date'> {
  readonly days: Days;
  readonly comparison: Comparison;
}

/** A service, and by how much the days that are compared differ from those before. */
export interface ServiceChange {
  readonly service: string;
  readonly cost: number;
  readonly previous_cost: number;
  readonly change_amount: number;
  /** Null where there was no cost before. */
  readonly change_percentage: number | null;
}

export interface ComparedCosts {
  readonly summary: Omit<CostSummary, 'period'>;
  readonly services: readonly ServiceChange[];
}

@Injectable()
export class SummaryService {
  constructor(
    private readonly queries: SummaryQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * What a period cost. To callers bound to an environment other costs do not exist. Throws MixedCurrencies if the costs of
   * the period are in several currencies; it is compared within its own.
   */
  async summarize(query: SummaryQuery): Promise<CostSummary> {
    const { period, date, environment, metric } = query;
    const today = dayOf(this.clock.now());
    const days = periodOf(period, date ?? today);
    const comparison = comparisonOf(period, days, today);
    const compared = await this.compare({ days, comparison, environment, currency: query.currency, metric });
    const { total_cost, currency, ...rest } = compared.summary;
    return { total_cost, currency, period, ...rest };
  }

  /**
   * What any days cost, and how each service differs from the days that are compared. Bound callers and several currencies
   * as in `summarize`.
   */
  async compare(scope: ComparedScope): Promise<ComparedCosts> {
    const { days, comparison, environment, metric } = scope;
    const bound = boundEnvironment();
    const environments = [...new Set([environment, bound])].filter((one) => one !== null);
    const found = await this.queries.rows({
      ...{ days, comparison, metric, environments },
      currency: scope.currency,
    });
    const currency = scope.currency ?? currencyOf(found);
    const rows = found.filter((row) => row.currency === currency);
    const total = rows.find((row) => row.environment === null && row.service === null);
    const exact = (text: string): ExactNumber => new ExactNumber(centsOf([text])[0]);
    const summary = {
      ...{ total_cost: exact(total?.cost ?? '0'), currency },
      ...{ period_start: days.start, period_end: days.end },
      breakdown_by_environment: sharesBy('environment', rows).map(({ name, ...share }) => ({
        environment: name,
        ...share,
      })),
      breakdown_by_service: shortened(sharesBy('service', rows)).map(({ name, ...share }) => ({
        service: name,
        ...share,
      })),
      comparison: {
        previous_period_start: comparison.previous.start,
        previous_period_end: comparison.previous.end,
        previous_period_cost: exact(total?.previous ?? '0'),
        change_percentage: numberOrNull(total?.change_percentage ?? null),
        change_amount: exact(total?.change ?? '0'),
      },
    };
    return {
      summary,
      services: rows.flatMap((row) => (row.service === null ? [] : [changeOf(row.service, row)])),
    };
  }
}

const changeOf = (service: string, row: SummaryRow): ServiceChange => ({
  service,
  cost: Number(centsOf([row.cost])[0]),
  previous_cost: Number(row.previous),
  change_amount: Number(row.change),
  change_percentage: numberOrNull(row.change_percentage),
});

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

/** That of the period; where nothing was spent in it, that of the days before if they had one. */
function currencyOf(rows: readonly SummaryRow[]): string {
  const own = oneCurrency(rows.filter(({ record_count }) => record_count > 0).map((row) => row.currency));
  const all = [...new Set(rows.map((row) => row.currency))];
  return own ?? (all.length === 1 ? all[0] : DEFAULT_CURRENCY);
}

/** The parts of the whole, the most expensive first. */
function sharesBy(what: 'environment' | 'service', rows: readonly SummaryRow[]): Share[] {
  const parts = rows
    .flatMap((row) =>
      row[what] === null || row.record_count === 0 ? [] : [{ name: row[what], cost: row.cost }],
    )
    // In the order of their names, which decides of equal remainders: the same whatever Postgres read first.
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const amounts = parts.map(({ cost }) => cost);
  const [cents, percentages] = [centsOf(amounts), percentagesOf(amounts)];
  return parts
    .map(({ name }, place): Share => ({
      ...{ name, cost: new ExactNumber(cents[place]), percentage: Number(percentages[place]) },
    }))
    .sort((one, other) => compareRounded(other.cost.text, one.cost.text));
}

/** Of very many the most expensive, and the rest as one: together they are the whole still. */
function shortened(shares: readonly Share[]): readonly Share[] {
  if (shares.length <= MAX_SERVICES) return shares;
  const rest = shares.slice(MAX_SERVICES);
  const percentages = rest.map(({ percentage }) => percentage.toFixed(2));
  return [
    ...shares.slice(0, MAX_SERVICES),
    {
      name: OTHER_SERVICES,
      cost: new ExactNumber(addUp(rest.map(({ cost }) => cost.text))),
      percentage: Number(addUp(percentages)),
    },
  ];
}
