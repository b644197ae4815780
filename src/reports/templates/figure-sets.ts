import { ReportType } from '../reports/report.enums';
import type { TemplateNode } from './template-syntax';
import { rootsOf } from './template-syntax';

/** Types of reports whose figures templates can show. */
export type FiguredType = Exclude<ReportType, 'custom'>;

export interface FigureSet {
  readonly type: FiguredType;
  /** Its name in templates: {{incidents.figures.opened}}. */
  readonly root: string;
  /** Fields of a template that have one of these names restrict the figures. */
  readonly parameters: readonly string[];
}

export const FIGURE_SETS: readonly FigureSet[] = [
  {
    type: ReportType.incident_summary,
    root: 'incidents',
    parameters: ['environment', 'squad', 'severity', 'top'],
  },
  { type: ReportType.sla_report, root: 'sla', parameters: ['environment', 'squad'] },
  {
    type: ReportType.vulnerability_report,
    root: 'vulnerabilities',
    parameters: ['environment', 'top', 'expiring_within_days'],
  },
  {
    type: ReportType.cost_report,
    root: 'costs',
    parameters: ['environment', 'currency', 'metric', 'top', 'forecast_days'],
  },
];

/** The figures that a template of this type speaks of: nothing else is read for it. */
export function figureSetsOf(type: ReportType, nodes: readonly TemplateNode[]): readonly FigureSet[] {
  const roots = rootsOf(nodes);
  return FIGURE_SETS.filter(
    (set) => (type === ReportType.custom || type === set.type) && roots.has(set.root),
  );
}

/** Of the values of a template's fields, those that restrict the figures. */
export const restrictionsOf = (
  { parameters }: FigureSet,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    parameters.filter((name) => (values[name] ?? null) !== null).map((name) => [name, values[name]]),
  );
