import { Conflict } from '../../core/errors/domain-error';

export class SopNotApproved extends Conflict {
  constructor(status: string) {
    super(`Only approved SOPs are executed; this one is ${status}.`, { status }, 'SOP_NOT_APPROVED');
  }
}

/** What was begun must not run commands of an SOP that nobody stands by any more. */
export class SopWithdrawn extends Conflict {
  constructor() {
    super(
      'The SOP was archived or removed meanwhile, and its commands are not run any more: say that the step failed to end this execution.',
      null,
      'SOP_WITHDRAWN',
    );
  }
}

export class ExecutionClosed extends Conflict {
  constructor(status: string) {
    super(`This execution has ended: ${status}.`, { status }, 'SOP_EXECUTION_CLOSED');
  }
}

export class StepNotWaiting extends Conflict {
  constructor(message: string, waiting: string | null) {
    super(message, { waiting_step_id: waiting }, 'SOP_STEP_NOT_WAITING');
  }
}
