import { Injectable } from '@nestjs/common';
import { AuditEvent } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { boundEnvironment } from '../../core/context/bound-environment';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import type { StoredRow } from '../../core/http/answers';
import { SharedTurns } from '../../core/queueing/shared-turns';
import { Turnstile } from '../../core/queueing/turnstile';
import { Clock } from '../../core/time/clock';
import type { Recommendation } from './recommendation.entity';
import { RecommendationRepository } from './recommendation.repository';
import type { UpdateRecommendationRequest } from './recommendation.requests';
import { type RefreshCounts, SavingsWatch } from './savings-watch';

@Injectable()
export class RecommendationsService extends ResourceService<Recommendation> {
  private readonly looks = new SharedTurns<RefreshCounts>(new Turnstile(1));

  constructor(
    private readonly recommendations: RecommendationRepository,
    private readonly watch: SavingsWatch,
    private readonly work: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {
    super(recommendations);
  }

  /** Throws NotFound, InvalidTransition. */
  update(id: string, { status, ...fields }: UpdateRecommendationRequest): Promise<StoredRow> {
    return this.recommendations.change(id, (recommendation) => {
      Object.assign(recommendation, fields);
      if (status) recommendation.moveTo(status, this.clock.now());
    });
  }

  /**
   * Looks through the costs now. Those who ask while others wait for the same look share it: each look that waits for
   * another holds a connection.
   */
  refresh(): Promise<RefreshCounts> {
    return this.looks.take(boundEnvironment() ?? '', () => this.look());
  }

  private look(): Promise<RefreshCounts> {
    return this.work.run(async () => {
      const counts = await this.watch.refresh();
      await this.audit.record({
        event_type: AuditEvent.generate,
        resource_type: 'recommendation',
        action_description: `Looked for savings: ${counts.created} created, ${counts.updated} updated, ${counts.completed} completed`,
        status: 'success',
      });
      return counts;
    });
  }
}
