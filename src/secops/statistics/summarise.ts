import { dayOf } from '../../core/time/calendar';
import { DAY_MS } from '../../core/time/durations';
import { VulnerabilitySeverity, VulnerabilityStatus } from '../vulnerabilities';
import { type DayRow, type FigureRow, type StatisticsRow, TREND_DAYS } from './statistics.queries';
import type { CvssRangeCount, TrendDay, VulnerabilityStats } from './vulnerability-stats';

/** FIRST's qualitative scale, highest first. */
const RANGES = [
  { range: 'critical', from: 9, to: 10 },
  { range: 'high', from: 7, to: 8.9 },
  { range: 'medium', from: 4, to: 6.9 },
  { range: 'low', from: 0.1, to: 3.9 },
  { range: 'none', from: 0, to: 0 },
  { range: 'unscored', from: null, to: null },
] as const;

const isUnresolved = ({ status }: FigureRow): boolean =>
  status === VulnerabilityStatus.open || status === VulnerabilityStatus.in_progress;

/** The statistic of what the database has counted. */
export function summarise(row: StatisticsRow, now: Date): VulnerabilityStats {
  const { figures, affected_assets, top_assets } = row;
  const sum = (fits: (figure: FigureRow) => boolean): number =>
    figures.reduce((total, figure) => total + (fits(figure) ? figure.count : 0), 0);
  const by = <T extends string>(
    values: Readonly<Record<T, T>>,
    fits: (figure: FigureRow, value: T) => boolean,
  ): Record<T, number> =>
    Object.fromEntries(
      Object.values<T>(values).map((value) => [value, sum((figure) => fits(figure, value))]),
    ) as Record<T, number>;
  const [total, unresolved] = [sum(() => true), sum(isUnresolved)];
  return {
    total,
    unresolved,
    resolved: total - unresolved,
    affected_assets,
    by_severity: by(VulnerabilitySeverity, (figure, severity) => figure.severity === severity),
    unresolved_by_severity: by(
      VulnerabilitySeverity,
      (figure, severity) => figure.severity === severity && isUnresolved(figure),
    ),
    by_status: by(VulnerabilityStatus, (figure, status) => figure.status === status),
    by_cvss_range: RANGES.map(({ range, from, to }): CvssRangeCount => {
      const count = sum(({ score }) =>
        score === null ? from === null : from !== null && score >= from && score <= to,
      );
      return { range, from, to, count };
    }),
    trend: trendOf(row, unresolved, now),
    top_assets: [...top_assets],
    generated_at: now.toISOString(),
  };
}

/** What is unresolved at the end of a day is what is now, without what came since, and with what went since. */
function trendOf({ discovered, resolved }: StatisticsRow, unresolved: number, now: Date): TrendDay[] {
  const on = (rows: readonly DayRow[], date: string): number =>
    rows.find(({ day }) => day === date)?.count ?? 0;
  const after = (rows: readonly DayRow[], date: string): number =>
    rows.reduce((total, { day, count }) => total + (day > date ? count : 0), 0);
  return Array.from({ length: TREND_DAYS }, (_, at) => {
    const date = dayOf(new Date(now.getTime() - (TREND_DAYS - 1 - at) * DAY_MS));
    return {
      date,
      discovered: on(discovered, date),
      resolved: on(resolved, date),
      unresolved: unresolved - after(discovered, date) + after(resolved, date),
    };
  });
}
