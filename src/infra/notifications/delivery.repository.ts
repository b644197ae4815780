import { repositoryOf } from '../../core/database/repository-of';
import { NotificationDelivery } from './delivery.entity';

export class DeliveryRepository extends repositoryOf(NotificationDelivery) {}
