import { ApiProperty } from '@nestjs/swagger';
import { declareEvents } from '../../core/events/event-declaration';
import type { NotificationPayload } from './notice';

const TYPES = ['info', 'success', 'warning', 'error'] as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

/** `data` of a notification. */
class Notification implements NotificationPayload {
  @ApiProperty({ example: 'The report is ready' })
  title!: string;

  @ApiProperty({ example: 'Incidents of January: PDF, version 1' })
  message!: string;

  @ApiProperty({ enum: TYPES, example: 'success' })
  type!: (typeof TYPES)[number];

  @ApiProperty({ enum: PRIORITIES, example: 'normal' })
  priority!: (typeof PRIORITIES)[number];

  @ApiProperty({
    required: false,
    description: 'Where to read on: a URL, or a path of the application',
    example: '/reports/3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c',
  })
  actionUrl?: string;

  @ApiProperty({
    type: 'object',
    selfRequired: false,
    additionalProperties: true,
    description: 'Ids and figures of what it is about',
    example: { report_id: '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c', status: 'completed' },
  })
  metadata?: Record<string, unknown>;
}

export const NOTIFICATION_EVENTS = declareEvents({
  type: 'notification',
  actions: ['created'],
  permissions: ['read:metrics', 'read:sops', 'read:reports', 'read:costs', 'write:costs'],
  channels: ['notifications'],
  payload: Notification,
  about:
    'News for one user, or for all who hold a permission: alerts of their thresholds, reports, executions, imports, budgets, credits',
});

/** Whom a notification is for: who may read what it tells of. */
export type NotificationPermission = (typeof NOTIFICATION_EVENTS.permissions)[number];
