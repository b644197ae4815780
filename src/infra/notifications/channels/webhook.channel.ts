import { Inject, Injectable } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { CONFIG, type Config } from '../../../config';
import { secretsOfUrl } from './plain-text';
import { type Channel, emptyOnes, type Parcel, type Receipt } from './channel';
import { HttpDelivery } from './http-delivery';

/** Any receiver of JSON, signed by the Standard Webhooks convention so that it can tell that it comes from here. */
@Injectable()
export class WebhookChannel implements Channel {
  readonly name = 'webhook';
  readonly missing: readonly string[];
  readonly secrets: readonly string[];
  private readonly url: string;
  private readonly signer: Webhook | null;

  constructor(
    @Inject(CONFIG) { NOTIFY_WEBHOOK_URL, NOTIFY_WEBHOOK_SECRET }: Config,
    private readonly delivery: HttpDelivery,
  ) {
    this.url = NOTIFY_WEBHOOK_URL;
    this.signer = NOTIFY_WEBHOOK_SECRET ? new Webhook(NOTIFY_WEBHOOK_SECRET) : null;
    this.missing = emptyOnes({ NOTIFY_WEBHOOK_URL, NOTIFY_WEBHOOK_SECRET });
    this.secrets = [...secretsOfUrl(NOTIFY_WEBHOOK_URL), NOTIFY_WEBHOOK_SECRET].filter(Boolean);
  }

  send(parcel: Parcel): Promise<Receipt> {
    const { id, notice } = parcel;
    const body = JSON.stringify({
      type: `alert.${notice.action}`,
      timestamp: notice.occurred_at,
      data: notice,
    });
    // Of this attempt: receivers refuse what was signed long ago.
    const now = new Date();
    return this.delivery.post(this.url, body, parcel, {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': this.signer!.sign(id, now, body),
    });
  }
}
