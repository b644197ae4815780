import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { currentActor } from '../../core/audit/audit-actor';
import { requestContext } from '../../core/context/request-context';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import type { StoredRow } from '../../core/http/answers';
import { ThresholdFollower } from './threshold-follower';
import { Threshold } from './threshold.entity';
import { ThresholdLimitReached } from './threshold.errors';
import { ThresholdQueries } from './threshold.queries';
import { ThresholdRepository } from './threshold.repository';
import type { ThresholdRequest, UpdateThresholdRequest } from './threshold.requests';

/** What a rule has when nothing is said. */
const DEFAULTS = { enabled: true, notification_channels: [], cooldown_minutes: 15, description: null };

/** Each point is held against every rule of its metric, and a batch has 10,000 of them. */
const MAX_PER_METRIC = 20;

@Injectable()
export class ThresholdsService extends ResourceService<Threshold> {
  constructor(
    private readonly thresholds: ThresholdRepository,
    private readonly queries: ThresholdQueries,
    private readonly work: UnitOfWork,
    private readonly follower: ThresholdFollower,
  ) {
    super(thresholds);
  }

  /** Throws ThresholdLimitReached. */
  define(request: ThresholdRequest): Promise<StoredRow> {
    const author = {
      created_by: currentActor().user_name,
      created_by_id: requestContext.current()?.principal?.userId ?? null,
    };
    const draft = { ...DEFAULTS, ...request, ...author, id: randomUUID() };
    return this.work.run(async () => {
      await this.makeRoom(request.metric_name);
      return this.thresholds.add(Object.assign(new Threshold(), draft));
    });
  }

  /** What the request leaves out goes back to its default. */
  replace(id: string, request: ThresholdRequest): Promise<StoredRow> {
    return this.update(id, { ...DEFAULTS, ...request });
  }

  /** A rule that no longer watches what it watched takes its open alerts along. Throws ThresholdLimitReached. */
  update(id: string, request: UpdateThresholdRequest): Promise<StoredRow> {
    return this.work.run(async () => {
      await this.queries.seize(id);
      const retired: { threshold: Threshold; why: string }[] = [];
      const stored = await this.thresholds.change(id, async (threshold) => {
        const before = { ...threshold };
        Object.assign(threshold, request);
        if (before.metric_name !== threshold.metric_name) await this.makeRoom(threshold.metric_name);
        const why = reasonToRetire(before, threshold);
        if (why) retired.push({ threshold, why });
      });
      for (const { threshold, why } of retired) await this.follower.retire(threshold, why);
      return stored;
    });
  }

  override remove(id: string): Promise<void> {
    return this.work.run(async () => {
      await this.queries.seize(id);
      await this.follower.retire(await this.thresholds.remove(id), 'The threshold was removed.');
    });
  }

  private async makeRoom(metric_name: string): Promise<void> {
    if ((await this.queries.claim(metric_name)) >= MAX_PER_METRIC) {
      throw new ThresholdLimitReached(metric_name, MAX_PER_METRIC);
    }
  }
}

function reasonToRetire(before: Threshold, after: Threshold): string | null {
  if (before.enabled && !after.enabled) return 'The threshold was disabled.';
  if (before.metric_name !== after.metric_name) return 'The threshold watches another metric now.';
  return before.environment === after.environment ? null : 'The threshold watches another environment now.';
}
