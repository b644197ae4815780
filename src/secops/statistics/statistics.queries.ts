import { Injectable } from '@nestjs/common';
import { Database, type Statement } from '../../core/database/database';
import { Params } from '../../core/database/wire';
import type { VulnerabilitySeverity, VulnerabilityStatus } from '../vulnerabilities';
import type { TopAsset } from './vulnerability-stats';

export const TREND_DAYS = 30;
const TOP_ASSETS = 10;

export interface StatisticsScope {
  /** Decides which day is today. */
  readonly now: Date;
  /** A vulnerability counts if its environment is each of these; none is all. */
  readonly environments: readonly string[];
  readonly assetId: string | null;
}

/** How many vulnerabilities are alike in what is counted. */
export interface FigureRow {
  readonly severity: VulnerabilitySeverity;
  readonly status: VulnerabilityStatus;
  /** Null is not scored. */
  readonly score: number | null;
  readonly count: number;
}

/** Days are YYYY-MM-DD in UTC; later ones than today, which a wrong clock can give, are among them. */
export interface DayRow {
  readonly day: string;
  readonly count: number;
}

export interface StatisticsRow {
  readonly figures: readonly FigureRow[];
  readonly discovered: readonly DayRow[];
  readonly resolved: readonly DayRow[];
  readonly affected_assets: number;
  readonly top_assets: readonly TopAsset[];
}

/**
 * All figures in one statement, and so of one moment. Each part reads an index and not the rows: the figures
 * vulnerabilities_figures_idx, in whose order they are grouped, environments first; the days those of the last thirty;
 * the assets the counts that the database keeps, and vulnerabilities_unresolved_idx for the ten of them. A removed asset
 * has taken its vulnerabilities along.
 */
export function statisticsStatement({
  now,
  environments,
  assetId,
}: StatisticsScope): Statement & { values: unknown[] } {
  const params = new Params();
  const first = `date_trunc('day', ${params.add(now, 'timestamptz')}, 'UTC') - ${TREND_DAYS - 1} * interval '24 hours'`;
  const places = environments.map((environment) => params.add(environment, 'text'));
  const asset = assetId === null ? null : params.add(assetId, 'uuid');
  const within = (row: string, id: string): string =>
    [
      `${row}.deleted_at is null`,
      ...places.map((place) => `${row}.environment = ${place}`),
      ...(asset === null ? [] : [`${row}.${id} = ${asset}`]),
    ].join(' and ');
  const days = (column: string): string => `
    (select coalesce(json_agg(d), '[]') from (
      select to_char(v.${column} at time zone 'UTC', 'YYYY-MM-DD') as day, count(*) as count
      from vulnerabilities v where ${within('v', 'asset_id')} and v.${column} >= ${first} group by 1) d)`;
  const text = `
    select
      (select coalesce(json_agg(f), '[]') from (
        select g.severity, g.status, g.cvss_score as score, sum(g.count) as count from (
          select v.environment, v.severity, v.status, v.cvss_score, count(*) as count
          from vulnerabilities v where ${within('v', 'asset_id')}
          group by v.environment, v.severity, v.status, v.cvss_score) g
        group by g.severity, g.status, g.cvss_score) f) as figures,
      ${days('discovered_at')} as discovered,
      ${days('resolved_at')} as resolved,
      (select count(*)::int from assets a where ${within('a', 'id')} and a.vulnerability_count > 0) as affected_assets,
      (select coalesce(json_agg(t), '[]') from (
        select a.id as asset_id, a.hostname, a.environment, a.vulnerability_count, w.critical, w.high, w.highest_cvss_score
        from (
          select * from assets a where ${within('a', 'id')} and a.vulnerability_count > 0
          order by a.vulnerability_count desc, lower(a.hostname), a.id limit ${TOP_ASSETS}) a,
          lateral (
            select count(*) filter (where v.severity = 'critical') as critical,
              count(*) filter (where v.severity = 'high') as high, max(v.cvss_score) as highest_cvss_score
            from vulnerabilities v
            where v.asset_id = a.id and v.deleted_at is null and v.status in ('open', 'in_progress')) w
        order by a.vulnerability_count desc, lower(a.hostname), a.id) t) as top_assets`;
  const name = `vulnerability_stats${'_environment'.repeat(places.length)}${asset === null ? '' : '_asset'}`;
  return { name, text, values: params.values };
}

@Injectable()
export class StatisticsQueries {
  constructor(private readonly database: Database) {}

  async measure(scope: StatisticsScope): Promise<StatisticsRow> {
    const statement = statisticsStatement(scope);
    const [row] = await this.database.query<StatisticsRow>(statement, statement.values);
    return row;
  }
}
