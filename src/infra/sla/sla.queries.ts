import { Injectable } from '@nestjs/common';
import { Database, type Statement } from '../../core/database/database';
import { Params } from '../../core/database/wire';

export interface SlaScope {
  /** Decides which week is the current one. */
  readonly now: Date;
  readonly weeks: number;
  /** Null is all squads. */
  readonly squad: string | null;
  /** A task counts if its environment is each of these; none is all tasks. */
  readonly environments: readonly string[];
}

/** Hours and percentage are decimal numbers as text, exact. */
export interface SlaWeek {
  readonly week_start: string;
  readonly week_end: string;
  readonly requested: string;
  readonly delivered: string;
  readonly percentage: string;
}

/** Of rows `t` of tasks. */
const HOURS = `coalesce(round(sum(t.requested_centihours) / 100.0, 2), 0) as requested,
          coalesce(round(sum(t.delivered_centihours) / 100.0, 2), 0) as delivered`;
/** Of a row `h` of hours. */
const PERCENTAGE =
  'case when h.requested > 0 then least(round(100 * h.delivered / h.requested, 2), 100) else 100 end';

/** Of a squad in a week, of a squad in all weeks, or of all squads in all weeks: what does not apply is null. */
export interface SlaOfSquad {
  readonly squad: string | null;
  readonly week_start: string | null;
  readonly requested: string;
  readonly delivered: string;
  readonly percentage: string;
}

/** In SQL: the current week's Monday, how many weeks ago the first one is, and which tasks `t` count. */
function conditionsOf({ now, weeks, squad, environments }: SlaScope): {
  readonly current: string;
  readonly last: string;
  readonly wanted: string;
  readonly values: unknown[];
} {
  const params = new Params();
  const current = `date_trunc('week', ${params.add(now, 'timestamptz')}, 'UTC')`;
  const last = `${params.add(weeks, 'int')} - 1`;
  const wanted = [
    ...(squad === null ? [] : [` and t.squad = ${params.add(squad, 'text')}`]),
    ...environments.map((environment) => ` and t.environment = ${params.add(environment, 'text')}`),
  ].join('');
  return { current, last, wanted, values: params.values };
}

/**
 * Requested and delivered hours of each week, the current one first. A week runs from Monday 00:00 UTC to the next, which
 * is not part of it, and so holds its whole Sunday. Each week reads its own stretch of tasks_sla_idx and nothing else.
 */
export function slaStatement(scope: SlaScope): Statement & { values: unknown[] } {
  const { current, last, wanted, values } = conditionsOf(scope);
  const text = `
    select to_char(w.monday at time zone 'UTC', 'YYYY-MM-DD') as week_start,
      to_char((w.monday at time zone 'UTC') + interval '6 days', 'YYYY-MM-DD') as week_end,
      h.requested, h.delivered, ${PERCENTAGE} as percentage
    from generate_series(0, ${last}) n,
      lateral (select ${current} - n * interval '168 hours' as monday) w,
      lateral (
        select ${HOURS} from tasks t
        where t.deleted_at is null and t.created_at >= w.monday and t.created_at < w.monday + interval '168 hours'${wanted}
      ) h
    order by n`;
  const { squad, environments } = scope;
  const name = `sla${squad === null ? '' : '_squad'}${'_environment'.repeat(environments.length)}`;
  return { name, text, values };
}

export function slaBySquadStatement(scope: SlaScope): Statement & { values: unknown[] } {
  const { current, last, wanted, values } = conditionsOf(scope);
  const text = `
    select h.squad, to_char(h.week, 'YYYY-MM-DD') as week_start, h.requested, h.delivered, ${PERCENTAGE} as percentage
    from (
      select t.squad, date_trunc('week', t.created_at, 'UTC') as week, ${HOURS}
      from tasks t
      where t.deleted_at is null and t.created_at >= ${current} - (${last}) * interval '168 hours'
        and t.created_at < ${current} + interval '168 hours'${wanted}
      group by grouping sets ((t.squad, date_trunc('week', t.created_at, 'UTC')), (t.squad), ())
    ) h`;
  return { text, values };
}

@Injectable()
export class SlaQueries {
  constructor(private readonly database: Database) {}

  weeks(scope: SlaScope): Promise<SlaWeek[]> {
    const statement = slaStatement(scope);
    return this.database.query<SlaWeek>(statement, statement.values);
  }

  /** The same weeks by squad. Squads and weeks without tasks are not in the answer. */
  squads(scope: SlaScope): Promise<SlaOfSquad[]> {
    const statement = slaBySquadStatement(scope);
    return this.database.query<SlaOfSquad>(statement, statement.values);
  }
}
