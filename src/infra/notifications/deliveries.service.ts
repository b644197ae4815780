import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { boundEnvironment } from '../../core/context/bound-environment';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import type { StoredRow } from '../../core/http/answers';
import type { Accepted } from '../../core/http/batch.decorators';
import { Clock } from '../../core/time/clock';
import { Courier } from './courier';
import type { NotificationDelivery } from './delivery.entity';
import { DeliveryRepository } from './delivery.repository';
import type { RetryDeliveriesRequest } from './delivery.requests';
import type { NotificationChannel } from './notice';
import { RetryQueries } from './retry.queries';

const MOST_AT_ONCE = 1_000;

/** What was told to the outside, and another chance for what was given up. */
@Injectable()
export class DeliveriesService extends ResourceService<NotificationDelivery> {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly retries: RetryQueries,
    private readonly courier: Courier,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super(deliveries);
  }

  /** Queues a dead delivery again. Throws NotFound, Conflict (DELIVERY_NOT_DEAD, DELIVERY_OVERTAKEN). */
  retry(id: string): Promise<StoredRow> {
    return this.work.run(async () => {
      let channel: NotificationChannel | undefined;
      const revived = await this.deliveries.change(id, async (delivery) => {
        const isOver = (await this.retries.over([delivery.id])).length > 0;
        delivery.revive(this.config.NOTIFY_MAX_ATTEMPTS, this.clock.now(), isOver);
        ({ channel } = delivery);
      });
      await this.courier.queue([{ id: revived.id, channel: channel! }]);
      return revived;
    });
  }

  /** Queues dead deliveries again, at most 1,000; those that `retry` would refuse stay as they are. Says how many. */
  retryAll(which: RetryDeliveriesRequest): Promise<Accepted> {
    return this.work.run(async () => {
      const environment = boundEnvironment();
      const dead = await this.retries.lockDead({ ...which, environment }, MOST_AT_ONCE);
      // Asked again, for an alert may have ended before its row was locked.
      const over = new Set(await this.retries.over(dead));
      const revived = await this.deliveries.changeAll(
        dead.filter((id) => !over.has(id)),
        (delivery) => delivery.revive(this.config.NOTIFY_MAX_ATTEMPTS, this.clock.now(), false),
      );
      await this.courier.queue(revived);
      return { accepted: revived.length };
    });
  }
}
