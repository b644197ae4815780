export { type AlertNotice, NotificationChannel, type NotificationPayload } from './notice';
export { NotificationsService } from './notifications.service';
