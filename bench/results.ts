import type { Chapter } from './chapter';
import type { ContenderName } from './contenders';
import { INCIDENTS } from './fill';
import type { Measurement } from './measure';
import type { Options } from './options';
import { table } from './table';
import { judge, ratio } from './targets';
import type { SocketMeasurement } from './websocket';

const LABELS: Record<ContenderName, string> = {
  limit: 'limit',
  express: 'express',
  tutorial: 'tutorial',
  ours: '**this server**',
};

export interface Outcome {
  readonly machine: string;
  readonly options: Options;
  readonly measurements: readonly Measurement[];
  readonly sockets: SocketMeasurement | undefined;
  readonly chapters: readonly Chapter[];
}

/** The whole report as Markdown; also what the terminal shows. */
export function report({ machine, options, measurements, sockets, chapters }: Outcome): string {
  const { rounds, seconds } = options;
  const parts = [
    '# Measured',
    '`npm run bench` writes this file.',
    `${machine}. One database of ${INCIDENTS.toLocaleString('en')} incidents, fsync on, everything on one machine.`,
    `Only the **ratios** count: absolute figures depend on the machine, and the load generator and Postgres share its cores. All servers run ` +
      `at once and are measured in turns; each figure is the median of ${rounds} rounds of ${seconds} s after a warm-up, each ratio the median of the ratios within the rounds.`,
    BASELINES,
  ];
  const targets = judge(measurements, sockets, chapters);
  if (targets.length > 0) {
    const rows = targets.map(({ title, wanted, got, met }) => [title, wanted, got, met ? 'yes' : '**no**']);
    parts.push('## Targets', table(['what', 'target', 'measured', 'met'], rows));
  }
  for (const measurement of measurements) parts.push(...requestPart(measurement));
  if (sockets) parts.push(...socketPart(sockets));
  for (const { heading, text } of chapters) parts.push(`## ${heading}`, text);
  return `${parts.join('\n\n')}\n`;
}

const BASELINES = `* **limit**: \`node:http\` and \`pg\`, prepared statements, JSON built by Postgres, no authentication.
* **express**: Express 5, \`pg\`, a JWT check with one \`KeyObject\`, the same SQL as prepared statements, \`JSON.stringify\`; a creation is BEGIN, three inserts, COMMIT.
* **tutorial**: NestJS, TypeORM \`find()\`, class-transformer, passport on every request with the secret as a string, a TypeORM transaction.
* **this server**, as shipped: guards, permissions, rate limit (out of reach), security headers, audit, outbox and delivery.`;

function requestPart(measurement: Measurement): string[] {
  const { scenario, connections, figures } = measurement;
  const against = (name: ContenderName, to: ContenderName): string =>
    figures.has(to) ? ratio(measurement, name, to).toFixed(2) : '–';
  const rows = [...figures].map(([name, { perSecond, p50, p99 }]) => [
    LABELS[name],
    perSecond.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    against(name, 'limit'),
    against(name, 'express'),
    against(name, 'tutorial'),
  ]);
  const head = ['server', 'requests/s', 'p50 ms', 'p99 ms', '÷ limit', '÷ express', '÷ tutorial'];
  return [`## ${scenario.title}, ${connections} connections`, table(head, rows)];
}

function socketPart({ sockets, bytes, bare, ours }: SocketMeasurement): string[] {
  const rows = [['bare ws, one prepared string', bare.ms.toFixed(1), '1.00', bare.kbPerSocket.toFixed(1)]];
  if (ours) {
    const { ms, kbPerSocket } = ours;
    rows.push([LABELS.ours, ms.toFixed(1), (ms / bare.ms).toFixed(2), kbPerSocket.toFixed(1)]);
  }
  return [
    `## One event to ${sockets.toLocaleString('en')} sockets`,
    `From just before the POST until the last socket has the ${bytes} bytes. This server meanwhile stores the incident, its audit row and its ` +
      'event, and sends only what has committed; bare ws touches no database.',
    table(['server', 'ms', '÷ bare ws', 'KB per idle socket'], rows),
  ];
}
