import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnitOfWork } from '../../../src/core/database/unit-of-work';
import {
  type AlertNotice,
  type NotificationChannel,
  NotificationsService,
} from '../../../src/infra/notifications';
import type { TestServer } from '../../support/app';

export const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** Deliveries may go to this machine, and failures come quickly. */
export const QUICK = {
  NOTIFY_ALLOW_PRIVATE: 'true',
  NOTIFY_RETRY_SECONDS: '0.02',
  NOTIFY_MAX_ATTEMPTS: '3',
  NOTIFY_WEBHOOK_SECRET: SIGNING_SECRET,
};

export interface Delivery {
  readonly id: string;
  readonly alert_id: string;
  readonly channel: string;
  readonly action: string;
  readonly status: string;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly last_error: string | null;
  readonly response_status: number | null;
  readonly last_attempt_at: string | null;
  readonly next_attempt_at: string | null;
  readonly delivered_at: string | null;
  readonly created_at: string;
  readonly attempt_log: readonly {
    readonly number: number;
    readonly started_at: string;
    readonly ms: number | null;
    readonly outcome: string;
    readonly response_status: number | null;
    readonly error: string | null;
  }[];
}

export const notice = (over: Partial<AlertNotice> = {}): AlertNotice => ({
  alert_id: randomUUID(),
  action: 'triggered',
  title: 'cpu_usage is 97 (> 90) on web-1',
  severity: 'critical',
  environment: 'production',
  metric_name: 'cpu_usage',
  service: 'checkout',
  host: 'web-1',
  value: 97,
  operator: '>',
  threshold_value: 90,
  description: 'Scale out, then look for the cause.',
  occurred_at: '2026-01-15T12:00:00.000Z',
  ...over,
});

/** As an alert does it: in one transaction, which fails if `andThen` does. */
export const deliver = (
  server: TestServer,
  what: AlertNotice,
  channels: NotificationChannel[],
  andThen: () => Promise<void> = () => Promise.resolve(),
): Promise<void> =>
  server.app.get(UnitOfWork).run(async () => {
    await server.app.get(NotificationsService).deliver([{ notice: what, channels }]);
    await andThen();
  });

/** The deliveries of an alert once all of them fit; channel by channel, first the one that came first. */
export async function deliveriesOf(
  server: TestServer,
  { alert_id }: AlertNotice,
  fits: (delivery: Delivery) => boolean = ({ status }) => status === 'delivered' || status === 'dead',
): Promise<Delivery[]> {
  const admin = await server.as('admin');
  const deadline = Date.now() + 12_000;
  for (;;) {
    const { body } = await admin.get<Delivery[]>(
      `/admin/notifications?alert_id=${alert_id}&sort_by=created_at&sort_order=asc`,
    );
    if (body.length > 0 && body.every(fits)) return body;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${JSON.stringify(body)}`);
    await sleep(20);
  }
}

/** The only delivery of an alert, once it fits. */
export const deliveryOf = async (
  server: TestServer,
  what: AlertNotice,
  fits?: (delivery: Delivery) => boolean,
): Promise<Delivery> => {
  const all = await deliveriesOf(server, what, fits);
  if (all.length !== 1) throw new Error(`${all.length} deliveries`);
  return all[0];
};

/** Forgets every delivery. One that is under way may be locked in another order: then Postgres ends one of the two. */
export async function clear(server: TestServer): Promise<void> {
  for (;;) {
    try {
      await server.sql('delete from notification_deliveries');
      return;
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('deadlock detected'))) throw error;
    }
  }
}
