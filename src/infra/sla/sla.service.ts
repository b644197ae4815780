import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { Clock } from '../../core/time/clock';
import type { SLAMetric } from './sla-metric';
import type { SlaQuery } from './sla-query';
import { SlaQueries } from './sla.queries';

@Injectable()
export class SlaService {
  constructor(
    private readonly queries: SlaQueries,
    private readonly clock: Clock,
  ) {}

  /** The SLA of each week, the current one first. To callers bound to an environment other tasks do not exist. */
  async measure({ weeks, squad, environment }: SlaQuery): Promise<SLAMetric[]> {
    const now = this.clock.now();
    const bound = boundEnvironment();
    const environments = [...new Set([environment, bound])].filter((one) => one !== null);
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
}
