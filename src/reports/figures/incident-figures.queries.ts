import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import { Params } from '../../core/database/wire';
import type { BucketSize } from './buckets';
import type { ReportPeriod } from './content-makers';

/** Which incidents are counted. Null is all. */
export interface IncidentScope {
  readonly period: ReportPeriod;
  readonly environment: string | null;
  readonly squad: string | null;
  readonly severity: string | null;
}

/** Of the incidents that were opened in the period: one row each for a severity, a status, a squad, and all of them. */
export interface IncidentGroup {
  readonly severity: string | null;
  readonly status: string | null;
  readonly squad: string | null;
  readonly opened: number;
  readonly resolved: number;
  /** Hours, of those that are resolved; null if none is. */
  readonly mean_hours: number | null;
  readonly median_hours: number | null;
}

export interface TrendRow {
  readonly day: string;
  readonly opened: number;
  readonly resolved: number;
}

export interface OpenIncident {
  readonly jira_id: string;
  readonly title: string;
  readonly severity: string;
  readonly status: string;
  readonly squad: string;
  readonly assignee: string | null;
  readonly created_at: Date;
}

const HOURS = 'extract(epoch from i.resolved_at - i.created_at) / 3600.0';

/** Counts incidents where they are: what comes back is short however many there are. */
@Injectable()
export class IncidentFigureQueries {
  constructor(private readonly database: Database) {}

  groups(scope: IncidentScope): Promise<IncidentGroup[]> {
    const params = new Params();
    const text = `
      select i.severity, i.status, i.squad, count(*)::int as opened, count(i.resolved_at)::int as resolved,
        round(avg(${HOURS})::numeric, 4)::float8 as mean_hours,
        round((percentile_cont(0.5) within group (order by ${HOURS}))::numeric, 4)::float8 as median_hours
      from incidents i where ${restricted(scope, params)} and ${during('i.created_at', scope, params)}
      group by grouping sets ((i.severity), (i.status), (i.squad), ())`;
    return this.database.query<IncidentGroup>({ text }, params.values);
  }

  /** Opened, and resolved whenever they were opened, by the first day of each stretch. Empty ones are left out. */
  trend(scope: IncidentScope, size: BucketSize): Promise<TrendRow[]> {
    const params = new Params();
    const where = restricted(scope, params);
    const part = (column: string, opened: number): string => `
      select date_trunc('${size}', i.${column}, 'UTC') as bucket, ${opened} as opened, ${1 - opened} as resolved
      from incidents i where ${where} and ${during(`i.${column}`, scope, params)}`;
    const text = `
      select to_char(t.bucket, 'YYYY-MM-DD') as day, sum(t.opened)::int as opened, sum(t.resolved)::int as resolved
      from (${part('created_at', 1)} union all ${part('resolved_at', 0)}) t group by t.bucket order by t.bucket`;
    return this.database.query<TrendRow>({ text }, params.values);
  }

  /** Those that are not resolved and were opened before the period ended, the oldest first, and how many there are. */
  async longestOpen(scope: IncidentScope, limit: number): Promise<{ rows: OpenIncident[]; all: number }> {
    const params = new Params();
    const where = `${restricted(scope, params)} and i.resolved_at is null and i.created_at < ${params.add(scope.period.end, 'timestamptz')}`;
    const [{ all }] = await this.database.query<{ all: number }>(
      { text: `select count(*)::int as all from incidents i where ${where}` },
      params.values,
    );
    const text = `
      select i.jira_id, i.title, i.severity, i.status, i.squad, i.assignee, i.created_at
      from incidents i where ${where} order by i.created_at, i.id limit ${params.add(limit, 'int')}`;
    return { rows: await this.database.query<OpenIncident>({ text }, params.values), all };
  }
}

function restricted({ environment, squad, severity }: IncidentScope, params: Params): string {
  const equal = Object.entries({ environment, squad, severity }).flatMap(([column, value]) =>
    value === null ? [] : [`i.${column} = ${params.add(value, 'text')}`],
  );
  return ['i.deleted_at is null', ...equal].join(' and ');
}

const during = (column: string, { period }: IncidentScope, params: Params): string =>
  `${column} >= ${params.add(period.start, 'timestamptz')} and ${column} < ${params.add(period.end, 'timestamptz')}`;
