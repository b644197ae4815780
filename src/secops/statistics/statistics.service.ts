import { Injectable } from '@nestjs/common';
import { requestContext } from '../../core/context/request-context';
import { Clock } from '../../core/time/clock';
import type { StatisticsQuery } from './statistics-query';
import { StatisticsQueries } from './statistics.queries';
import { summarise } from './summarise';
import type { VulnerabilityStats } from './vulnerability-stats';

@Injectable()
export class StatisticsService {
  constructor(
    private readonly queries: StatisticsQueries,
    private readonly clock: Clock,
  ) {}

  /** To callers bound to an environment other vulnerabilities do not exist. */
  async measure({ environment, assetId }: StatisticsQuery): Promise<VulnerabilityStats> {
    const now = this.clock.now();
    const bound = requestContext.current()?.principal?.environment ?? null;
    const environments = [...new Set([environment, bound])].filter((one) => one !== null);
    return summarise(await this.queries.measure({ now, environments, assetId }), now);
  }
}
