import { Injectable } from '@nestjs/common';
import type { NotificationChannel } from '../index';
import type { Channel } from './channel';
import { EmailChannel } from './email.channel';
import { PagerDutyChannel } from './pagerduty.channel';
import { SlackChannel } from './slack.channel';
import { WebhookChannel } from './webhook.channel';

/** Every channel there is, by its name. */
@Injectable()
export class Channels {
  private readonly byName: Readonly<Record<NotificationChannel, Channel>>;

  constructor(
    email: EmailChannel,
    slack: SlackChannel,
    webhook: WebhookChannel,
    pagerduty: PagerDutyChannel,
  ) {
    this.byName = { email, slack, webhook, pagerduty };
  }

  get all(): Channel[] {
    return Object.values(this.byName);
  }

  named(name: NotificationChannel): Channel {
    return this.byName[name];
  }

  /** Why nothing can be delivered by this channel, or null. */
  obstacle(name: NotificationChannel): string | null {
    const { missing } = this.byName[name];
    if (missing.length === 0) return null;
    return `the channel ${name} is not configured: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set`;
  }
}
