import { daysAfter, daysBetween } from '../../core/time/calendar';
import type { Forecast } from '../../finops/forecast';
import type { ComparedCosts, Days } from '../../finops/summary';
import { shownDay } from '../rendering/shown-value';
import type { CreditRow, DayCost } from './cost-figures.queries';
import type { Column, Section } from './report-content';
import { shortened } from './restriction';

const shortDay = (day: string): string => shownDay(day).replace(/ \d{4}$/, '');

export function daySection(rows: readonly DayCost[], { start, end }: Days, unit: string): Section {
  const costs = new Map(rows.map(({ day, cost }) => [day, cost]));
  const days = Array.from({ length: daysBetween(start, end) + 1 }, (_, at) => daysAfter(start, at));
  return {
    ...{ name: 'by_day', heading: 'Day by day' },
    blocks: [
      {
        ...{
          kind: 'chart',
          chart: days.length > 45 ? 'line' : 'bar',
          title: 'Cost of each day',
          unit,
          axis: 'day (UTC)',
        },
        labels: days.map(shortDay),
        series: [{ name: 'Cost', values: days.map((day) => costs.get(day) ?? 0) }],
      },
    ],
  };
}

export function shareSections({ summary, services }: ComparedCosts, top: number): Section[] {
  const { breakdown_by_environment: places, breakdown_by_service: all, currency: unit, total_cost } = summary;
  const shown = all.slice(0, top);
  const before = new Map(services.map((row) => [row.service, row]));
  const columns: readonly Column[] = [
    { name: 'cost', label: 'Cost', kind: 'money', unit },
    { name: 'percentage', label: 'Share', kind: 'percentage' },
  ];
  const note = shortened(shown.length, all.length, 'services, the most expensive first');
  const empty = 'Nothing was spent in the period.';
  return [
    {
      ...{ name: 'by_environment', heading: 'By environment' },
      blocks: [
        {
          ...{
            kind: 'chart',
            chart: 'donut',
            title: 'Share of each environment',
            unit,
            values: 'money',
            axis: 'environment',
          },
          labels: places.map(({ environment }) => environment),
          series: [{ name: 'Cost', values: places.map(({ cost }) => Number(cost.text)) }],
        },
        {
          ...{ kind: 'table', title: 'Cost by environment', empty },
          columns: [{ name: 'environment', label: 'Environment', kind: 'label', wide: true }, ...columns],
          rows: places.map(({ environment, cost, percentage }) => [
            environment,
            Number(cost.text),
            percentage,
          ]),
          total: ['all', Number(total_cost.text), places.length > 0 ? 100 : 0],
        },
      ],
    },
    {
      ...{ name: 'by_service', heading: 'By service' },
      blocks: [
        {
          ...{
            kind: 'chart',
            chart: 'bar',
            title: 'The most expensive services',
            unit,
            values: 'money',
            axis: 'service',
          },
          labels: shown.map(({ service }) => service),
          series: [{ name: 'Cost', values: shown.map(({ cost }) => Number(cost.text)) }],
        },
        {
          ...{ kind: 'table', title: 'Cost by service', empty },
          columns: [
            ...[{ name: 'service', label: 'Service', kind: 'text' as const }, ...columns],
            { name: 'change_percentage', label: 'Change', kind: 'percentage_change' },
          ],
          rows: shown.map(({ service, cost, percentage }) => [
            ...[service, Number(cost.text), percentage],
            before.get(service)?.change_percentage ?? null,
          ]),
          note,
        },
      ],
    },
  ];
}

