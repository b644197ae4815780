import { type Account, responders } from './accounts';
import type { SeedTable } from './bulk-insert';
import { HOUR, MINUTE, SECOND } from './durations';
import type { SeedIncident } from './incidents';
import { Random } from './random';
import type { EvidenceTemplate, EvidenceType } from './scenarios';
import { render } from './template';

export interface EvidenceRow {
  readonly id: string;
  readonly incident_id: string;
  readonly title: string;
  readonly type: EvidenceType;
  readonly content: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const EVIDENCE: SeedTable<EvidenceRow> = {
  name: 'evidence',
  columns: {
    id: 'uuid',
    incident_id: 'uuid',
    title: 'text',
    type: 'text',
    content: 'text',
    metadata: 'jsonb',
    uploaded_by: 'text',
    uploaded_at: 'timestamptz',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
};

/** What was collected for the incidents, about one and a half pieces for each. */
export function createEvidence(
  incidents: readonly SeedIncident[],
  accounts: readonly Account[],
  stream: string,
): EvidenceRow[] {
  const random = new Random(stream);
  const people = responders(accounts);
  return incidents.flatMap((incident) =>
    piecesOf(random, incident).map((piece) => toRow(random, people, incident, piece)),
  );
}

interface Piece {
  readonly type: EvidenceType;
  readonly title: string;
  readonly content: string;
  readonly source: string;
  readonly uploadedAt: Date;
}

function piecesOf(random: Random, incident: SeedIncident): Piece[] {
  const { row, scenario } = incident;
  if (row.updated_at <= row.created_at) return [];
  const settled = row.resolved_at !== null;
  const count = random.weighted<number>(
    settled
      ? [
          [1, 50],
          [2, 40],
          [3, 10],
        ]
      : [
          [0, 15],
          [1, 50],
          [2, 35],
        ],
  );
  const until = Math.min((row.resolved_at ?? row.updated_at).getTime(), row.created_at.getTime() + 6 * HOUR);
  const times = Array.from({ length: count }, () => between(random, row.created_at.getTime(), until));
  const kinds = [
    ...scenario.evidence.map((template) => fromTemplate(incident, template)),
    errorRate(random, incident),
  ];
  const pieces = kinds.slice(0, count).map((create, at) => create(times.sort((a, b) => +a - +b)[at]));
  const resolved = row.resolved_at;
  if (resolved && pieces.length < count) {
    pieces.push(timeline(incident, between(random, resolved.getTime(), row.updated_at.getTime())));
  }
  return pieces;
}

type Create = (uploadedAt: Date) => Piece;

function fromTemplate({ values }: SeedIncident, { type, title, content, source }: EvidenceTemplate): Create {
  // Nothing in a piece is later than its upload.
  const longest = Math.max(0, ...[...content.matchAll(/\{at\+(\d+)\}/g)].map((match) => Number(match[1])));
  return (uploadedAt) => {
    const at = new Date(uploadedAt.getTime() - (longest + 40) * SECOND);
    return { type, title: render(title, values), content: render(content, values, at), source, uploadedAt };
  };
}

function errorRate(random: Random, { row }: SeedIncident): Create {
  const service = row.affected_services[0];
  const peak = random.integer(20, 240) / 10;
  const shape = [0.01, 0.02, 0.35, 0.8, 1, 0.94, 0.97];
  return (uploadedAt) => {
    const lines = shape.map((part, at) => {
      const time = new Date(uploadedAt.getTime() - (shape.length - at) * 5 * MINUTE).toISOString();
      return `${time}  ${(peak * part * (0.95 + 0.1 * random.next())).toFixed(2)}`;
    });
    const query = `100 * sum(rate(http_requests_total{service="${service}",code=~"5.."}[5m])) / sum(rate(http_requests_total{service="${service}"}[5m]))`;
    return {
      type: 'metric',
      title: `Error rate of ${service} in percent`,
      content: [query, ...lines].join('\n'),
      source: 'prometheus',
      uploadedAt,
    };
  };
}

function timeline({ row, reporter, history }: SeedIncident, uploadedAt: Date): Piece {
  const clock = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const steps = history
    .filter((step) => step.at <= uploadedAt)
    .map((step) => `* ${clock(step.at)}: ${step.by.name} sets it to ${String(statusOf(step.changes))}`);
  const content = [
    `# Timeline of "${row.title}"`,
    '',
    `* ${clock(row.created_at)}: opened by ${reporter.name} with severity ${row.severity}`,
    ...steps,
    '',
    '## Cause',
    row.root_cause,
    '',
    '## What we did',
    row.resolution,
  ].join('\n');
  return {
    type: 'document',
    title: 'Timeline and follow-up',
    content,
    source: 'post-incident review',
    uploadedAt,
  };
}

function statusOf(changes: SeedIncident['history'][number]['changes']): unknown {
  return changes.find((change) => change.field === 'status')?.new_value;
}

function toRow(random: Random, people: readonly Account[], { row }: SeedIncident, piece: Piece): EvidenceRow {
  const { uploadedAt, source, ...rest } = piece;
  return {
    id: random.uuid(),
    incident_id: row.id,
    ...rest,
    metadata: { source, environment: row.environment, lines: rest.content.split('\n').length },
    uploaded_by: row.assignee && random.chance(0.8) ? row.assignee : random.pick(people).name,
    uploaded_at: uploadedAt,
    created_at: uploadedAt,
    updated_at: uploadedAt,
  };
}

/** A whole second of that time, its first one if there is no other. */
function between(random: Random, from: number, to: number): Date {
  return new Date(Math.max(from, Math.floor((from + (to - from) * random.next()) / SECOND) * SECOND));
}
