import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { dayOf } from '../src/core/time/calendar';
import { INSERT, KEEP_LATEST, MAKE_DAYS } from '../src/infra/metrics/metric.queries';
import type { Point } from '../src/infra/metrics';
import { newestOfEachSeries } from '../src/infra/metrics/series';
import type { Chapter } from './chapter';
import { withClient } from './database';
import { median } from './median';
import { table } from './table';

const POINTS = 10_000;
const WARM_UPS = 3;
const ROUNDS = 11;
const WANTED = 0.5;
/** Hosts that send several metrics, a few points of each; and, at worst, no two points of one series. */
const CASES = [500, POINTS] as const;

interface Figures {
  readonly series: number;
  readonly ours: number;
  readonly copy: number;
}

/** Storing 10,000 points by the server's statements, in turns with COPY of the same rows into the same table. */
export async function measureIngestion(url: string): Promise<Chapter> {
  const figures = await withClient(url, async (client) => {
    const measured: Figures[] = [];
    for (const series of CASES) {
      console.log(`Ingestion of ${POINTS} points of ${series} series`);
      measured.push(await measure(client, series));
    }
    return measured;
  });
  const name = (count: number): string => count.toLocaleString('en');
  const rows = figures.map(({ series, ours, copy }) => [
    `${name(POINTS)} points of ${name(series)} series`,
    copy.toFixed(0),
    ours.toFixed(0),
    (copy / ours).toFixed(2),
  ]);
  const [{ ours, copy }] = figures;
  return {
    heading: 'Ingestion of metrics',
    text: [
      `One transaction of ${name(POINTS)} points, from the points in memory to the commit, in turns with \`COPY … FROM STDIN\` of as many points into the ` +
        `same table; medians of ${ROUNDS} rounds. This server besides makes sure of the day's partition and keeps the newest point of each series; COPY does neither. ` +
        `Both pay for the numbers of points, which a trigger notes. These are the statements that store a batch, on one connection of their own: reading and ` +
        `checking the request, its audit row, the look at thresholds and the way through the pool come on top, and are not in these figures.`,
      table(['what', 'COPY, ms', '**this server**, ms', 'rows/s ÷ COPY'], rows),
    ].join('\n\n'),
    targets: [
      {
        title: `Ingestion of ${name(POINTS)} metric points`,
        wanted: `≥ ${WANTED.toFixed(1)} × COPY`,
        got: (copy / ours).toFixed(2),
        met: copy / ours >= WANTED,
      },
    ],
  };
}

async function measure(client: Client, series: number): Promise<Figures> {
  const times: Record<'ours' | 'copy', number[]> = { ours: [], copy: [] };
  const ways = { ours: ingest, copy };
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    for (const way of round % 2 ? (['ours', 'copy'] as const) : (['copy', 'ours'] as const)) {
      const points = makePoints(series);
      const begin = performance.now();
      await ways[way](client, points);
      if (round >= 0) times[way].push(performance.now() - begin);
    }
  }
  return { series, ours: median(times.ours), copy: median(times.copy) };
}

/** The statements by which the server stores a batch that it has accepted: without audit row, thresholds and pool. */
async function ingest(client: Client, points: readonly Point[]): Promise<void> {
  const days = new Set(points.map(({ timestamp }) => dayOf(timestamp)));
  await client.query('begin');
  await client.query({ ...MAKE_DAYS, values: [[...days]] });
  await client.query({ ...INSERT, values: [JSON.stringify(points)] });
  await client.query({ ...KEEP_LATEST, values: [JSON.stringify(newestOfEachSeries(points))] });
  await client.query('commit');
}

const COLUMNS = [
  ...(['id', 'metric_name', 'metric_type', 'value', 'unit'] as const),
  ...(['environment', 'service', 'host', 'timestamp', 'tags'] as const),
];

async function copy(client: Client, points: readonly Point[]): Promise<void> {
  const text = points
    .map((point) => `${COLUMNS.map((column) => copyText(point[column])).join('\t')}\n`)
    .join('');
  await pipeline(
    Readable.from([text]),
    client.query(copyFrom(`copy metrics (${COLUMNS.join(', ')}) from stdin`)),
  );
}

function copyText(value: Point[keyof Point]): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : value;
  return text.replace(/[\\\t\n\r]/g, (char) => COPY_ESCAPES[char]);
}

const COPY_ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const NAMES = ['cpu_usage', 'memory_usage', 'disk_usage', 'network_in', 'request_latency'];

function makePoints(series: number): Point[] {
  const now = Date.now();
  return Array.from({ length: POINTS }, (_, index): Point => {
    const [one, step] = [index % series, Math.floor(index / series)];
    const host = Math.floor(one / NAMES.length);
    return {
      ...{ id: randomUUID(), metric_name: NAMES[one % NAMES.length], metric_type: 'custom', unit: '%' },
      ...{ value: Math.random() * 100, environment: 'production' },
      ...{ service: `service-${host % 20}`, host: `host-${host}` },
      ...{ timestamp: new Date(now - step * 10_000), tags: { region: 'eu-1' } },
    };
  });
}
