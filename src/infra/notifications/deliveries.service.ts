import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import type { StoredRow } from '../../core/http/answers';
import { Clock } from '../../core/time/clock';
import { Courier } from './courier';
import type { NotificationDelivery } from './delivery.entity';
import { DeliveryRepository } from './delivery.repository';
import type { NotificationChannel } from './notice';

/** What was told to the outside, and another chance for what was given up. */
@Injectable()
export class DeliveriesService extends ResourceService<NotificationDelivery> {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly courier: Courier,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super(deliveries);
  }

  /** Queues a dead delivery again. Throws NotFound, Conflict (DELIVERY_NOT_DEAD). */
  retry(id: string): Promise<StoredRow> {
    return this.work.run(async () => {
      let channel: NotificationChannel | undefined;
      const revived = await this.deliveries.change(id, (delivery) => {
        delivery.revive(this.config.NOTIFY_MAX_ATTEMPTS, this.clock.now());
        ({ channel } = delivery);
      });
      await this.courier.queue([{ id: revived.id, channel: channel! }]);
      return revived;
    });
  }
}
