import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { SharedTurns } from '../../core/queueing/shared-turns';
import { Turnstile } from '../../core/queueing/turnstile';
import { Clock } from '../../core/time/clock';
import type { StatisticsQuery } from './statistics-query';
import { StatisticsQueries } from './statistics.queries';
import { summarise } from './summarise';
import type { VulnerabilityStats } from './vulnerability-stats';

/** Each goes through an index of all vulnerabilities: one at a time, and so many different ones in line. */
const MAX_WAITING = 64;

@Injectable()
export class StatisticsService {
  private readonly turns = new SharedTurns<VulnerabilityStats>(new Turnstile(1, MAX_WAITING));

  constructor(
    private readonly queries: StatisticsQueries,
    private readonly clock: Clock,
  ) {}

  /** To callers bound to an environment other vulnerabilities do not exist. */
  async measure({ environment, assetId }: StatisticsQuery): Promise<VulnerabilityStats> {
    const bound = boundEnvironment();
    const environments = [...new Set([environment, bound])].filter((one) => one !== null);
    return this.turns.take(JSON.stringify([environments, assetId]), async () => {
      const now = this.clock.now();
      return summarise(await this.queries.measure({ now, environments, assetId }), now);
    });
  }
}
