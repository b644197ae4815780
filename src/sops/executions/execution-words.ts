import type { Confinement } from './command-limits';
import type { CommandEnd } from './command-runner';
import type { RunStep, StepEnd, StepRecord } from './execution.queries';
import type { ExecutionStatus } from './execution.enums';
import type { SecretMask } from './secret-mask';

/** A line of an execution's log. */
export const logLine = (text: string, at = new Date()): string => `${at.toISOString()} ${text}`;

export const stepName = ({ place, title }: Pick<RunStep, 'place' | 'title'>): string =>
  `Step ${place} "${title}"`;

/** `gaps`: what cannot be kept of a command's limits here. */
export const beginLine = (
  step: Pick<RunStep, 'place' | 'title'>,
  gaps: readonly string[] = [],
  at = new Date(),
): string => logLine([`${stepName(step)} begins.`, ...gaps].join(' '), at);

export interface Bounds {
  /** How long the command may take. */
  readonly seconds: number;
  /** Why it was interrupted. */
  readonly cutOff: string;
  readonly confinement: Confinement;
}

export function endOfCommand(
  { ending, exitCode, killedBy, output }: CommandEnd,
  mask: SecretMask,
  bounds: Bounds,
): StepEnd {
  const isSuccess = ending === 'exited' && exitCode === 0;
  const text = mask.hide(output.text, output.isCut);
  const cut = output.bytes - output.keptBytes;
  return {
    status: isSuccess ? 'success' : 'failed',
    output: cut > 0 ? `${text}\n[${cut} more bytes were not kept]` : text,
    error: isSuccess ? null : failureOf(ending, exitCode, killedBy, bounds),
    exitCode,
    outputBytes: output.bytes,
  };
}

function failureOf(
  ending: CommandEnd['ending'],
  exitCode: number | null,
  killedBy: string | null,
  { seconds, cutOff, confinement }: Bounds,
): string {
  const { limits, before } = confinement;
  if (ending === 'timed_out') return `The command was ended: it took longer than ${seconds} s.`;
  if (ending === 'interrupted') return cutOff;
  if (ending === 'crowded')
    return `The command was ended: it had more than ${limits.processes} processes at a time.`;
  if (killedBy === 'SIGXCPU' && before.length > 0)
    return `The command was ended: it took more than ${limits.cpuSeconds} s of CPU time.`;
  if (killedBy === 'SIGXFSZ' && before.length > 0)
    return `The command was ended: it wrote a file of more than ${limits.fileBytes} bytes.`;
  if (ending === 'not_started') return 'The command could not be started.';
  return killedBy
    ? `The command was ended by the signal ${killedBy}.`
    : `The command ended with exit code ${exitCode}.`;
}

/** `5 of 7 steps done, 1 failed, 1 skipped` */
export function tallyOf(steps: readonly Pick<RunStep, 'status'>[]): string {
  const count = (status: RunStep['status']): number => steps.filter((step) => step.status === status).length;
  const others = (['failed', 'skipped'] as const).flatMap((status) =>
    count(status) > 0 ? [`${count(status)} ${status}`] : [],
  );
  return [`${count('success')} of ${steps.length} steps done`, ...others].join(', ');
}

/** Of many long outputs the beginning has to do: the execution itself keeps them. */
const MAX_TRANSCRIPT = 1_000_000;

/** The execution as a piece of evidence. */
export function transcriptOf(title: string, status: ExecutionStatus, steps: readonly StepRecord[]): string {
  const lines = steps.flatMap((step) => [
    '',
    `${step.place}. ${step.title}: ${step.status}${step.decided_by ? ` (${step.decided_by})` : ''}`,
    ...(step.command ? [`$ ${step.command}`] : []),
    ...(step.output ? [step.output.trimEnd()] : []),
    ...(step.error ? [step.error] : []),
    ...(step.note && step.note !== step.error ? [step.note] : []),
  ]);
  const text = [`${title}: ${status}. ${tallyOf(steps)}.`, ...lines].join('\n');
  return text.length > MAX_TRANSCRIPT ? `${cutAt(text, MAX_TRANSCRIPT)}\n[…]` : text;
}

/** Not half a pair at the end: that is no text that can be kept. */
const cutAt = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
