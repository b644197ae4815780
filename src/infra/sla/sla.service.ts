import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import type { Environment } from '../../core/fields';
import { Clock } from '../../core/time/clock';
import type { SLAMetric } from './sla-metric';
import type { SlaQuery } from './sla-query';
import { type SlaOfSquad, SlaQueries, type SlaWeek } from './sla.queries';

@Injectable()
export class SlaService {
  constructor(
    private readonly queries: SlaQueries,
    private readonly clock: Clock,
  ) {}

  /** The SLA of each week, the current one first. To callers bound to an environment other tasks do not exist. */
  async measure({ weeks, squad, environment }: SlaQuery): Promise<SLAMetric[]> {
    const now = this.clock.now();
    const { bound, environments } = boundTo(environment);
    const named = environment ?? bound;
    const scope = [squad, named].map((part) => (part === null ? '' : `-${part}`)).join('');
    const rows = await this.queries.weeks({ now, weeks, squad, environments });
    return rows.map(({ week_start, week_end, requested, delivered, percentage }) => ({
      id: `sla-${week_start}${scope}`,
      week_start,
      week_end,
      total_requested_hours: Number(requested),
      total_delivered_hours: Number(delivered),
      sla_percentage: Number(percentage),
      squad,
      environment: named,
      created_at: now.toISOString(),
    }));
  }

  /** The same for the weeks up to that of a moment, the last one first, and by squad. */
  async measureSquads(
    { weeks, squad, environment }: SlaQuery,
    moment: Date,
  ): Promise<{ readonly weeks: readonly SlaWeek[]; readonly squads: readonly SlaOfSquad[] }> {
    const scope = { now: moment, weeks, squad, environments: boundTo(environment).environments };
    return { weeks: await this.queries.weeks(scope), squads: await this.queries.squads(scope) };
  }
}

/** The environments that a task must be of, each of them, to count for the caller. */
function boundTo(environment: Environment | null): {
  bound: Environment | null;
  environments: Environment[];
} {
  const bound = boundEnvironment();
  return { bound, environments: [...new Set([environment, bound])].filter((one) => one !== null) };
}
