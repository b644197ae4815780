import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../../src/core/database/unit-of-work';
import { type Point, PointWatcher } from '../../../src/infra/metrics';
import type { Actor } from '../../support/actor';
import type { TestServer } from '../../support/app';
import { setClock as setClocks } from '../../support/clock';

/** A threshold as it leaves. */
export interface ThresholdBody {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** An alert as it leaves. */
export interface AlertBody {
  readonly id: string;
  readonly threshold_id: string;
  readonly host: string | null;
  readonly status: string;
  readonly value: number;
  readonly note: string | null;
  readonly triggered_at: string;
  readonly resolved_at: string | null;
  readonly [field: string]: unknown;
}

/** What the tests begin with. */
export const NOON = new Date('2026-11-02T12:00:00.000Z');
/** So many minutes after noon. */
export const at = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

/** The server's time of day from now on. */
export const setClock = (server: TestServer, minutes: number): void => setClocks(at(minutes), server);

export const rule = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  metric_name: 'cpu_usage',
  metric_type: 'infrastructure',
  operator: '>',
  threshold_value: 90,
  severity: 'high',
  environment: 'production',
  ...more,
});

/** Defines a threshold over HTTP, for a metric of its own unless it is named. */
export async function define(admin: Actor, more: Record<string, unknown> = {}): Promise<ThresholdBody> {
  const body = rule({ metric_name: `metric_${randomUUID()}`, ...more });
  const answer = await admin.post<ThresholdBody>('/admin/thresholds', body);
  if (answer.status !== 201) throw new Error(`not defined: ${answer.text}`);
  return answer.body;
}

/** A point of the threshold's metric on web-1. */
export const point = (of: Record<string, unknown>, value: number, more: Partial<Point> = {}): Point => ({
  ...{ id: randomUUID(), metric_name: String(of.metric_name), metric_type: 'cpu', value, unit: '%' },
  ...{ environment: 'production', service: null, host: 'web-1', timestamp: NOON, tags: null },
  ...more,
});

/** Has a batch looked at as ingestion does, in a transaction. */
export const watch = (server: TestServer, ...points: Point[]): Promise<void> => {
  const watcher = server.app.get(PointWatcher, { strict: false });
  return server.app.get(UnitOfWork).run(() => watcher.watch(points));
};

/** The alerts of a threshold, oldest first. */
export async function alertsOf(actor: Actor, threshold: { id: string }): Promise<AlertBody[]> {
  const path = `/infra/alerts?threshold_id=${threshold.id}&sort_by=created_at&sort_order=asc&limit=100`;
  return (await actor.get<AlertBody[]>(path)).body;
}

/** The one alert of a threshold. */
export async function theAlertOf(actor: Actor, threshold: { id: string }): Promise<AlertBody> {
  const alerts = await alertsOf(actor, threshold);
  if (alerts.length !== 1) throw new Error(`${alerts.length} alerts instead of one`);
  return alerts[0];
}

/** Notifications that were raised for a user about a threshold's alerts, oldest first. */
export const notificationsOf = (
  server: TestServer,
  threshold: { id: string },
): Promise<{ audience: string; title: string; priority: string }[]> =>
  server.sql(
    `select audience, data->>'title' as title, data->>'priority' as priority from events
      where type = 'notification' and data->'metadata'->>'threshold_id' = $1 order by position`,
    [threshold.id],
  );

/** Outside deliveries of an alert as `channel action`. */
export const deliveriesOf = async (server: TestServer, alert: { id: string }): Promise<string[]> =>
  (
    await server.sql<{ what: string }>(
      `select channel || ' ' || action as what from notification_deliveries where alert_id = $1 order by what`,
      [alert.id],
    )
  ).map(({ what }) => what);
