export { InfraModule } from './infra.module';
export { NotificationsModule } from './notifications/notifications.module';
