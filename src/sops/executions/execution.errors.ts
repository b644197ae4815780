import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';

const SOP_NOT_APPROVED = errorKind({
  code: 'SOP_NOT_APPROVED',
  status: 409,
  meaning: 'Only approved SOPs are executed.',
  remedy: 'Submit the SOP and have somebody else approve it first.',
});
const SOP_WITHDRAWN = errorKind({
  code: 'SOP_WITHDRAWN',
  status: 409,
  meaning: 'The SOP was archived or removed meanwhile, and its commands are not run any more.',
  remedy: 'Say that the step failed, to end this execution.',
});
const SOP_EXECUTION_CLOSED = errorKind({
  code: 'SOP_EXECUTION_CLOSED',
  status: 409,
  meaning: 'This execution has ended.',
  remedy: 'Execute the SOP again to begin a new one.',
});
const SOP_STEP_NOT_WAITING = errorKind({
  code: 'SOP_STEP_NOT_WAITING',
  status: 409,
  meaning: 'This step does not wait for a decision.',
  remedy: 'Decide the step that details name in waiting_step_id, or read the execution again if it is null.',
});

export class SopNotApproved extends Conflict {
  constructor(status: string) {
    super(`Only approved SOPs are executed; this one is ${status}.`, { status }, SOP_NOT_APPROVED);
  }
}

/** What was begun must not run commands of an SOP that nobody stands by any more. */
export class SopWithdrawn extends Conflict {
  constructor() {
    super(SOP_WITHDRAWN.meaning, null, SOP_WITHDRAWN);
  }
}

export class ExecutionClosed extends Conflict {
  constructor(status: string) {
    super(`This execution has ended: ${status}.`, { status }, SOP_EXECUTION_CLOSED);
  }
}

export class StepNotWaiting extends Conflict {
  constructor(message: string, waiting: string | null) {
    super(message, { waiting_step_id: waiting }, SOP_STEP_NOT_WAITING);
  }
}
