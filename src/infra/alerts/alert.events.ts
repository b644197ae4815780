import type { EventDeclaration } from '../../core/events/event-declaration';
import type { Alert } from './alert.entity';

export const alertEvents: EventDeclaration<Alert> = {
  type: 'alert',
  permission: 'read:metrics',
  // Alerts are kept.
  actions: ['created', 'updated'],
  channels: (alert) => ['alerts', alert.environment],
  environment: (alert) => alert.environment,
};
