import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import type { AlertNotice } from '../index';
import { type Channel, emptyOnes, type Parcel, type Receipt } from './channel';
import { HttpDelivery } from './http-delivery';

const SEVERITY = { critical: 'critical', high: 'error', medium: 'warning', low: 'info' } as const;
/** PagerDuty's own limit. */
const MAX_SUMMARY = 1_024;

/** PagerDuty, by its Events API v2. */
@Injectable()
export class PagerDutyChannel implements Channel {
  readonly name = 'pagerduty';
  readonly missing: readonly string[];
  readonly secrets: readonly string[];
  private readonly url: string;
  private readonly key: string;

  constructor(
    @Inject(CONFIG) { PAGERDUTY_ROUTING_KEY, PAGERDUTY_EVENTS_URL }: Config,
    private readonly delivery: HttpDelivery,
  ) {
    this.url = PAGERDUTY_EVENTS_URL;
    this.key = PAGERDUTY_ROUTING_KEY;
    this.missing = emptyOnes({ PAGERDUTY_ROUTING_KEY });
    this.secrets = [PAGERDUTY_ROUTING_KEY].filter(Boolean);
  }

  send(parcel: Parcel): Promise<Receipt> {
    return this.delivery.post(this.url, JSON.stringify(pagerDutyEvent(parcel.notice, this.key)), parcel);
  }
}

/** All events of an alert carry its id as `dedup_key`: repetitions and the resolution find the same incident. */
export function pagerDutyEvent(notice: AlertNotice, routingKey: string): object {
  const { alert_id, action, title, severity, occurred_at, ...details } = notice;
  return {
    routing_key: routingKey,
    event_action: action === 'resolved' ? 'resolve' : 'trigger',
    dedup_key: alert_id,
    client: 'Ops Control Center',
    payload: {
      summary: title.slice(0, MAX_SUMMARY),
      source: notice.host ?? notice.service ?? notice.environment,
      severity: SEVERITY[severity],
      timestamp: occurred_at,
      component: notice.service ?? undefined,
      class: notice.metric_name,
      custom_details: details,
    },
  };
}
