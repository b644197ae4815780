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
    const environments = environmentsOf(environment);
    return this.turns.take(JSON.stringify([environments, assetId]), () =>
      this.count(this.clock.now(), environments, assetId),
    );
  }

  /**
   * The same for a caller whose transaction decides what there is: nobody else may be handed that, nor he what others were
   * counted.
   */
  async measureAt(now: Date, { environment, assetId }: StatisticsQuery): Promise<VulnerabilityStats> {
    return this.count(now, environmentsOf(environment), assetId);
  }

  private async count(
    now: Date,
    environments: readonly string[],
    assetId: string | null,
  ): Promise<VulnerabilityStats> {
    return summarise(await this.queries.measure({ now, environments, assetId }), now);
  }
}

const environmentsOf = (asked: StatisticsQuery['environment']): readonly string[] =>
  [...new Set([asked, boundEnvironment()])].filter((one) => one !== null);
