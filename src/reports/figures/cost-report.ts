import { Injectable } from '@nestjs/common';
import { dayOf, daysAfter, daysBetween } from '../../core/time/calendar';
import { CURRENCY } from '../../core/fields/currency';
import { CostEnvironment, CostMetric } from '../../finops/costs';
import { type Forecast, ForecastService } from '../../finops/forecast';
import {
  type ComparedCosts,
  type Comparison,
  comparisonOf,
  type Days,
  Period,
  periodOf,
  SummaryService,
} from '../../finops/summary';
import { DAY_MS } from '../../core/time/durations';
import { ContentMakers, type ReportPeriod, type ReportTask, type ReportWish } from './content-makers';
import { CostFigureQueries } from './cost-figures.queries';
import { creditSection, daySection, forecastSection, moverSection, shareSections } from './cost-sections';
import { choice, text, whole } from './parameters';
import type { KeyFigure, ReportContent } from './report-content';
import { restrictionOf } from './restriction';
import { RuledReport } from './ruled-report';
import { shownDay } from '../rendering/shown-value';

const RULES = {
  environment: choice(CostEnvironment),
  currency: text(3, { fits: CURRENCY, wanted: 'an ISO 4217 code such as USD' }),
  metric: choice(CostMetric),
  top: whole(1, 50),
  forecast_days: whole(1, 90),
};
const MAX_DAYS = 366;
const DEFAULT_TOP = 10;
const DEFAULT_FORECAST_DAYS = 30;
const MAX_CREDITS = 20;

interface CostParameters {
  readonly environment?: CostEnvironment;
  readonly currency?: string;
  readonly metric?: CostMetric;
  readonly top?: number;
  readonly forecast_days?: number;
}

/** What was spent, what has changed, what is left of credits, and what is expected. */
@Injectable()
export class CostReport extends RuledReport {
  constructor(
    private readonly summaries: SummaryService,
    private readonly forecasts: ForecastService,
    private readonly queries: CostFigureQueries,
    makers: ContentMakers,
  ) {
    super(makers, 'cost_report', 'read:costs', RULES);
  }

  override check(wish: ReportWish): Record<string, unknown> {
    const checked = super.check(wish);
    this.refuseLonger(wish, MAX_DAYS, `${MAX_DAYS} days`);
    return checked;
  }

  /** Whole days (UTC): those that the asked period touches, else the calendar month of its end, or of now. */
  override periodOf({ period, now }: ReportWish): ReportPeriod {
    const lastDay = period.end === undefined ? null : dayOf(new Date(new Date(period.end).getTime() - 1));
    const firstDay = period.start === undefined ? null : dayOf(new Date(period.start));
    const month = periodOf(Period.monthly, lastDay ?? dayOf(now));
    const [start, end] = [firstDay ?? month.start, lastDay ?? month.end];
    return { start: midnight(start), end: midnight(daysAfter(end, 1)) };
  }

  async make(task: ReportTask): Promise<ReportContent> {
    const {
      environment: place = task.environment,
      currency = null,
      metric = CostMetric.effective,
      ...sizes
    } = task.parameters as CostParameters;
    const { top = DEFAULT_TOP, forecast_days = DEFAULT_FORECAST_DAYS } = sizes;
    const today = dayOf(task.moment);
    const days = daysOf(task.period!);
    const comparison = comparedWith(days, today);
    const costs = await this.summaries.compare({ days, comparison, environment: place, currency, metric });
    task.signal.throwIfAborted();
    const asked = { days: forecast_days, environment: place, service: null, currency };
    const forecast = await this.forecasts.forecast(asked, metric, task.moment);
    const environments = [...new Set([place, task.environment])].filter((one) => one !== null);
    const byDay = await this.queries.byDay({ days, metric, currency: costs.summary.currency, environments });
    const credits = task.environment === null ? await this.queries.credits(today, MAX_CREDITS) : null;
    const unit = costs.summary.currency;
    return {
      title: 'Cost report',
      subtitle: restrictionOf(task, ['currency']),
      facts: [
        { label: 'Cost', text: metric },
        {
          label: 'Compared with',
          text: `${shownDay(comparison.previous.start)} – ${shownDay(comparison.previous.end)}`,
        },
      ],
      summary: summaryOf(costs, forecast, forecast_days),
      sections: [
        daySection(byDay, { ...days, end: comparison.current.end }, unit),
        ...shareSections(costs, top),
        moverSection(costs, top),
        forecastSection(forecast, unit),
        creditSection(credits),
      ],
    };
  }
}

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);

const daysOf = ({ start, end }: ReportPeriod): Days => ({
  start: dayOf(start),
  end: dayOf(new Date(end.getTime() - DAY_MS)),
});

/** A calendar month is compared with the month before, other days with as many right before them. */
function comparedWith(days: Days, today: string): Comparison {
  const month = periodOf(Period.monthly, days.start);
  if (month.start === days.start && month.end === days.end) return comparisonOf(Period.monthly, days, today);
  const end = days.start <= today && today < days.end ? today : days.end;
  const length = daysBetween(days.start, end) + 1;
  return {
    current: { start: days.start, end },
    previous: { start: daysAfter(days.start, -length), end: daysAfter(days.start, -1) },
  };
}

function summaryOf({ summary }: ComparedCosts, forecast: Forecast, forecastDays: number): KeyFigure[] {
  const { total_cost, currency: unit, comparison } = summary;
  const { previous_period_cost, change_amount, change_percentage } = comparison;
  return [
    {
      name: 'total_cost',
      label: 'Total cost',
      value: Number(total_cost.text),
      kind: 'money',
      unit,
      hint: 'in the period',
    },
    {
      name: 'previous_cost',
      label: 'Compared with',
      value: Number(previous_period_cost.text),
      kind: 'money',
      unit,
      hint: 'the days before',
    },
    { name: 'change_amount', label: 'Change', value: Number(change_amount.text), kind: 'money_change', unit },
    {
      ...{ name: 'change_percentage', label: 'Change', value: change_percentage, kind: 'percentage_change' },
      ...(change_percentage === null ? { hint: 'there was no cost before' } : {}),
    },
    {
      ...{
        name: 'forecast_cost',
        label: `Expected in ${forecastDays} days`,
        kind: 'money',
        unit: forecast.currency ?? unit,
      },
      value: forecast.total?.cost ?? null,
      hint: forecast.total ? 'from today on' : 'too little is known',
    },
  ];
}
