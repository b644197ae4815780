export const ExecutionStatus = {
  running: 'running',
  success: 'success',
  partial: 'partial',
  failed: 'failed',
} as const;
export type ExecutionStatus = (typeof ExecutionStatus)[keyof typeof ExecutionStatus];

/** What can become of a step; before that it is `pending` or `running`. */
export const StepOutcome = { success: 'success', failed: 'failed', skipped: 'skipped' } as const;
export type StepOutcome = (typeof StepOutcome)[keyof typeof StepOutcome];
