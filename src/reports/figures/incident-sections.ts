import { IncidentStatus, Severity } from '../../infra/incidents';
import type { Bucket } from './buckets';
import type { IncidentGroup, OpenIncident, TrendRow } from './incident-figures.queries';
import type { Column, KeyFigure, Section, Value } from './report-content';
import { shortened } from './restriction';

const HOUR_MS = 3_600_000;

/** Those columns that tables by severity and by squad share. */
const COUNTS: readonly Column[] = [
  { name: 'opened', label: 'Opened', kind: 'integer' },
  { name: 'resolved', label: 'Resolved', kind: 'integer' },
  { name: 'unresolved', label: 'Not resolved', kind: 'integer' },
  { name: 'mean_hours_to_resolve', label: 'Mean time to resolve', kind: 'duration', unit: 'hours' },
];

const allOf = (groups: readonly IncidentGroup[]): IncidentGroup =>
  groups.find((group) => group.severity === null && group.status === null && group.squad === null)!;

const countsOf = (group: IncidentGroup | undefined): Value[] => {
  const { opened = 0, resolved = 0, mean_hours = null } = group ?? {};
  return [opened, resolved, opened - resolved, mean_hours];
};

export function summaryOf(
  groups: readonly IncidentGroup[],
  open: number,
  moment: Date,
  oldest: OpenIncident | undefined,
): KeyFigure[] {
  const { opened, resolved, mean_hours, median_hours } = allOf(groups);
  const urgent = groups.filter(
    ({ severity }) => severity === Severity.critical || severity === Severity.high,
  );
  return [
    { name: 'opened', label: 'Incidents opened', value: opened, kind: 'integer', hint: 'in the period' },
    {
      ...{ name: 'critical_and_high', label: 'Critical and high', kind: 'integer', hint: 'of those opened' },
      value: urgent.reduce((sum, group) => sum + group.opened, 0),
    },
    { name: 'resolved', label: 'Resolved', value: resolved, kind: 'integer', hint: 'of those opened' },
    {
      name: 'mean_hours_to_resolve',
      label: 'Mean time to resolve',
      value: mean_hours,
      kind: 'duration',
      hint: 'of those resolved',
    },
    {
      name: 'median_hours_to_resolve',
      label: 'Median time to resolve',
      value: median_hours,
      kind: 'duration',
      hint: 'of those resolved',
    },
    { name: 'open_now', label: 'Open now', value: open, kind: 'integer', hint: 'whenever they were opened' },
    {
      ...{
        name: 'longest_open_hours',
        label: 'Longest open',
        kind: 'duration',
        hint: oldest?.jira_id ?? 'nothing is open',
      },
      value: oldest ? hoursSince(oldest.created_at, moment) : null,
    },
  ];
}

export function trendSection(rows: readonly TrendRow[], buckets: readonly Bucket[], axis: string): Section {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const values = (what: 'opened' | 'resolved'): number[] =>
    buckets.map(({ day }) => byDay.get(day)?.[what] ?? 0);
  return {
    ...{ name: 'trend', heading: 'Trend' },
    blocks: [
      {
        ...{ kind: 'chart', chart: 'bar', title: 'Incidents opened and resolved', unit: 'incidents', axis },
        labels: buckets.map(({ label }) => label),
        series: [
          { name: 'Opened', values: values('opened') },
          { name: 'Resolved', values: values('resolved') },
        ],
      },
      {
        kind: 'paragraph',
        text: 'Resolved are those that were resolved then, whenever they were opened. All else in this report counts the incidents that were opened in the period.',
      },
    ],
  };
}

