import { NotFound } from '../../core/errors/domain-error';
import { StepNotWaiting } from './execution.errors';
import type { StepOutcome } from './execution.enums';
import type { RunStep, StepEnd } from './execution.queries';

/** The manual step with this id, if it is its turn. Throws NotFound and StepNotWaiting. */
export function requireWaiting(steps: readonly RunStep[], stepId: string): RunStep {
  const step = steps.find(({ step_id }) => step_id === stepId);
  if (!step) throw new NotFound('sop_step', stepId);
  const next = steps.find(({ status }) => status === 'pending' || status === 'running');
  const waiting = next?.command === null ? next.step_id : null;
  if (step.status === 'pending' && step === next && step.command === null) return step;
  if (step.status !== 'pending' && step.status !== 'running')
    throw new StepNotWaiting(`Step ${step.place} has been decided: ${step.status}.`, waiting);
  if (step === next || !next)
    throw new StepNotWaiting(
      `Step ${step.place} is a command, which nobody decides but the server.`,
      waiting,
    );
  throw new StepNotWaiting(`Step ${next.place} comes first.`, waiting);
}

const WORDS = { success: 'Confirmed', failed: 'Marked as failed', skipped: 'Skipped' } as const;

/** What somebody said of a manual step, and the word for it. */
export function endOfDecision(
  status: StepOutcome,
  note: string | null,
  decidedBy: string,
): { readonly word: string; readonly end: StepEnd } {
  const word = WORDS[status];
  const said = note?.trim() || null;
  const error = status === 'success' ? null : (said ?? `${word} by ${decidedBy}.`);
  return { word, end: { status, note: said, decidedBy, error } };
}
