import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { dayOf, daysAfter, daysBetween } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { type CostEnvironment, CostMetric, oneCurrency } from '../costs';
import { type Forecast, ForecastMethod, HISTORY_DAYS, MAX_AGE_DAYS, METHOD_DESCRIPTIONS } from './forecast';
import { type DayCost, predict } from './forecast-model';
import type { ForecastQuery } from './forecast-query';
import { ForecastQueries, type HistoryDay } from './forecast.queries';

const CONFIDENCE = 0.8;

@Injectable()
export class ForecastService {
  constructor(
    private readonly queries: ForecastQueries,
    private readonly clock: Clock,
  ) {}

  /** What the coming days are expected to cost; from the moment on, now by default. Throws MixedCurrencies. */
  async forecast(
    { days, environment, service, currency }: ForecastQuery,
    metric: CostMetric = CostMetric.effective,
    moment = this.clock.now(),
  ): Promise<Forecast> {
    const today = dayOf(moment);
    const bound = boundEnvironment() as CostEnvironment | null;
    const environments = [...new Set([environment, bound])].filter((one) => one !== null);
    const rows = await this.queries.history({
      ...{ today, days: HISTORY_DAYS, service, currency, metric, environments },
    });
    const known = oneCurrency(rows.filter(({ cost }) => cost !== null).map((row) => row.currency));
    const history = historyOf(rows.filter((row) => row.currency === known));
    const period = Array.from({ length: days }, (_, ahead) => daysAfter(today, ahead));
    const [start, end] = [history[0]?.day ?? null, history[history.length - 1]?.day ?? null];
    const isRecent = end !== null && daysBetween(end, today) <= MAX_AGE_DAYS;
    const prediction = isRecent ? predict(history, period) : null;
    const method = prediction ? ForecastMethod.linear_trend_with_weekdays : ForecastMethod.insufficient_data;
    return {
      ...{ method, method_description: METHOD_DESCRIPTIONS[method], confidence: CONFIDENCE },
      ...{ currency: known ?? currency, environment: environment ?? bound, service },
      ...{ history_start: start, history_end: end, history_days: history.length },
      ...{ period_start: today, period_end: period[period.length - 1] },
      ...{ total: prediction?.total ?? null, days: prediction?.days ?? [] },
    };
  }
}

/**
 * From the first day on which there was a cost. A later one without cost of the service, where others had some, was one of
 * nothing; a day on which nobody had any is not known.
 */
function historyOf(rows: readonly HistoryDay[]): DayCost[] {
  const first = rows.findIndex(({ cost }) => cost !== null);
  return first < 0 ? [] : rows.slice(first).map(({ day, cost }) => ({ day, cost: Number(cost ?? 0) }));
}
