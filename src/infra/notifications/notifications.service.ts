import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CONFIG, type Config } from '../../config';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { EventLog } from '../../core/events/event-log';
import { Channels } from './channels/channels';
import { Courier } from './courier';
import { DeliveryStatus } from './delivery.enums';
import { DeliveryQueries } from './delivery.queries';
import type { AlertNotice, NotificationChannel, NotificationPayload } from './notice';

/** Tells people: on their screens by events, elsewhere by deliveries that the job queue makes. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly eventLog: EventLog,
    private readonly channels: Channels,
    private readonly courier: Courier,
    private readonly queries: DeliveryQueries,
    private readonly work: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Raises a `notification` event for one user's sockets. */
  tell(userId: string, payload: NotificationPayload, permission = 'read:metrics'): Promise<void> {
    return this.eventLog.raise([
      {
        ...{ type: 'notification', action: 'created', channels: ['notifications'], permission },
        ...{ environment: null, audience: userId, data: payload },
      },
    ]);
  }

  /**
   * Queues one delivery of the notice for each channel; they stand and fall with the open transaction. A channel that is
   * not configured leaves a dead one, for an admin to see and to retry once it is.
   */
  async deliver(notice: AlertNotice, channels: readonly NotificationChannel[]): Promise<void> {
    const deliveries = [...new Set(channels)].map((channel) => {
      const obstacle = this.channels.obstacle(channel);
      const status = obstacle === null ? DeliveryStatus.pending : DeliveryStatus.dead;
      return { id: randomUUID(), channel, status, last_error: obstacle };
    });
    if (deliveries.length === 0) return;
    await this.work.run(async () => {
      await this.queries.add(notice, deliveries, this.config.NOTIFY_MAX_ATTEMPTS);
      await this.courier.queue(deliveries.filter(({ status }) => status === DeliveryStatus.pending));
    });
  }
}