export function severitySection(groups: readonly IncidentGroup[]): Section {
  const severities = Object.values(Severity);
  const of = (severity: string): IncidentGroup | undefined =>
    groups.find((group) => group.severity === severity);
  return {
    ...{ name: 'by_severity', heading: 'By severity' },
    blocks: [
      {
        ...{
          kind: 'chart',
          chart: 'donut',
          title: 'Opened, by severity',
          unit: 'incidents',
          axis: 'severity',
        },
        labels: severities,
        series: [{ name: 'Opened', values: severities.map((severity) => of(severity)?.opened ?? 0) }],
      },
      {
        ...{ kind: 'table', title: 'Incidents by severity' },
        columns: [{ name: 'severity', label: 'Severity', kind: 'label', wide: true }, ...COUNTS],
        rows: severities.map((severity) => [severity, ...countsOf(of(severity))]),
        total: ['all', ...countsOf(allOf(groups))],
      },
    ],
  };
}

export function statusSection(groups: readonly IncidentGroup[]): Section {
  const statuses = Object.values(IncidentStatus);
  const counts = statuses.map((status) => groups.find((group) => group.status === status)?.opened ?? 0);
  return {
    ...{ name: 'by_status', heading: 'By status' },
    blocks: [
      {
        ...{ kind: 'table', title: 'Incidents by their status now' },
        columns: [
          { name: 'status', label: 'Status', kind: 'label', wide: true },
          { name: 'opened', label: 'Incidents', kind: 'integer' },
        ],
        rows: statuses.map((status, at) => [status, counts[at]]),
        total: ['all', allOf(groups).opened],
      },
    ],
  };
}

export function squadSection(groups: readonly IncidentGroup[], top: number): Section {
  const squads = groups
    .filter(({ squad }) => squad !== null)
    .sort((one, other) => other.opened - one.opened || (one.squad! < other.squad! ? -1 : 1));
  const shown = squads.slice(0, top);
  const note = shortened(shown.length, squads.length, 'squads, those with most incidents');
  return {
    ...{ name: 'by_squad', heading: 'By squad' },
    blocks: [
      {
        ...{ kind: 'chart', chart: 'stacked', title: 'Opened, by squad', unit: 'incidents', axis: 'squad' },
        labels: shown.map(({ squad }) => squad!),
        series: [
          { name: 'Resolved', values: shown.map(({ resolved }) => resolved) },
          { name: 'Not resolved', values: shown.map(({ opened, resolved }) => opened - resolved) },
        ],
      },
      {
        ...{ kind: 'table', title: 'Incidents by squad', empty: 'No incident was opened in the period.' },
        columns: [{ name: 'squad', label: 'Squad', kind: 'text' }, ...COUNTS],
        rows: shown.map((group) => [group.squad, ...countsOf(group)]),
        note,
      },
    ],
  };
}

export function openSection(
  { rows, all }: { rows: readonly OpenIncident[]; all: number },
  moment: Date,
): Section {
  const note = shortened(rows.length, all, 'open incidents, the oldest first');
  return {
    ...{ name: 'longest_open', heading: 'Longest open' },
    blocks: [
      {
        ...{ kind: 'table', title: 'Incidents that have been open longest', empty: 'Nothing is open.' },
        columns: [
          { name: 'jira_id', label: 'Incident', kind: 'label' },
          { name: 'title', label: 'Title', kind: 'text', wide: true },
          { name: 'severity', label: 'Severity', kind: 'label' },
          { name: 'status', label: 'Status', kind: 'label' },
          { name: 'squad', label: 'Squad', kind: 'text', wide: false },
          { name: 'assignee', label: 'Assignee', kind: 'text', wide: false },
          { name: 'open_hours', label: 'Open for', kind: 'duration', unit: 'hours' },
        ],
        rows: rows.map(({ jira_id, title, severity, status, squad, assignee, created_at }) => [
          ...[jira_id, title, severity, status, squad, assignee],
          hoursSince(created_at, moment),
        ]),
        note,
      },
    ],
  };
}

const hoursSince = (past: Date, moment: Date): number =>
  Math.max(0, Math.round((100 * (moment.getTime() - past.getTime())) / HOUR_MS) / 100);
