import { judge, messageOf, seriesDigest, type SeriesState } from '../infra/alerts';
import type { Point } from '../infra/metrics';
import { type Account, responders } from './accounts';
import type { ThresholdRow } from './alert-rules';
import type { SeedTable } from './bulk-insert';
import { DAY, MINUTE, SECOND } from './durations';
import { creationTimes } from './incident-times';
import { createMetrics } from './metrics';
import { METRIC_SERIES } from './metrics-series';
import { Random } from './random';

export interface AlertRow {
  readonly id: string;
  readonly threshold_id: string;
  readonly series: string;
  readonly metric_name: string;
  readonly metric_type: string;
  readonly environment: string;
  readonly service: string | null;
  readonly host: string | null;
  readonly severity: string;
  readonly operator: string;
  readonly threshold_value: number;
  readonly value: number;
  readonly unit: string;
  readonly status: 'active' | 'acknowledged' | 'resolved';
  readonly message: string;
  readonly triggered_at: Date;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly resolved_at: Date | null;
  readonly resolved_by: string | null;
  readonly note: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

export const ALERTS: SeedTable<AlertRow> = {
  name: 'alerts',
  columns: {
    id: 'uuid',
    threshold_id: 'uuid',
    series: 'text',
    metric_name: 'text',
    metric_type: 'text',
    environment: 'text',
    service: 'text',
    host: 'text',
    severity: 'text',
    operator: 'text',
    threshold_value: 'float8',
    value: 'float8',
    unit: 'text',
    status: 'text',
    message: 'text',
    triggered_at: 'timestamptz',
    acknowledged_at: 'timestamptz',
    acknowledged_by: 'text',
    resolved_at: 'timestamptz',
    resolved_by: 'text',
    note: 'text',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    version: 'integer',
  },
};

/** How many alerts there are from before the metrics of the demo data. */
const PAST = 26;
const NOTES = [
  'A batch job ran in the middle of the day; moved to the night.',
  'Traffic of the campaign, as announced. Back to normal.',
  'Restarted the service, the leak is known and a fix is on its way.',
  'Scaled out by one machine.',
  'False alarm: the load test was still running.',
];

/** Twelve weeks of alerts, oldest first. Those of the last day are what the thresholds find in its metrics. */
export function createAlerts(
  now: Date,
  accounts: readonly Account[],
  thresholds: readonly ThresholdRow[],
): AlertRow[] {
  const random = new Random('alerts');
  const people = responders(accounts);
  return [...past(random, now, people, thresholds), ...lastDay(random, now, people, thresholds)];
}

function past(
  random: Random,
  now: Date,
  people: readonly Account[],
  thresholds: readonly ThresholdRow[],
): AlertRow[] {
  const choices = thresholds.flatMap((rule) =>
    METRIC_SERIES.filter((series) => fits(rule, series)).map((series) => ({ rule, series })),
  );
  return creationTimes(random, PAST, new Date(now.getTime() - 2 * DAY)).map((timestamp) => {
    const { rule, series } = random.pick(choices);
    const factor = rule.operator.startsWith('<') ? random.next() : 1 + random.next() / 8;
    const value = Math.round(Math.min(rule.threshold_value * factor, series.limits[1]) * 100) / 100;
    const minutes = Math.round(random.logarithmic(4, 300));
    const resolved = new Date(timestamp.getTime() + minutes * MINUTE);
    return handled(random, people, { rule, point: { ...series, id: '', value, timestamp }, resolved }, now);
  });
}

/** What ingesting the metrics of the last day, one after another, would have led to. */
function lastDay(
  random: Random,
  now: Date,
  people: readonly Account[],
  thresholds: readonly ThresholdRow[],
): AlertRow[] {
  const points = createMetrics(now).map((row) => row as Point);
  const found: { rule: ThresholdRow; point: Point; resolved: Date | null }[] = [];
  for (const rule of thresholds.filter(({ enabled }) => enabled)) {
    const states = new Map<string, SeriesState>();
    const open = new Map<string, (typeof found)[number]>();
    for (const point of points.filter((each) => fits(rule, each))) {
      const key = seriesDigest(point);
      const before = states.get(key) ?? { evaluated_at: null, fired_at: null };
      const { state, resolving, opening } = judge(rule, before, open.has(key), [point], point.timestamp);
      states.set(key, state);
      if (opening) {
        const alert = { rule, point, resolved: null };
        open.set(key, alert);
        found.push(alert);
      } else if (resolving) {
        open.get(key)!.resolved = point.timestamp;
        open.delete(key);
      }
    }
  }
  return found
    .toSorted((a, b) => a.point.timestamp.getTime() - b.point.timestamp.getTime())
    .map((alert) => handled(random, people, alert, now));
}

const fits = (
  rule: ThresholdRow,
  { metric_name, environment }: { metric_name: string; environment: string },
): boolean =>
  rule.metric_name === metric_name && (rule.environment === 'all' || rule.environment === environment);

/** The alert, with what people did about it. */
function handled(
  random: Random,
  people: readonly Account[],
  { rule, point, resolved }: { rule: ThresholdRow; point: Point; resolved: Date | null },
  now: Date,
): AlertRow {
  const { metric_name, environment, service, host, value, unit, timestamp } = point;
  const { severity, operator, threshold_value, metric_type } = rule;
  const person = random.pick(people).name;
  const reaction = new Date(timestamp.getTime() + random.integer(60, 900) * SECOND);
  // Of the open ones nobody has looked at those that are of little weight.
  const isSeen = reaction < (resolved ?? now) && (resolved ? random.chance(0.6) : severity !== 'low');
  const byHand = resolved !== null && isSeen && random.chance(0.4);
  const touched = resolved ?? (isSeen ? reaction : timestamp);
  return {
    ...{ id: random.uuid(), threshold_id: rule.id, series: seriesDigest(point) },
    ...{ metric_name, metric_type, environment, service, host },
    ...{ severity, operator, threshold_value, value, unit },
    status: resolved ? 'resolved' : isSeen ? 'acknowledged' : 'active',
    message: messageOf(rule, point),
    triggered_at: timestamp,
    ...{ acknowledged_at: isSeen ? reaction : null, acknowledged_by: isSeen ? person : null },
    ...{ resolved_at: resolved, resolved_by: byHand ? person : null },
    note: byHand ? random.pick(NOTES) : null,
    ...{ created_at: timestamp, updated_at: touched },
    version: 1 + Number(isSeen) + Number(resolved !== null),
  };
}
