import { Module } from '@nestjs/common';
import { Channels } from './channels/channels';
import { EmailChannel } from './channels/email.channel';
import { HttpDelivery } from './channels/http-delivery';
import { PagerDutyChannel } from './channels/pagerduty.channel';
import { SlackChannel } from './channels/slack.channel';
import { WebhookChannel } from './channels/webhook.channel';
import { Courier } from './courier';
import { DeliveriesService } from './deliveries.service';
import { DeliveryQueries } from './delivery.queries';
import { DeliveryRepository } from './delivery.repository';
import { NotificationsController } from './notifications.controller';
import { NotificationsService } from './notifications.service';
import { RetryQueries } from './retry.queries';

@Module({
  controllers: [NotificationsController],
  providers: [
    NotificationsService,
    DeliveriesService,
    DeliveryRepository,
    DeliveryQueries,
    RetryQueries,
    Courier,
    Channels,
    HttpDelivery,
    EmailChannel,
    SlackChannel,
    WebhookChannel,
    PagerDutyChannel,
  ],
  exports: [NotificationsService],
})
export class NotificationsModule {}
