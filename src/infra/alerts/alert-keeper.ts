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

/** A point that is reason for an alert of its series. */
export interface Opening {
  readonly rule: Rule;
  readonly series: string;
  readonly by: Point;
}

/** A point that is the end of an open alert. */
export interface Settling {
  readonly id: string;
  readonly rule: Rule;
  readonly by: Point;
}

/** What people are told of an alert. */
export interface AlertNews {
  readonly alert: Alert;
  readonly action: AlertNotice['action'];
  /** The latest that is known. */
  readonly value: number;
  readonly to: Audience;
}

/**
 * Opens and resolves alerts and has people told of it, many at a time in a few round trips. Needs an open transaction.
 */
@Injectable()
export class AlertKeeper implements ThresholdFollower {
  constructor(
    private readonly alerts: AlertRepository,
    private readonly notifications: NotificationsService,
    private readonly clock: Clock,
  ) {}

  /** Opens an alert for each. Gives their ids, in that order. */
  async open(openings: readonly Opening[], now: Date): Promise<string[]> {
    const news = openings.map(({ rule, series, by }): AlertNews => {
      return { alert: alertOf(rule, series, by, now), action: 'triggered', value: by.value, to: rule };
    });
    const opened = news.map(({ alert }) => alert);
    await this.alerts.addAll(opened);
    await this.tell(news);
    return opened.map(({ id }) => id);
  }

  /** Resolves alerts because the value is back; one that a person has just resolved stays as it is. */
  async settle(settlings: readonly Settling[], now: Date): Promise<void> {
    const byId = new Map(settlings.map((settling) => [settling.id, settling]));
    const resolved = await this.alerts.changeAll(byId.keys(), (alert) => {
      if (!alert.isResolved) alert.resolve(null, notAfter(byId.get(alert.id)!.by.timestamp, now));
    });
    await this.tell(
      resolved.map((alert) => {
        const { rule, by } = byId.get(alert.id)!;
        return { alert, action: 'resolved', value: by.value, to: rule };
      }),
    );
  }

  /** Resolves every open alert of a rule that no longer watches what it watched. */
  async retire(threshold: Threshold, why: string): Promise<void> {
    const now = this.clock.now();
    const resolved = await this.alerts.changeAll(await this.alerts.openOf(threshold.id), (alert) => {
      if (alert.isResolved) return;
      alert.resolve(null, now);
      alert.remark(why);
    });
    await this.tell(
      resolved.map((alert) => ({ alert, action: 'resolved', value: alert.value, to: threshold })),
    );
  }

  /** Queues the deliveries and raises the authors' notifications. */
  async tell(news: readonly AlertNews[]): Promise<void> {
    const told = news.map(({ alert, action, value, to }) => {
      const notice = noticeOf(alert, action, value, to.description);
      return { notice, channels: to.notification_channels, userId: to.created_by_id, alert };
    });
    await this.notifications.deliver(told);
    await this.notifications.tell(
      told.flatMap(({ userId, alert, notice }) =>
        userId === null ? [] : [{ userId, payload: payloadOf(alert, notice) }],
      ),
    );
  }
}

function alertOf(rule: Rule, series: string, point: Point, now: Date): Alert {
  const { metric_type, severity, operator, threshold_value } = rule;
  const { metric_name, environment, service, host, value, unit } = point;
  return Object.assign(new Alert(), {
    ...{ id: randomUUID(), threshold_id: rule.id, series, status: AlertStatus.active },
    ...{ metric_name, metric_type, environment, service, host },
    ...{ severity, operator, threshold_value, value, unit },
    message: messageOf(rule, point),
    triggered_at: notAfter(point.timestamp, now),
  });
}

const notAfter = (at: Date, now: Date): Date => (at > now ? now : at);
