import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../core/time/clock';
import type { Point } from '../metrics';
import { type AlertNotice, NotificationsService } from '../notifications';
import { type Rule, type Threshold, ThresholdFollower } from '../thresholds';
import { messageOf, noticeOf, payloadOf } from './alert-words';
import { Alert } from './alert.entity';
import { AlertStatus } from './alert.enums';
import { AlertRepository } from './alert.repository';

type Audience = Pick<Rule, 'notification_channels' | 'created_by_id' | 'description'>;

/** Opens and resolves alerts and has people told of it. Needs an open transaction. */
@Injectable()
export class AlertKeeper implements ThresholdFollower {
  constructor(
    private readonly alerts: AlertRepository,
    private readonly notifications: NotificationsService,
    private readonly clock: Clock,
  ) {}

  /** Opens the alert that the point is reason for. Gives its id. */
  async open(rule: Rule, series: string, point: Point, now: Date): Promise<string> {
    const { metric_type, severity, operator, threshold_value } = rule;
    const { metric_name, environment, service, host, value, unit } = point;
    const alert = Object.assign(new Alert(), {
      ...{ id: randomUUID(), threshold_id: rule.id, series, status: AlertStatus.active },
      ...{ metric_name, metric_type, environment, service, host },
      ...{ severity, operator, threshold_value, value, unit },
      message: messageOf(rule, point),
      triggered_at: notAfter(point.timestamp, now),
    });
    await this.alerts.add(alert);
    await this.tell(rule, alert, 'triggered', value);
    return alert.id;
  }

  /** Resolves the alert because the value is back; one that a person has just resolved stays as it is. */
  async settle(id: string, rule: Rule, point: Point, now: Date): Promise<void> {
    const { alert, wasOpen } = await this.close(id, notAfter(point.timestamp, now));
    if (wasOpen) await this.tell(rule, alert, 'resolved', point.value);
  }

  /** Resolves every open alert of a rule that no longer watches what it watched. */
  async retire(threshold: Threshold, why: string): Promise<void> {
    for (const id of await this.alerts.openOf(threshold.id)) {
      const { alert, wasOpen } = await this.close(id, this.clock.now(), why);
      if (wasOpen) await this.tell(threshold, alert, 'resolved', alert.value);
    }
  }

  async tell(
    { notification_channels, created_by_id, description }: Audience,
    alert: Alert,
    action: AlertNotice['action'],
    value: number,
  ): Promise<void> {
    const notice = noticeOf(alert, action, value, description);
    await this.notifications.deliver(notice, notification_channels);
    if (created_by_id) await this.notifications.tell(created_by_id, payloadOf(alert, notice));
  }

  private async close(id: string, at: Date, why?: string): Promise<{ alert: Alert; wasOpen: boolean }> {
    const closed = { alert: new Alert(), wasOpen: false };
    await this.alerts.change(id, (alert) => {
      closed.alert = alert;
      if (alert.isResolved) return;
      closed.wasOpen = true;
      alert.resolve(null, at);
      if (why) alert.remark(why);
    });
    return closed;
  }
}

const notAfter = (at: Date, now: Date): Date => (at > now ? now : at);
