import { requestOf } from '../../core/fields';
import { NotificationDelivery } from './delivery.entity';

/** Which of the dead deliveries are tried again: without a field all of them. */
export class RetryDeliveriesRequest extends requestOf(NotificationDelivery, {
  optional: ['channel', 'action', 'alert_id'],
}) {}
