import { parseArgs } from 'node:util';

export const PARTS = [
  'list',
  'one',
  'create',
  'ws',
  'sla',
  'metrics',
  'stats',
  'costs',
  'reports',
  'audit',
] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  /** Length of a round. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly rounds: number;
  readonly connections: readonly number[];
  readonly parts: ReadonlySet<Part>;
  /** Leaves the server under test out, to try the baselines among themselves. */
  readonly baselinesOnly: boolean;
  /** Only a whole run may replace RESULTS.md. */
  readonly whole: boolean;
}

const USAGE = `npm run bench -- [options]
  --seconds N        seconds per round (4)
  --rounds N         rounds per server, scenario and number of connections (3)
  --only PART,…      of ${PARTS.join(', ')}
  --baselines-only   without the server under test
  --quick            one round of a second at 32 connections: does everything work?`;

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true },
      'baselines-only': { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const only = (values.only ?? []).flatMap((text) => text.split(','));
  const unknown = only.find((part) => !PARTS.includes(part as Part));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: no such part\n${USAGE}`);
  return {
    seconds: positive('seconds', values.seconds ?? (values.quick ? '1' : '4')),
    warmUpSeconds: values.quick ? 1 : 4,
    rounds: positive('rounds', values.rounds ?? (values.quick ? '1' : '3')),
    connections: values.quick ? [32] : [32, 128],
    parts: new Set(only.length > 0 ? (only as Part[]) : PARTS),
    baselinesOnly: values['baselines-only'],
    whole: only.length === 0 && !values['baselines-only'] && !values.quick,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} must be a whole number above 0, not "${text}"`);
  return value;
}
