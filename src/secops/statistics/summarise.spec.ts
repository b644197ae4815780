import { describe, expect, it } from '@jest/globals';
import type { FigureRow, StatisticsRow } from './statistics.queries';
import { summarise } from './summarise';

const NOW = new Date('2026-03-04T00:00:00Z');
const figure = (status: FigureRow['status'], count: number, score: number | null = null): FigureRow => ({
  ...{ severity: 'high', status, score, count },
});
const row = (more: Partial<StatisticsRow>): StatisticsRow => ({
  ...{ figures: [], discovered: [], resolved: [], affected_assets: 0, top_assets: [] },
  ...more,
});

describe('the summary of vulnerabilities', () => {
  it('of none is nothing but zeros, for every value and each of thirty days', () => {
    const stats = summarise(row({}), NOW);
    expect([stats.total, stats.unresolved, stats.resolved]).toEqual([0, 0, 0]);
    expect(Object.values(stats.by_severity)).toEqual([0, 0, 0, 0, 0]);
    expect(Object.values(stats.by_status)).toEqual([0, 0, 0, 0, 0]);
    expect(stats.by_cvss_range.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(stats.trend).toHaveLength(30);
    expect([stats.trend[0].date, stats.trend[29].date]).toEqual(['2026-02-03', '2026-03-04']);
    expect(
      new Set(stats.trend.map(({ discovered, resolved, unresolved }) => discovered + resolved + unresolved)),
    ).toEqual(new Set([0]));
  });

  it('counts each score in one range, at its edges too', () => {
    const scores = [10, 9, 8.9, 7, 6.9, 4, 3.9, 0.1, 0, null];
    const { by_cvss_range } = summarise(
      row({ figures: scores.map((score) => figure('open', 1, score)) }),
      NOW,
    );
    expect(by_cvss_range.map(({ range, count }) => [range, count])).toEqual([
      ['critical', 2],
      ['high', 2],
      ['medium', 2],
      ['low', 2],
      ['none', 1],
      ['unscored', 1],
    ]);
  });

  it('follows what was unresolved back through the days', () => {
    const { trend } = summarise(
      row({
        figures: [figure('open', 3), figure('in_progress', 2), figure('mitigated', 40)],
        discovered: [
          { day: '2026-03-02', count: 4 },
          { day: '2026-03-04', count: 1 },
        ],
        resolved: [{ day: '2026-03-03', count: 7 }],
      }),
      NOW,
    );
    expect(trend.slice(-5).map(({ date, unresolved }) => [date, unresolved])).toEqual([
      ['2026-02-28', 7],
      ['2026-03-01', 7],
      ['2026-03-02', 11],
      ['2026-03-03', 4],
      ['2026-03-04', 5],
    ]);
  });

  it('leaves what a scanner ahead of the time has found out of the days before', () => {
    const { trend } = summarise(
      row({ figures: [figure('open', 5)], discovered: [{ day: '2026-03-05', count: 2 }] }),
      NOW,
    );
    expect([trend[29].date, trend[29].unresolved]).toEqual(['2026-03-04', 3]);
  });
});
