import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { Clock } from '../../core/time/clock';
import { dayOf } from '../calendar';
import { centsOf, oneCurrency, percentagesOf } from '../costs';
import type { CostSummary } from './cost-summary';
import { comparisonOf, periodOf } from './period';
import type { SummaryQuery } from './summary-query';
import { SummaryQueries, type SummaryRow } from './summary.queries';

/** Of what cost nothing in any currency. */
const DEFAULT_CURRENCY = 'USD';

interface Share {
  readonly name: string;
  readonly cost: number;
  readonly percentage: number;
}

@Injectable()
export class SummaryService {
  constructor(
    private readonly queries: SummaryQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * What a period cost. To callers bound to an environment other costs do not exist. Throws MixedCurrencies if the costs of
   * the period, or those it is compared with, are in several currencies.
   */
  async summarize({ period, date, environment, currency, metric }: SummaryQuery): Promise<CostSummary> {
    const today = dayOf(this.clock.now());
    const days = periodOf(period, date ?? today);
    const comparison = comparisonOf(period, days, today);
    const bound = boundEnvironment();
    const environments = [...new Set([environment, bound])].filter((one) => one !== null);
    const rows = await this.queries.rows({ days, comparison, metric, currency, environments });
    const found = oneCurrency(rows.map((row) => row.currency));
    const total = rows.find((row) => row.environment === null && row.service === null);
    return {
      total_cost: Number(centsOf([total?.cost ?? '0'])[0]),
      currency: currency ?? found ?? DEFAULT_CURRENCY,
      period,
      period_start: days.start,
      period_end: days.end,
      breakdown_by_environment: sharesBy('environment', rows).map(({ name, ...share }) => ({
        environment: name,
        ...share,
      })),
      breakdown_by_service: sharesBy('service', rows).map(({ name, ...share }) => ({
        service: name,
        ...share,
      })),
      comparison: {
        previous_period_start: comparison.previous.start,
        previous_period_end: comparison.previous.end,
        previous_period_cost: Number(total?.previous ?? 0),
        change_percentage: numberOrNull(total?.change_percentage ?? null),
        change_amount: Number(total?.change ?? 0),
      },
    };
  }
}

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

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
    .map(({ name }, place) => ({ name, cost: Number(cents[place]), percentage: Number(percentages[place]) }))
    .sort((one, other) => other.cost - one.cost);
}
