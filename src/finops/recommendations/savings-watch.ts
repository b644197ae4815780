import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { settledNote } from './finding-words';
import { foundRecommendation, valuesOf } from './found-recommendation';
import { RecommendationRepository } from './recommendation.repository';
import { planOf } from './refresh-plan';

/** What a look through the costs came to. */
export interface RefreshCounts {
  readonly found: number;
  readonly created: number;
  readonly updated: number;
  readonly completed: number;
  readonly kept_closed: number;
}

/** Looks for savings in the costs and keeps the recommendations true to what it finds. */
@Injectable()
export class SavingsWatch {
  constructor(
    private readonly recommendations: RecommendationRepository,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Looks now; of several at a time one after the other. Callers bound to an environment look at that one only. */
  refresh(): Promise<RefreshCounts> {
    return this.work.run(async () => {
      await this.recommendations.lockLooks();
      const environment = boundEnvironment();
      const now = this.clock.now();
      const settled = await this.recommendations.settled(dayOf(now), environment);
      for (const one of settled) {
        await this.recommendations.change(one.id, (recommendation) => {
          // Somebody may have closed it a moment ago.
          if (recommendation.isOpen) recommendation.settle(settledNote(one), now);
        });
      }
      const findings = await this.recommendations.findings(dayOf(now), environment);
      const plan = planOf(findings, await this.recommendations.known(environment));
      for (const { finding, draft } of plan.add)
        await this.recommendations.add(foundRecommendation(finding, draft));
      for (const { id, draft } of plan.change) {
        await this.recommendations.change(id, (recommendation) => {
          if (recommendation.isOpen) Object.assign(recommendation, valuesOf(draft));
        });
      }
      return {
        ...{ found: findings.length, created: plan.add.length, updated: plan.change.length },
        ...{ completed: settled.length, kept_closed: plan.keptClosed },
      };
    });
  }

  /** The look of this day, by whichever instance comes first; does nothing if it was taken. */
  async refreshOnceADay(): Promise<void> {
    await this.work.run(async () => {
      if (await this.recommendations.takeDay(dayOf(this.clock.now()))) await this.refresh();
    });
  }
}
