import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import type { AlertNotice } from '../index';
import { secretsOfUrl } from './plain-text';
import { type Channel, emptyOnes, type Parcel, type Receipt } from './channel';
import { HttpDelivery } from './http-delivery';
import { headline, particulars } from './notice-text';

/** Slack's own limits. */
const MAX_HEADER = 150;
const MAX_TEXT = 2_000;

/** An incoming webhook of Slack, or of what speaks its language. */
@Injectable()
export class SlackChannel implements Channel {
  readonly name = 'slack';
  readonly missing: readonly string[];
  readonly secrets: readonly string[];
  private readonly url: string;

  constructor(
    @Inject(CONFIG) { SLACK_WEBHOOK_URL }: Config,
    private readonly delivery: HttpDelivery,
  ) {
    this.url = SLACK_WEBHOOK_URL;
    this.missing = emptyOnes({ SLACK_WEBHOOK_URL });
    this.secrets = secretsOfUrl(SLACK_WEBHOOK_URL);
  }

  send(parcel: Parcel): Promise<Receipt> {
    return this.delivery.post(this.url, JSON.stringify(slackMessage(parcel.notice)), parcel);
  }
}

/** `text` is what notifications show, the blocks what the channel does. */
export function slackMessage(notice: AlertNotice): object {
  const title = headline(notice);
  const fields = particulars(notice).map(([name, value]) => ({
    type: 'mrkdwn',
    text: `*${name}*\n${escaped(value)}`.slice(0, MAX_TEXT),
  }));
  const description = notice.description?.trim();
  return {
    text: escaped(title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title.slice(0, MAX_HEADER) } },
      ...(description
        ? [{ type: 'section', text: { type: 'mrkdwn', text: escaped(description).slice(0, MAX_TEXT) } }]
        : []),
      { type: 'section', fields },
    ],
  };
}

/** In Slack's texts these three begin links and mentions. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
