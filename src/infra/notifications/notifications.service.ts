import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CONFIG, type Config } from '../../config';
import { chunksOf } from '../../core/database/chunks';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { EventLog } from '../../core/events/event-log';
import { Channels } from './channels/channels';
import { Courier } from './courier';
import { DeliveryStatus } from './delivery.enums';
import { DeliveryQueries, type NewDelivery } from './delivery.queries';
import { NOTIFICATION_EVENTS, type NotificationPermission } from './notification.events';
import type { AlertNotice, NotificationChannel, NotificationPayload } from './notice';

/** A notice and the channels that it goes out by. */
export interface Outgoing {
  readonly notice: AlertNotice;
  readonly channels: readonly NotificationChannel[];
}

/** What one user reads on the screen. */
export interface UserNote {
  readonly userId: string;
  readonly payload: NotificationPayload;
}

const ABOUT = {
  type: NOTIFICATION_EVENTS.type,
  action: NOTIFICATION_EVENTS.actions[0],
  channels: NOTIFICATION_EVENTS.channels,
};

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

  /**
   * Raises a `notification` event for the sockets of each user, in this order. Those that are bound to an environment hear
   * it only if it is theirs.
   */
  tell(
    notes: readonly UserNote[],
    permission: NotificationPermission = 'read:metrics',
    environment: string | null = null,
  ): Promise<void> {
    return this.eventLog.raise(
      notes.map(({ userId, payload }) => ({
        ...{ ...ABOUT, permission, environment, audience: userId, data: payload },
      })),
    );
  }

  /**
   * Raises a `notification` event for everyone who holds the permission. Those who are bound to an environment hear it
   * only if it is theirs.
   */
  tellHolders(
    permission: NotificationPermission,
    payload: NotificationPayload,
    environment: string | null = null,
  ): Promise<void> {
    return this.eventLog.raise([
      {
        ...{ ...ABOUT, permission, environment, audience: null, data: payload },
      },
    ]);
  }

  /**
   * Queues a delivery of each notice for each of its channels; they stand and fall with the open transaction. A channel
   * that is not configured leaves a dead one, for an admin to see and to retry once it is. However many there are, they go
   * 1,000 at a time.
   */
  async deliver(outgoing: readonly Outgoing[]): Promise<void> {
    const deliveries = outgoing.flatMap(({ notice, channels }) =>
      [...new Set(channels)].map((channel): NewDelivery => {
        const obstacle = this.channels.obstacle(channel);
        const status = obstacle === null ? DeliveryStatus.pending : DeliveryStatus.dead;
        return { id: randomUUID(), channel, notice, status, last_error: obstacle };
      }),
    );
    if (deliveries.length === 0) return;
    await this.work.run(async () => {
      for (const chunk of chunksOf(deliveries)) {
        await this.queries.add(chunk, this.config.NOTIFY_MAX_ATTEMPTS);
        await this.courier.queue(chunk.filter(({ status }) => status === DeliveryStatus.pending));
      }
    });
  }
}
