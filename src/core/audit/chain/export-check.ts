import { ChainCheck, type Fault, FaultKind } from './chain-check';
import type { Checkpoint, PublicKeys } from './checkpoint';
import type { Entry, Link } from './link';

/** The export or the checkpoints are no such thing: nothing can be said of them. */
export class Unreadable extends Error {}

export interface ExportReport {
  readonly fault: Fault | null;
  readonly checked: number;
  readonly checkpoints: number;
  /** Entries behind the newest checkpoint that was given. */
  readonly unsigned: number;
  /** Rows that no server wrote. */
  readonly unproved: number;
}

/**
 * Verifies an export, a line at a time, against checkpoints that were kept elsewhere: a stretch without gaps, which may begin
 * and end anywhere. Keeps no more than two lines. Throws Unreadable.
 */
export async function checkExport(
  lines: AsyncIterable<string> | Iterable<string>,
  checkpoints: readonly Checkpoint[],
  keys: PublicKeys,
): Promise<ExportReport> {
  const check = new ChainCheck(keys, null, checkpoints.at(-1)?.sequence ?? 0);
  const fault = (await findFault(check, lines, checkpoints)) ?? check.unprovedFault;
  const { checked, unsigned, unproved } = check;
  return { fault, checked, checkpoints: check.checkpoints, unsigned, unproved };
}

async function findFault(
  check: ChainCheck,
  lines: AsyncIterable<string> | Iterable<string>,
  checkpoints: readonly Checkpoint[],
): Promise<Fault | null> {
  let at = 0;
  let number = 0;
  let altered: { fault: Fault; link: Link } | undefined;
  let missing: Fault | undefined;
  for await (const line of lines) {
    number += 1;
    if (line === '') continue;
    const link = readLink(line, number);
    if (altered) return check.refine(altered.fault, altered.link, link);
    if (missing) {
      // It is not gone, only elsewhere.
      if (link.sequence === missing.sequence) return moved(missing, link);
      continue;
    }
    for (; at < checkpoints.length && checkpoints[at].sequence < link.sequence; at += 1) {
      const fault = check.checkpoint(checkpoints[at]);
      if (fault && fault.kind !== FaultKind.cutOff) return fault;
      // What it is of stands further on, or is missing, which the link tells.
      if (fault) break;
    }
    const fault = check.link(link);
    if (fault?.kind === FaultKind.altered) altered = { fault, link };
    else if (fault?.kind === FaultKind.removed && link.entry !== null) missing = fault;
    else if (fault) return fault;
  }
  if (altered ?? missing) return altered?.fault ?? missing!;
  for (; at < checkpoints.length; at += 1) {
    const fault = check.checkpoint(checkpoints[at]);
    if (fault) return fault;
  }
  return check.end();
}

const moved = (fault: Fault, { sequence, entry }: Link): Fault => ({
  ...{ kind: FaultKind.reordered, sequence, id: typeof entry?.id === 'string' ? entry.id : null },
  message: `entry ${fault.sequence} does not stand at its place`,
});

function readLink(line: string, number: number): Link {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Unreadable(`line ${number} of the export is not JSON`);
  }
  const { sequence, hash, genuine, entry } = (value ?? {}) as Partial<Record<keyof Link, unknown>>;
  const isWhole =
    Number.isSafeInteger(sequence) &&
    typeof hash === 'string' &&
    typeof genuine === 'boolean' &&
    typeof entry === 'object' &&
    !Array.isArray(entry);
  if (!isWhole) throw new Unreadable(`line ${number} of the export is not {sequence, hash, genuine, entry}`);
  return { sequence: sequence as number, hash, genuine, entry: entry as Entry | null };
}

/** The checkpoints of a file, as `GET /admin/audit-logs/checkpoints` gives them. Throws Unreadable. */
export function readCheckpoints(text: string): Checkpoint[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable('the checkpoints are not JSON');
  }
  // With the success envelope they are one level down.
  const list = Array.isArray(value) ? (value as unknown[]) : (value as { data?: unknown } | null)?.data;
  if (!Array.isArray(list) || !list.every(isCheckpoint))
    throw new Unreadable('the checkpoints are not a list of checkpoints');
  return list;
}

function isCheckpoint(value: unknown): value is Checkpoint {
  const one = (value ?? {}) as Partial<Record<keyof Checkpoint, unknown>>;
  const texts = [one.hash, one.created_at, one.key_id, one.signature];
  return (
    Number.isSafeInteger(one.sequence) &&
    Number.isSafeInteger(one.count) &&
    texts.every((text) => typeof text === 'string') &&
    (one.previous === null || typeof one.previous === 'string')
  );
}