export function moverSection({ summary, services }: ComparedCosts, top: number): Section {
  const { currency: unit } = summary;
  const moved = services
    .filter(({ change_amount }) => change_amount !== 0)
    .toSorted(
      (one, other) =>
        Math.abs(other.change_amount) - Math.abs(one.change_amount) || (one.service < other.service ? -1 : 1),
    );
  const shown = moved.slice(0, top);
  const note = shortened(
    shown.length,
    moved.length,
    'services whose cost has changed, the largest change first',
  );
  return {
    ...{ name: 'movers', heading: 'What has changed most' },
    blocks: [
      {
        ...{
          kind: 'chart',
          chart: 'bar',
          title: 'Change against the days before',
          unit,
          values: 'money_change',
          axis: 'service',
        },
        labels: shown.map(({ service }) => service),
        series: [{ name: 'Change', values: shown.map(({ change_amount }) => change_amount) }],
      },
      {
        ...{ kind: 'table', title: 'Services with the largest change', empty: 'No cost has changed.' },
        columns: [
          { name: 'service', label: 'Service', kind: 'text' },
          { name: 'previous_cost', label: 'Before', kind: 'money', unit },
          { name: 'change_amount', label: 'Change', kind: 'money_change', unit },
          { name: 'change_percentage', label: 'Change', kind: 'percentage_change' },
        ],
        rows: shown.map(({ service, previous_cost, change_amount, change_percentage }) => [
          ...[service, previous_cost, change_amount, change_percentage],
        ]),
        note,
      },
    ],
  };
}

export function forecastSection(forecast: Forecast, fallback: string): Section {
  const { days, total, method_description, confidence } = forecast;
  const unit = forecast.currency ?? fallback;
  const heading = { name: 'forecast', heading: 'What is expected' };
  if (!total) return { ...heading, blocks: [{ kind: 'paragraph', text: method_description }] };
  return {
    ...heading,
    blocks: [
      {
        ...{ kind: 'chart', chart: 'line', title: 'Expected cost of each day', unit, axis: 'day (UTC)' },
        labels: days.map(({ date }) => shortDay(date)),
        series: [
          { name: 'Expected', values: days.map(({ cost }) => cost) },
          { name: 'Lower', values: days.map(({ lower }) => lower) },
          { name: 'Upper', values: days.map(({ upper }) => upper) },
        ],
      },
      {
        ...{ kind: 'table', title: `Expected until ${shownDay(forecast.period_end)}` },
        columns: [
          { name: 'what', label: '', kind: 'text' },
          { name: 'cost', label: 'Expected', kind: 'money', unit },
          { name: 'lower', label: 'Lower', kind: 'money', unit },
          { name: 'upper', label: 'Upper', kind: 'money', unit },
        ],
        rows: [
          [
            `All ${days.length} days, with ${Math.round(confidence * 100)} % confidence`,
            total.cost,
            total.lower,
            total.upper,
          ],
        ],
        note: method_description,
      },
    ],
  };
}

/** Null for reports of one environment: credits pay for all of them. */
export function creditSection(
  credits: { readonly rows: readonly CreditRow[]; readonly all: number } | null,
): Section {
  const heading = { name: 'credits', heading: 'Credits' };
  if (!credits) {
    const text = 'Credits pay for all environments, and are left out of a report of one.';
    return { ...heading, blocks: [{ kind: 'paragraph', text }] };
  }
  const note = shortened(credits.rows.length, credits.all, 'credits, those that still pay first');
  return {
    ...heading,
    blocks: [
      {
        ...{ kind: 'table', title: 'Credits and what is left of them', empty: 'There are no credits.' },
        columns: [
          { name: 'provider', label: 'Provider', kind: 'label' },
          { name: 'description', label: 'Credit', kind: 'text' },
          { name: 'status', label: 'Status', kind: 'label' },
          { name: 'amount', label: 'Granted', kind: 'money' },
          { name: 'remaining', label: 'Left', kind: 'money' },
          { name: 'currency', label: 'Currency', kind: 'label' },
          { name: 'expiry_date', label: 'Expires', kind: 'day' },
          { name: 'projected_exhaustion_date', label: 'Used up', kind: 'day' },
        ],
        rows: credits.rows.map((credit) => [
          ...[credit.provider, credit.description, credit.status, credit.amount, credit.remaining],
          ...[credit.currency, credit.expiry_date, credit.projected_exhaustion_date],
        ]),
        note,
      },
    ],
  };
}
