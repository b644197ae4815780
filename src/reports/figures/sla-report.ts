import { Injectable } from '@nestjs/common';
import { InvalidRequest } from '../../core/errors/domain-error';
import { Environment } from '../../core/fields';
import { type SlaOfSquad, SlaService, type SlaWeek } from '../../infra/sla';
import { mondayOf } from '../../core/time/calendar';
import { DAY_MS } from '../../core/time/durations';
import { ContentMakers, type ReportPeriod, type ReportTask, type ReportWish } from './content-makers';
import { choice, text, whole } from './parameters';
import type { Column, KeyFigure, ReportContent, Section, Value } from './report-content';
import { restrictionOf, shortened } from './restriction';
import { RuledReport } from './ruled-report';
import { shownDay } from '../rendering/shown-value';

const MAX_WEEKS = 52;
const DEFAULT_WEEKS = 12;
const WEEK_MS = 7 * DAY_MS;
/** More columns do not fit on a page. */
const MATRIX_WEEKS = 12;
const MAX_SQUADS = 30;
const RULES = { environment: choice(Environment), squad: text(), weeks: whole(1, MAX_WEEKS) };

const HOURS: readonly Column[] = [
  { name: 'requested_hours', label: 'Requested', kind: 'decimal', unit: 'h' },
  { name: 'delivered_hours', label: 'Delivered', kind: 'decimal', unit: 'h' },
  { name: 'sla_percentage', label: 'SLA', kind: 'percentage' },
];

/** How much of what was asked for was delivered, week by week and squad by squad. */
@Injectable()
export class SlaReport extends RuledReport {
  constructor(
    private readonly sla: SlaService,
    makers: ContentMakers,
  ) {
    super(makers, 'sla_report', 'read:tasks', RULES);
  }

  override check(wish: ReportWish): Record<string, unknown> {
    const checked = super.check(wish);
    if (checked.weeks !== undefined && wish.period.start !== undefined)
      throw InvalidRequest.field(
        'parameters.weeks',
        'parameters.weeks and period_start cannot both be given',
      );
    this.refuseLonger({ ...wish, parameters: checked }, 7 * MAX_WEEKS, `${MAX_WEEKS} weeks`);
    return checked;
  }

  /** Whole weeks: those that the asked period touches, else so many, the current one last. */
  override periodOf({ period, parameters, now }: ReportWish): ReportPeriod {
    const last = mondayOf(period.end === undefined ? now : new Date(new Date(period.end).getTime() - 1));
    const end = new Date(last.getTime() + WEEK_MS);
    const weeks = (parameters.weeks as number | undefined) ?? DEFAULT_WEEKS;
    const start =
      period.start === undefined
        ? new Date(end.getTime() - weeks * WEEK_MS)
        : mondayOf(new Date(period.start));
    return { start, end };
  }

  async make(task: ReportTask): Promise<ReportContent> {
    const { parameters, environment } = task;
    const { start, end } = task.period!;
    const { squad = null } = parameters as { squad?: string };
    const weeks = (end.getTime() - start.getTime()) / WEEK_MS;
    const measured = await this.sla.measureSquads({ weeks, squad, environment }, new Date(end.getTime() - 1));
    const byWeek = measured.weeks.toReversed();
    const all = measured.squads.find((row) => row.squad === null);
    const squads = measured.squads
      .filter((row) => row.squad !== null && row.week_start === null)
      .sort(
        (one, other) =>
          Number(one.percentage) - Number(other.percentage) || (one.squad! < other.squad! ? -1 : 1),
      );
    return {
      title: 'SLA report',
      subtitle: restrictionOf(task, ['squad']),
      facts: [{ label: 'Weeks', text: `${weeks}, Monday to Sunday (UTC)` }],
      summary: summaryOf(all, byWeek, squads),
      sections: [
        weekSection(byWeek, all),
        squadSection(squads, all),
        matrixSection(byWeek, squads, measured.squads),
        {
          ...{ name: 'method', heading: 'How it is reckoned' },
          blocks: [
            {
              kind: 'paragraph',
              text: 'The SLA of a week is the actual hours of the tasks created in it that are done, as a share of the estimated hours of all tasks created in it; at most 100 %, and 100 % where nothing was requested.',
            },
          ],
        },
      ],
    };
  }
}

type Hours = Pick<SlaWeek, 'requested' | 'delivered' | 'percentage'>;

const hoursOf = (row: Hours | undefined): Value[] =>
  row ? [Number(row.requested), Number(row.delivered), Number(row.percentage)] : [0, 0, 100];

