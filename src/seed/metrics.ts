import type { PoolClient } from 'pg';
import { dayOf } from '../core/time/calendar';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { HOUR, MINUTE } from './durations';
import { business } from './incident-times';
import { type DemoSeries, METRIC_SERIES } from './metrics-series';
import { Random } from './random';

export interface MetricRow {
  readonly id: string;
  readonly metric_name: string;
  readonly metric_type: string;
  readonly value: number;
  readonly unit: string;
  readonly environment: string;
  readonly service: string | null;
  readonly host: string | null;
  readonly timestamp: Date;
  readonly tags: Readonly<Record<string, string>> | null;
}

const COLUMNS = {
  id: 'uuid',
  metric_name: 'text',
  metric_type: 'text',
  value: 'float8',
  unit: 'text',
  environment: 'text',
  service: 'text',
  host: 'text',
  timestamp: 'timestamptz',
  tags: 'jsonb',
};
const METRICS: SeedTable<MetricRow> = { name: 'metrics', columns: COLUMNS };
const LATEST: SeedTable<MetricRow & { readonly untold: boolean }> = {
  name: 'metrics_latest',
  columns: { ...COLUMNS, untold: 'boolean' },
};

const STEP = 5 * MINUTE;
const STEPS = 288;
/** When the spike was, counted back from now, and how long it took. */
const SPIKE = { ago: 3 * HOUR, length: 40 * MINUTE };

/** 24 hours of points, every five minutes of the clock, that follow the working day; two services had a bad time. */
export function createMetrics(now: Date): MetricRow[] {
  const random = new Random('metrics');
  const last = Math.floor(now.getTime() / STEP) * STEP;
  const rows: MetricRow[] = [];
  const levels = METRIC_SERIES.map(() => 0);
  for (let step = STEPS - 1; step >= 0; step -= 1) {
    const timestamp = new Date(last - step * STEP);
    METRIC_SERIES.forEach((series, index) => {
      // What was high a moment ago is still rather high.
      levels[index] = 0.7 * levels[index] + 0.3 * (random.next() * 2 - 1);
      const value = valueAt(series, timestamp, levels[index], now);
      const { metric_name, metric_type, unit, environment, service, host, tags } = series;
      rows.push({
        ...{ id: random.uuid(), metric_name, metric_type, value, unit, environment },
        ...{ service, host, timestamp, tags },
      });
    });
  }
  return rows;
}

function valueAt(series: DemoSeries, time: Date, noise: number, now: Date): number {
  const [quiet, busy] = series.range;
  const load = series.follows ? business(time) : 0.5;
  const usual = quiet + (busy - quiet) * load + noise * series.noise;
  const into = time.getTime() - (now.getTime() - SPIKE.ago);
  const isBad = series.peak !== undefined && into >= 0 && into < SPIKE.length;
  const value = isBad ? series.peak + noise * series.noise * 0.3 : usual;
  const [least, most] = series.limits;
  return Math.round(Math.min(Math.max(value, least), most) * 100) / 100;
}

/** Stores the points, and the newest of each series as known to everybody. Gives how many points. */
export async function addMetrics(client: PoolClient, now: Date): Promise<number> {
  const rows = createMetrics(now);
  const days = new Set(rows.map(({ timestamp }) => dayOf(timestamp)));
  await client.query('select make_metric_days($1::date[])', [[...days]]);
  const newest = rows.slice(-METRIC_SERIES.length).map((row) => ({ ...row, untold: false }));
  await bulkInsert(client, LATEST, newest);
  return bulkInsert(client, METRICS, rows);
}