function summaryOf(
  all: SlaOfSquad | undefined,
  weeks: readonly SlaWeek[],
  squads: readonly SlaOfSquad[],
): KeyFigure[] {
  const [requested, delivered, percentage] = hoursOf(all);
  const current = weeks[weeks.length - 1];
  const lowest = squads.at(0);
  return [
    {
      name: 'sla_percentage',
      label: 'SLA',
      value: percentage,
      kind: 'percentage',
      hint: `of ${weeks.length} weeks`,
    },
    {
      ...{ name: 'newest_week_percentage', label: 'Newest week', kind: 'percentage' },
      value: Number(current.percentage),
      hint: `from ${shownDay(current.week_start)}`,
    },
    { name: 'requested_hours', label: 'Requested', value: requested, kind: 'decimal', unit: 'h' },
    { name: 'delivered_hours', label: 'Delivered', value: delivered, kind: 'decimal', unit: 'h' },
    {
      ...{
        name: 'lowest_squad_percentage',
        label: 'Lowest squad',
        kind: 'percentage',
        hint: lowest?.squad ?? 'no squad had tasks',
      },
      value: lowest ? Number(lowest.percentage) : null,
    },
  ];
}

const weekSection = (weeks: readonly SlaWeek[], all: SlaOfSquad | undefined): Section => ({
  ...{ name: 'by_week', heading: 'By week' },
  blocks: [
    {
      ...{
        kind: 'chart',
        chart: 'line',
        title: 'SLA by week',
        unit: '% of requested hours',
        axis: 'week beginning',
        max: 100,
      },
      labels: weeks.map(({ week_start }) => shortDay(week_start)),
      series: [{ name: 'SLA', values: weeks.map(({ percentage }) => Number(percentage)) }],
    },
    {
      ...{ kind: 'table', title: 'Hours by week' },
      columns: [
        { name: 'week_start', label: 'From', kind: 'day', wide: true },
        { name: 'week_end', label: 'To', kind: 'day', wide: true },
        ...HOURS,
      ],
      rows: weeks.map((week) => [week.week_start, week.week_end, ...hoursOf(week)]),
      total: ['All weeks', '', ...hoursOf(all)],
    },
  ],
});

function squadSection(squads: readonly SlaOfSquad[], all: SlaOfSquad | undefined): Section {
  const shown = squads.slice(0, MAX_SQUADS);
  const note = shortened(shown.length, squads.length, 'squads, the lowest SLA first');
  return {
    ...{ name: 'by_squad', heading: 'By squad' },
    blocks: [
      {
        ...{ kind: 'chart', chart: 'bar', title: 'Hours by squad', unit: 'hours', axis: 'squad' },
        labels: shown.slice(0, 12).map(({ squad }) => squad!),
        series: [
          { name: 'Requested', values: shown.slice(0, 12).map(({ requested }) => Number(requested)) },
          { name: 'Delivered', values: shown.slice(0, 12).map(({ delivered }) => Number(delivered)) },
        ],
      },
      {
        ...{
          kind: 'table',
          title: 'Hours by squad, the lowest SLA first',
          empty: 'No squad had tasks in these weeks.',
        },
        columns: [{ name: 'squad', label: 'Squad', kind: 'text' }, ...HOURS],
        rows: shown.map((row) => [row.squad, ...hoursOf(row)]),
        total: ['All', ...hoursOf(all)],
        note,
      },
    ],
  };
}

function matrixSection(
  weeks: readonly SlaWeek[],
  squads: readonly SlaOfSquad[],
  rows: readonly SlaOfSquad[],
): Section {
  const shown = weeks.slice(-MATRIX_WEEKS);
  const percentages = new Map(
    rows.map(({ squad, week_start, percentage }) => [`${week_start} ${squad}`, Number(percentage)]),
  );
  const isShortened = shown.length < weeks.length;
  return {
    ...{ name: 'squads_by_week', heading: 'Squads week by week' },
    blocks: [
      {
        ...{
          kind: 'table',
          title: 'SLA of each squad in each week, %',
          empty: 'No squad had tasks in these weeks.',
        },
        columns: [
          { name: 'squad', label: 'Squad', kind: 'text' },
          ...shown.map(({ week_start }) => ({
            ...{
              name: `week_${week_start.replaceAll('-', '_')}`,
              label: shortDay(week_start),
              kind: 'integer' as const,
            },
          })),
        ],
        rows: squads
          .slice(0, MAX_SQUADS)
          .map(({ squad }) => [
            squad,
            ...shown.map(({ week_start }) => roundedOrNull(percentages.get(`${week_start} ${squad}`))),
          ]),
        note: `Rounded. A dash is a week in which nothing was requested of the squad.${isShortened ? ` The last ${MATRIX_WEEKS} of ${weeks.length} weeks.` : ''}`,
      },
    ],
  };
}

const roundedOrNull = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value);

const shortDay = (day: string): string => shownDay(day).replace(/ \d{4}$/, '');
